import type { Case } from '../../model/case.ts';
import type { Operation } from '../../model/contract.ts';
import type { Candidate, PathValues } from '../../cases/baseline/known.ts';
import { coverageCases } from '../../cases/coverage/coverage.ts';
import { fingerprint, type Base } from '../../cases/valid-requests.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { plan } from '../phases/plan.ts';
import type { Baseline, Baselines, Start } from './baseline.ts';
import type { BaselineContext } from './baseline-context.ts';

/** What follows from the search: the cases to send, and what further requests start from. */
export interface Variations extends Pick<Baselines, 'casesFor' | 'startOf'> {
  /** Today's plan of one operation, about one thing. */
  plannedFor(operation: Operation, path?: Case['inputs']['path']): Case[];
}

/** What the search came to so far. */
export interface SearchState {
  found: ReadonlyMap<Operation, Baseline>;
  /** The cases of the search that count. */
  sent: ReadonlySet<Case>;
  pathsFor(operation: Operation): PathValues[];
}

export function createVariations(context: BaselineContext, { found, sent, pathsFor }: SearchState): Variations {
  const { contract, options, permissions, phases, planned } = context;
  const { overrides = NO_OVERRIDES } = options;

  function plannedFor(operation: Operation, path?: Case['inputs']['path']): Case[] {
    if (path === undefined) return planned.filter((testCase) => testCase.operation === operation);
    const set = Object.fromEntries(Object.entries(path).map(([name, value]) => [name, scalarText(value)]));
    return plan(
      { ...contract, operations: [operation] },
      { ...options, overrides: { ...overrides, set: { ...overrides.set, ...set } }, allow: ['all'] },
    );
  }

  function casesFor(operation: Operation, path?: Case['inputs']['path']): Case[] {
    const permission = permissions.of(operation);
    // A variation may name nothing any more, or what belongs to another thing, and is not sent.
    const mayBeSent = (testCase: Case): boolean =>
      (permission.may === 'send to created' && !permission.namedBy) || !permissions.heldBack(testCase);
    if (!found.has(operation))
      return plannedFor(operation, path).filter((testCase) => permission.may !== 'send' || mayBeSent(testCase));
    return variationsOf(operation, path)
      .filter(mayBeSent)
      .map((testCase) => withState(testCase, found.get(operation)?.accepted?.candidate));
  }

  function variationsOf(operation: Operation, path: Case['inputs']['path'] | undefined): Case[] {
    const baseline = found.get(operation);
    if (!baseline) return plannedFor(operation, path);
    const { accepted } = baseline;
    if (!accepted)
      return plannedFor(operation, path ?? pathsFor(operation)[0]?.values).filter(
        (testCase) => testCase.expect.kind === 'refused' && !sent.has(testCase),
      );
    if (accepted.candidate.isStatic) {
      const isPlanned = path === undefined && planned.includes(accepted.case);
      const own = plannedFor(operation, isPlanned ? undefined : (path ?? accepted.base.inputs.path));
      const prints = new Set(path === undefined ? [fingerprint(accepted.case.request)] : []);
      return own.filter((testCase) => !sent.has(testCase) && !prints.has(fingerprint(testCase.request)));
    }
    if (!phases.includes('coverage')) return [];
    const base = path === undefined ? accepted.base : withPath(accepted.base, path);
    // What failed in the search is judged already.
    const before = [...sent].filter((testCase) => testCase.operation === operation);
    const prints = new Set([accepted.case, ...before].map(({ request }) => fingerprint(request)));
    return coverageCases(contract, operation, accepted.overrides, [base]).filter(
      ({ request }) => !prints.has(fingerprint(request)),
    );
  }

  function startOf(operation: Operation, path?: Case['inputs']['path']): Start | undefined {
    const baseline = found.get(operation);
    const { set } = overrides;
    const inPath = (values: Case['inputs']['path'] = {}) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, scalarText(value)]));
    if (!baseline) return { overrides: { ...overrides, set: { ...set, ...inPath(path) } } };
    const { accepted } = baseline;
    if (!accepted) return undefined;
    const isPlanned = planned.includes(accepted.case);
    const own = isPlanned ? path : (path ?? accepted.base.inputs.path);
    const start = { overrides: { ...accepted.overrides, set: { ...set, ...inPath(own) } } };
    return accepted.candidate.isStatic ? start : { ...start, bases: [withPath(accepted.base, own ?? {})] };
  }

  return { plannedFor, casesFor, startOf };
}

/** A variation of an accepted request may be refused for what the target holds meanwhile, and for what refusals taught already. */
function withState(testCase: Case, candidate: Candidate | undefined): Case {
  const { expect } = testCase;
  if (expect.kind !== 'accepted' || expect.mayRefuse !== undefined) return testCase;
  const isLearned = candidate?.learned.some(({ at }) => at === expect.at || at.startsWith(`${expect.at}#`));
  return { ...testCase, expect: { ...expect, mayRefuse: isLearned ? true : 'state' } };
}

function withPath(base: Base, path: Case['inputs']['path']): Base {
  return { ...base, inputs: { ...base.inputs, path: { ...base.inputs.path, ...path } } };
}
