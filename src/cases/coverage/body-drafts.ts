import { hasEncoder, isAllowed, isOpen } from '../valid-requests.ts';
import type { Expectation } from '../../model/case.ts';
import type { Json } from '../../model/json.ts';
import { isJsonType } from '../../http/media-type.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { isObject } from '../../json/pointer.ts';
import { show } from '../../text/wording.ts';
import { withRawBody } from '../../messages/encode-request.ts';
import { roundTrips } from '../round-trips.ts';
import { invalidVariations } from './invalid-variations.ts';
import { validVariations } from './valid-variations.ts';
import { type Draft, type DraftContext, accepted, refused, withoutBody } from './draft.ts';

/** The request itself, with other values in its body that the schema allows, and without its body where that may be. */
export function validBodies(context: DraftContext): Draft[] {
  const { contract, operation, base } = context;
  const { inputs } = base;
  const media = requestMedia(operation, inputs);
  if (!media?.schema || inputs.body === undefined) return [];
  const at = 'request body';
  const own = base.example
    ? []
    : [accepted(context, { inputs, clause: media.schema, at, title: `with ${formatMembers(inputs.body)}` })];
  const documented = operation.examples.flatMap(({ request }) => (request.body === undefined ? [] : [request.body]));
  const varied = validVariations(contract, media.schema, inputs.body, documented, base.references)
    .filter(({ value }) => isAllowed(contract, media, value))
    .map(({ value, clause, at: below, title, mayRefuse }) => {
      const draft = accepted(context, { inputs: { ...inputs, body: value }, clause, at: `${at}${below}`, title });
      return mayRefuse ? { ...draft, expect: { ...draft.expect, mayRefuse } as Expectation } : draft;
    });
  const clause = operation.body?.pointer ?? operation.pointer;
  const optional = operation.body?.required
    ? []
    : [accepted(context, { inputs: withoutBody(inputs), clause, at, title: 'without a body' })];
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
export function invalidBodies(context: DraftContext): Draft[] {
  const { contract, operation, base } = context;
  const { inputs } = base;
  const media = requestMedia(operation, inputs);
  if (!media?.schema || inputs.body === undefined) return [];
  return invalidVariations(contract, media.schema, inputs.body)
    .filter(({ value }) => !isAllowed(contract, media, value) && !isOpen(contract, media, value))
    .filter(({ value }) => roundTrips(contract, operation, { ...inputs, body: value }))
    .map(({ value, clause, at, title }) =>
      refused(context, { inputs: { ...inputs, body: value }, clause, at: `request body${at}`, title }),
    );
}

/** The same request in each other documented media type, without the inferred ones. */
export function otherMedia(context: DraftContext): Draft[] {
  const { contract, operation, base } = context;
  const { inputs } = base;
  if (inputs.body === undefined) return [];
  return (operation.body?.media ?? [])
    .filter(
      ({ type, examples, pointer }) =>
        type !== inputs.mediaType &&
        hasEncoder(operation, { ...inputs, mediaType: type }) &&
        !type.includes('*') &&
        examples.size > 0 &&
        contract.statement(pointer)?.kind !== 'inferred',
    )
    .map(({ type, pointer: clause }) =>
      accepted(context, {
        inputs: { ...inputs, mediaType: type },
        ...{ clause, at: 'request header Content-Type', title: `of the media type ${type}` },
      }),
    );
}

/** The request without the body that it needs, and with one that is no JSON. */
export function malformedBodies(context: DraftContext): Draft[] {
  const { operation, base } = context;
  const { inputs } = base;
  const { body } = operation;
  const media = requestMedia(operation, inputs);
  if (!body || !media || inputs.body === undefined) return [];
  const at = 'request body';
  const without = body.required
    ? [refused(context, { inputs: withoutBody(inputs), clause: body.pointer, at, title: 'without a body' })]
    : [];
  if (!isJsonType(media.encodedAs)) return without;
  const whole = JSON.stringify(inputs.body);
  const raw = (text: string, title: string): Draft => {
    const draft = refused(context, { inputs, clause: media.pointer, at, title });
    return { ...draft, request: withRawBody(draft.request, text) };
  };
  return [
    raw(whole.slice(0, Math.ceil(whole.length / 2)), 'with a body that breaks off'),
    raw('this is not JSON', 'with a body that is not JSON'),
    ...without,
  ];
}
