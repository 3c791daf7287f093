import type { Contract, Inputs, Operation } from '../../model/contract.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Case } from '../../model/case.ts';
import type { Exchange, Response } from '../../model/exchange.ts';
import type { Moment } from '../../contract/runtime-expressions.ts';
import { readRequest } from '../../messages/decode-request.ts';
import { pathParameters } from '../../messages/path-template.ts';
import { basesOf, type Base } from '../valid-requests.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { withGiven, type Given } from '../../messages/overrides.ts';
import { followLink, leadsOf, type Lead } from './links.ts';
import { identify, resourcesOf, type Resource } from './created-resources.ts';
import { keptOf } from './expected-state.ts';

/** What one request of a sequence is for. */
export type Role = 'read' | 'delete' | 'gone' | 'again' | 'link';

/** A request that follows from the answer to the first. */
export interface StepPlan {
  role: Role;
  operation: Operation;
  /** Roles whose requests have to be sent, and accepted, before. */
  needs: Role[];
  lead?: Lead;
}

/** Requests of which each follows from the one before. */
export interface Sequence {
  start: Operation;
  base: Base;
  resource?: Resource;
  steps: StepPlan[];
}

/** The sequences of a contract: what is created is read, deleted and read again, and each link is followed. */
export function planSequences(contract: Contract, given: Given): { sequences: Sequence[]; unjudged: Undecided[] } {
  const { leads, unjudged } = leadsOf(contract);
  const at = (path: string, method: string) => contract.operations.find((operation) => operation.path === path && operation.method === method);
  const resources = resourcesOf(contract, leads);
  const lives = resources.flatMap((resource): Sequence[] => {
    const [base] = basesOf(contract, resource.create, given);
    const [read, remove] = [at(resource.path, 'GET'), at(resource.path, 'DELETE')];
    const steps: StepPlan[] = [
      ...(read ? [{ role: 'read' as const, operation: read, needs: [] }] : []),
      ...(remove ? [{ role: 'delete' as const, operation: remove, needs: [] }] : []),
      ...(read && remove ? [{ role: 'gone' as const, operation: read, needs: ['delete' as const] }] : []),
      ...(remove ? [{ role: 'again' as const, operation: remove, needs: ['delete' as const] }] : []),
    ];
    return base && steps.length > 0 ? [{ start: resource.create, base, resource, steps }] : [];
  });
  // A link to what was created is followed in its life; one that deletes would end it.
  const isLived = ({ link }: Lead) => lives.some(({ resource }) => resource?.identity.by === 'link' && resource.identity.lead.link === link);
  const followed = leads.flatMap((lead): Sequence[] => {
    const [base] = basesOf(contract, lead.from, given);
    if (!base || isLived(lead) || lead.to.method === 'DELETE') return [];
    return [{ start: lead.from, base, steps: [{ role: 'link', operation: lead.to, needs: [], lead }] }];
  });
  return { sequences: [...lives, ...followed], unjudged };
}

/** The first request of a sequence: a documented one, where there is any. */
export function startCase({ start, base, steps }: Sequence, given: Given, inputs: Inputs = base.inputs): Case {
  const [next] = steps;
  const title = next?.role === 'link' ? `the request that the link ${next.lead?.link.name} starts at` : `the request that creates what ${sayNext(steps)}`;
  return {
    id: `${start.id} > ${title}`,
    phase: 'sequences',
    operation: start,
    title,
    inputs,
    request: encodeRequest(start, inputs, given),
    // Whether it is accepted is for the other phases.
    expect: { kind: 'accepted', clause: start.pointer, at: 'request', refusable: true, ...(base.example && { example: base.example }) },
  };
}

function sayNext(steps: StepPlan[]): string {
  const [first] = steps as [StepPlan];
  return `${first.operation.id} ${first.role === 'read' ? 'reads' : 'deletes'}`;
}

/** A request that was answered. */
export interface Done {
  case: Case;
  exchange: Exchange;
  response: Response;
}

/** The case of a step, or why there is none. @param before the requests that it needs, the first one first */
export function stepCase(
  contract: Contract,
  sequence: Sequence,
  plan: StepPlan,
  before: [Done, ...Done[]],
  given: Given,
  baseUrl: string,
): Case | { reason: string } {
  const [first] = before;
  const moment: Moment = { inputs: first.case.inputs, request: first.case.request, response: first.response };
  const found = inputsOf(contract, sequence, plan, moment, given, baseUrl);
  if ('reason' in found) return found;
  const { operation, role } = plan;
  const title = titleOf(sequence, plan);
  const request = encodeRequest(operation, found.inputs, given);
  // Typed as the contract has it, however the answer wrote it.
  const { path } = readRequest(contract, operation, pathParameters(operation, request.path), request).inputs;
  return {
    id: `${operation.id} > ${title}`,
    phase: 'sequences',
    operation,
    title,
    inputs: { ...found.inputs, path: { ...found.inputs.path, ...path } },
    request,
    expect: expectOf(contract, sequence, plan, before),
    after: before.map((done) => done.case).filter((_, index) => index === 0 || role !== 'read'),
  };
}

function inputsOf(
  contract: Contract,
  { resource, start }: Sequence,
  { operation, lead }: StepPlan,
  moment: Moment,
  given: Given,
  baseUrl: string,
): { inputs: Inputs } | { reason: string } {
  const [base] = basesOf(contract, operation, given);
  const empty: Inputs = withGiven(operation, { path: {}, query: {}, header: {}, cookie: {} }, given);
  const own: Inputs = base?.inputs ?? empty;
  if (lead) {
    // What a link leaves out is as in the request before, and then as documented.
    const shared = Object.fromEntries(Object.entries(moment.inputs.path).filter(([name]) => operation.path.includes(`{${name}}`)));
    const followed = followLink(lead, { ...own, path: { ...own.path, ...shared } }, moment);
    return 'missing' in followed ? { reason: `the answer of ${start.id} has no ${followed.missing}` } : followed;
  }
  if (!resource) return { reason: 'nothing says what was created' };
  const identified = identify(contract, resource, moment, baseUrl);
  return 'reason' in identified ? identified : { inputs: { ...own, path: identified.path } };
}

function titleOf({ start }: Sequence, { role, lead, operation }: StepPlan): string {
  const titles: Record<Role, string> = {
    read: `the request for what ${start.id} created`,
    delete: `the request to delete what ${start.id} created`,
    gone: `the request for what was deleted after ${start.id} created it`,
    again: `the request to delete once more what ${start.id} created`,
    link: `the request that the link ${lead?.link.name} of ${start.id} leads to`,
  };
  return titles[role] + (role === 'link' && operation.method !== 'GET' ? ` (${operation.method})` : '');
}

function expectOf(contract: Contract, { start, resource }: Sequence, { role, operation, lead }: StepPlan, before: [Done, ...Done[]]): Case['expect'] {
  const [first] = before;
  if (role === 'gone') return { kind: 'gone', clause: before.at(-1)?.case.operation.pointer ?? operation.pointer, at: 'request path' };
  const accepted = { kind: 'accepted' as const, clause: operation.pointer, at: 'request', refusable: true as const };
  if (role === 'link' && lead) return { ...accepted, follows: { clause: lead.link.pointer, by: `the link ${lead.link.name}`, kept: [] } };
  if (role !== 'read') return accepted;
  const identity = resource?.identity;
  const clause = identity?.by === 'link' ? identity.lead.link.pointer : (identity?.clause ?? start.pointer);
  const by = identity?.by === 'link' ? `the link ${identity.lead.link.name}` : start.id;
  return { ...accepted, follows: { clause, by, kept: keptOf(contract, start, operation, first.case.inputs, first.response) } };
}
