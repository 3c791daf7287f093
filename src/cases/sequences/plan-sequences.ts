/*
 * Sequences: a created resource is read, deleted and read again, and links are followed. contract/resources finds what
 * operations create, where a response identifies it, and the Link Objects; expected-state.ts which values a read must return.
 * Each request depends on earlier responses, so run/phases/sequences.ts sends them in turn.
 */

import type { Contract, RequestValues, Operation } from '../../model/contract.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Case } from '../../model/case.ts';
import type { Exchange, Response } from '../../model/exchange.ts';
import type { ExpressionContext } from '../../contract/runtime-expressions.ts';
import { decodeRequest } from '../../messages/decode-request.ts';
import { decodeResponse } from '../../messages/decode-response.ts';
import { pathParameters } from '../../messages/path-template.ts';
import { basesOf, type Base } from '../valid-requests.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { applyOverrides, type Overrides } from '../../messages/overrides.ts';
import { identify, isGuess } from '../../contract/resources/identify.ts';
import { followLink, resolveLinks, type ResolvedLink } from '../../contract/resources/links.ts';
import { renamed } from '../../contract/resources/path-shapes.ts';
import type { Identity, Resource } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { expectedValues } from './expected-state.ts';

/** The role of a request in a sequence. */
export type Role = 'read' | 'delete' | 'gone' | 'again' | 'link';

/** A request that follows from the response to the first. */
export interface StepPlan {
  role: Role;
  operation: Operation;
  /** Roles whose requests must be sent and accepted before. */
  needs: Role[];
  link?: ResolvedLink;
}

/** Requests that each follow from the one before. */
export interface Sequence {
  start: Operation;
  base: Base;
  resource?: Resource;
  steps: StepPlan[];
}

/**
 * The sequences of a contract: what is created is read, deleted and read again, and each link is followed.
 * @param basesFor the requests that an operation accepts
 */
export function planSequences(
  contract: Contract,
  overrides: Overrides,
  basesFor: (operation: Operation) => Base[] = (operation) => basesOf(contract, operation, overrides),
): { sequences: Sequence[]; unjudged: Undecided[] } {
  const { links, unjudged } = resolveLinks(contract);
  const resources = resourcesOf(contract);
  const lives = contract.operations.flatMap((create) =>
    resources.createdBy(create).flatMap((resource): Sequence[] => {
      // A replacement creates what the client named: it is no beginning, as it may replace what was there.
      const identity = create.method === 'POST' ? identityOf(resource, create) : undefined;
      const [base] = identity ? basesFor(create) : [];
      const steps = stepsOf(resource);
      return base && steps.length > 0 ? [{ start: create, base, resource, steps }] : [];
    }),
  );
  // Links are followed before the deletion; a link that deletes would end the sequence.
  const isLived = ({ link }: ResolvedLink) =>
    lives.some(({ start, resource }) => resource && identityOf(resource, start)?.link?.link === link);
  const followed = links.flatMap((link): Sequence[] => {
    const [base] = basesFor(link.from);
    if (!base || isLived(link) || link.to.method === 'DELETE') return [];
    return [{ start: link.from, base, steps: [{ role: 'link', operation: link.to, needs: [], link }] }];
  });
  return { sequences: [...lives, ...followed], unjudged };
}

/** How the response to a creation identifies the resource: the most exact way. */
function identityOf({ identities }: Resource, create: Operation): Identity | undefined {
  return identities.find(({ from }) => from === create);
}

/** A resource is read and deleted; after that neither works again. */
function stepsOf({ read, remove }: Resource): StepPlan[] {
  return [
    ...(read ? [{ role: 'read' as const, operation: read, needs: [] }] : []),
    ...(remove ? [{ role: 'delete' as const, operation: remove, needs: [] }] : []),
    ...(read && remove ? [{ role: 'gone' as const, operation: read, needs: ['delete' as const] }] : []),
    ...(remove ? [{ role: 'again' as const, operation: remove, needs: ['delete' as const] }] : []),
  ];
}

/** The first request of a sequence: a documented one, if there is any. */
export function startCase(
  { start, base, steps }: Sequence,
  overrides: Overrides,
  inputs: RequestValues = base.inputs,
): Case {
  const [next] = steps;
  const title =
    next?.role === 'link'
      ? `the request that the link ${next.link?.link.name} starts at`
      : `the request that creates what ${formatNext(steps)}`;
  return {
    id: `${start.id} > ${title}`,
    phase: 'sequences',
    operation: start,
    title,
    inputs,
    request: encodeRequest(start, inputs, overrides),
    // The other phases judge whether it is accepted.
    expect: {
      kind: 'accepted',
      clause: start.pointer,
      at: 'request',
      mayRefuse: true,
      ...(base.example && { example: base.example }),
    },
  };
}

function formatNext(steps: StepPlan[]): string {
  const [first] = steps as [StepPlan];
  return `${first.operation.id} ${first.role === 'read' ? 'reads' : 'deletes'}`;
}

/** A request with its response. */
export interface AnsweredCase {
  case: Case;
  exchange: Exchange;
  response: Response;
}

/** The case of a step, or why there is none. @param before the requests that it needs, in their order */
export function stepCase(
  contract: Contract,
  sequence: Sequence,
  plan: StepPlan,
  before: [AnsweredCase, ...AnsweredCase[]],
  overrides: Overrides,
  baseUrl: string,
): Case | { reason: string } {
  const [first] = before;
  const context: ExpressionContext = {
    inputs: first.case.inputs,
    request: first.case.request,
    response: first.response,
  };
  const found = inputsOf(contract, sequence, plan, context, overrides, baseUrl);
  if ('reason' in found) return found;
  const { operation, role } = plan;
  const title = titleOf(sequence, plan);
  const request = encodeRequest(operation, found.inputs, overrides);
  // With its type in the contract, whatever type it has in the response.
  const { path } = decodeRequest(contract, operation, pathParameters(operation, request.path), request).inputs;
  return {
    id: `${operation.id} > ${title}`,
    phase: 'sequences',
    operation,
    title,
    inputs: { ...found.inputs, path: { ...found.inputs.path, ...path } },
    request,
    expect: expectOf(contract, sequence, plan, before, found.isGuess === true),
    after: before.map((done) => done.case).filter((_, index) => index === 0 || role !== 'read'),
  };
}

function inputsOf(
  contract: Contract,
  { resource, start }: Sequence,
  { operation, link }: StepPlan,
  context: ExpressionContext,
  overrides: Overrides,
  baseUrl: string,
): { inputs: RequestValues; isGuess?: boolean } | { reason: string } {
  const [base] = basesOf(contract, operation, overrides);
  const empty: RequestValues = applyOverrides(operation, { path: {}, query: {}, header: {}, cookie: {} }, overrides);
  const own: RequestValues = base?.inputs ?? empty;
  if (link) {
    // Values that the link does not give come from the request before, then from the document.
    const shared = Object.fromEntries(
      Object.entries(context.inputs.path).filter(([name]) => operation.path.includes(`{${name}}`)),
    );
    const followed = followLink(link, { ...own, path: { ...own.path, ...shared } }, context);
    return 'missing' in followed ? { reason: `the answer of ${start.id} has no ${followed.missing}` } : followed;
  }
  if (!resource) return { reason: 'nothing says what was created' };
  const identified = identify(contract, resource, start, context, baseUrl);
  if ('reason' in identified) return identified;
  const path = renamed(identified.path, resource.item ?? operation.path, operation.path);
  return { inputs: { ...own, path }, isGuess: isGuess(identified.by) };
}

function titleOf({ start }: Sequence, { role, link, operation }: StepPlan): string {
  const titles: Record<Role, string> = {
    read: `the request for what ${start.id} created`,
    delete: `the request to delete what ${start.id} created`,
    gone: `the request for what was deleted after ${start.id} created it`,
    again: `the request to delete once more what ${start.id} created`,
    link: `the request that the link ${link?.link.name} of ${start.id} leads to`,
  };
  return titles[role] + (role === 'link' && operation.method !== 'GET' ? ` (${operation.method})` : '');
}

function expectOf(
  contract: Contract,
  { start, resource }: Sequence,
  { role, operation, link }: StepPlan,
  before: [AnsweredCase, ...AnsweredCase[]],
  mayBeAnother: boolean,
): Case['expect'] {
  const [first] = before;
  if (role === 'gone') {
    const shown = before.find((one) => one.case.operation === operation)?.response;
    const was = shown && decodeResponse(shown).json;
    const clause = before.at(-1)?.case.operation.pointer ?? operation.pointer;
    return { kind: 'gone', clause, at: 'request path', ...(was !== undefined && { was }) };
  }
  const accepted = { kind: 'accepted' as const, clause: operation.pointer, at: 'request', mayRefuse: true as const };
  if (role === 'link' && link)
    return { ...accepted, follows: { clause: link.link.pointer, by: `the link ${link.link.name}`, expected: [] } };
  if (role !== 'read') return accepted;
  const identity = resource && identityOf(resource, start);
  const clause = identity?.clause ?? start.pointer;
  const by = identity?.link ? `the link ${identity.link.link.name}` : start.id;
  const expected = expectedValues(contract, start, operation, first.case.inputs, first.response);
  if (!mayBeAnother) return { ...accepted, follows: { clause, by, expected } };
  const noted = expected.map((value) => ({ ...value, severity: 'note' as const }));
  return { ...accepted, follows: { clause, by, expected: noted, isGuess: true } };
}
