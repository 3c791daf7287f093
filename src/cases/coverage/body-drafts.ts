import { type Base, hasEncoder, isAllowed, isOpen } from '../valid-requests.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Expectation } from '../../model/case.ts';
import type { Json } from '../../model/json.ts';
import { isJsonType } from '../../http/media-type.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { isObject } from '../../json/pointer.ts';
import { show } from '../../text/wording.ts';
import { withRawBody } from '../../messages/encode-request.ts';
import type { Overrides } from '../../messages/overrides.ts';
import { roundTrips } from '../round-trips.ts';
import { invalidVariations } from './invalid-variations.ts';
import { validVariations } from './valid-variations.ts';
import { type Draft, accepted, refused, withoutBody } from './draft.ts';

/** The request itself, with other values in its body that the schema allows, and without its body where that may be. */
export function validBodies(contract: Contract, operation: Operation, overrides: Overrides, base: Base): Draft[] {
  const media = requestMedia(operation, base.inputs);
  if (!media?.schema || base.inputs.body === undefined) return [];
  const own = base.example
    ? []
    : [
        accepted(
          contract,
          operation,
          overrides,
          base,
          base.inputs,
          media.schema,
          'request body',
          `with ${formatMembers(base.inputs.body)}`,
        ),
      ];
  const documented = operation.examples.flatMap(({ request }) => (request.body === undefined ? [] : [request.body]));
  const varied = validVariations(contract, media.schema, base.inputs.body, documented)
    .filter(({ value }) => isAllowed(contract, media, value))
    .map(({ value, clause, at, title, mayRefuse }) => {
      const draft = accepted(
        contract,
        operation,
        overrides,
        base,
        { ...base.inputs, body: value },
        clause,
        `request body${at}`,
        title,
      );
      return mayRefuse ? { ...draft, expect: { ...draft.expect, mayRefuse } as Expectation } : draft;
    });
  const optional = operation.body?.required
    ? []
    : [
        accepted(
          contract,
          operation,
          overrides,
          base,
          withoutBody(base.inputs),
          operation.body?.pointer ?? operation.pointer,
          'request body',
          'without a body',
        ),
      ];
  return [...own, ...varied, ...optional];
}

/** A body in a title: its top-level texts and numbers, and the names of the other members. */
function formatMembers(body: Json): string {
  if (!isObject(body)) return 'the smallest body';
  const members = Object.entries(body).map(([name, value]) =>
    typeof value === 'object' ? name : `${name} ${show(value)}`,
  );
  return members.length > 0 ? `only ${members.join(', ')}` : 'an empty object';
}

/** The request with one thing in its body that the schema does not allow. */
export function invalidBodies(contract: Contract, operation: Operation, overrides: Overrides, base: Base): Draft[] {
  const media = requestMedia(operation, base.inputs);
  if (!media?.schema || base.inputs.body === undefined) return [];
  return invalidVariations(contract, media.schema, base.inputs.body)
    .filter(({ value }) => !isAllowed(contract, media, value) && !isOpen(contract, media, value))
    .filter(({ value }) => roundTrips(contract, operation, { ...base.inputs, body: value }))
    .map(({ value, clause, at, title }) =>
      refused(operation, overrides, { ...base.inputs, body: value }, clause, `request body${at}`, title),
    );
}

/** The same request in each other documented media type, without the inferred ones. */
export function otherMedia(contract: Contract, operation: Operation, overrides: Overrides, [base]: Base[]): Draft[] {
  if (!base || base.inputs.body === undefined) return [];
  return (operation.body?.media ?? [])
    .filter(
      ({ type, examples, pointer }) =>
        type !== base.inputs.mediaType &&
        hasEncoder(operation, { ...base.inputs, mediaType: type }) &&
        !type.includes('*') &&
        examples.size > 0 &&
        contract.statement(pointer)?.kind !== 'inferred',
    )
    .map((media) =>
      accepted(
        contract,
        operation,
        overrides,
        base,
        { ...base.inputs, mediaType: media.type },
        media.pointer,
        'request header Content-Type',
        `of the media type ${media.type}`,
      ),
    );
}

/** The request without the body that it needs, and with one that is no JSON. */
export function malformedBodies(operation: Operation, overrides: Overrides, { inputs }: Base): Draft[] {
  const { body } = operation;
  const media = requestMedia(operation, inputs);
  if (!body || !media || inputs.body === undefined) return [];
  const without = body.required
    ? [refused(operation, overrides, withoutBody(inputs), body.pointer, 'request body', 'without a body')]
    : [];
  if (!isJsonType(media.encodedAs)) return without;
  const whole = JSON.stringify(inputs.body);
  const raw = (text: string, title: string): Draft => {
    const draft = refused(operation, overrides, inputs, media.pointer, 'request body', title);
    return { ...draft, request: withRawBody(draft.request, text) };
  };
  return [
    raw(whole.slice(0, Math.ceil(whole.length / 2)), 'with a body that breaks off'),
    raw('this is not JSON', 'with a body that is not JSON'),
    ...without,
  ];
}
