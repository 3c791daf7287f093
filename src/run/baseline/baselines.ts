/*
 * Before an operation is judged by variations, one request is looked for that the target accepts; the variations then differ from
 * that one. cases/baseline makes the candidates, climb.ts sends those of one operation, and this file says for all operations in
 * which order. known-of-operation.ts says what each knows of the others, variations.ts which cases follow. What is refused in the
 * search is no finding: what a target wants beyond its document is said, and an operation that accepts nothing is undecided.
 */

import type { Case, Phase } from '../../model/case.ts';
import type { Operation } from '../../model/contract.ts';
import type { PathValues } from '../../cases/baseline/known.ts';
import { overridesOf, type Refusal, type Seen } from '../../cases/baseline/ladder.ts';
import { isAcceptance } from '../../judge/judgement.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { itemTemplate } from '../state/ledger.ts';
import { isRefused } from '../scheme-spelling.ts';
import { createAnsweredValues } from './answered-values.ts';
import { again, underPath } from './another-request.ts';
import type { Baseline, Baselines } from './baseline.ts';
import type { BaselineContext } from './baseline-context.ts';
import { climb, type Tried } from './climb.ts';
import { freshPath } from './fresh-path.ts';
import { createKnownOfOperation } from './known-of-operation.ts';
import { levelsOf } from './search-levels.ts';
import { isSearchable, triesFor } from './searched-operations.ts';
import { createShown } from './shown.ts';
import { toldOf, undecidedFor } from './undecided.ts';
import { createVariations } from './variations.ts';
import { isClientError, isServerError } from '../../http/status.ts';

/** So many tries are kept until the others were looked at: what those create may be what was missing. */
const KEPT_TRIES = 3;

/** So many refused requests are kept for those who read what was sent. */
const MAX_TRIED = 1_000;

export function createBaselines(context: BaselineContext): Baselines {
  const { contract, options, sender, judge, permissions, ledger, whole, resources, phases, planned, onExchange } =
    context;
  const { overrides = NO_OVERRIDES } = options;
  const phase: Phase = phases.includes('coverage') ? 'coverage' : (phases[0] ?? 'coverage');
  const found = new Map<Operation, Baseline>();
  const sent = new Set<Case>();
  const counted: Case[] = [];
  const shown = createShown();
  const answered = createAnsweredValues(contract);
  const ids = new Set<string>();
  const { knownFor, pathsFor, lacksOthers } = createKnownOfOperation(context, shown, answered);
  const { plannedFor, casesFor, startOf } = createVariations(context, { found, sent, pathsFor });
  let refusedCredentials: Case | undefined;

  function keep(tried: Pick<Tried, 'case' | 'exchange'>): void {
    // One id names one case.
    for (let nth = 2; ids.has(tried.case.id); nth += 1) tried.case.id = `${tried.case.id} (${nth})`;
    ids.add(tried.case.id);
    sent.add(tried.case);
    counted.push(tried.case);
    judge.judge(tried.case, tried.exchange);
    onExchange(tried.case, tried.exchange);
  }

  async function look(operation: Operation, paths: PathValues[]): Promise<Baseline> {
    const before = found.get(operation);
    const tried = before?.climb.refused ?? [];
    const seen: Seen = before?.seen ?? new Map<string, Refusal>();
    const about = await knownFor(operation, paths);
    const went = await climb(
      {
        contract,
        overrides,
        sender,
        phase,
        planned: [...plannedFor(operation), ...plannedFor(operation, paths[0]?.values)],
        tries: triesFor(contract, operation) - tried.length - (before || !lacksOthers(operation) ? 0 : KEPT_TRIES),
        seen,
      },
      operation,
      about,
    );
    const { accepted } = went;
    if (accepted) {
      shown.learn(accepted.case, accepted.exchange);
      answered.learn(accepted.case, accepted.exchange);
      // Generated requests and sequences show by themselves what is wrong with the answers.
      if (phase === 'coverage' || planned.includes(accepted.case)) keep(accepted);
    }
    for (const one of went.refused) {
      // No request makes a server fail, whatever it asks for; what got no answer, and refused credentials, are reported as they are.
      const { status } = one;
      if (status === undefined || status === 401 || (isServerError(status) && status !== 503)) keep(one);
      if (isRefused(one.case, one.exchange)) refusedCredentials ??= one.case;
    }
    const example = operation.examples.find(({ name }) => name === accepted?.candidate.example);
    return {
      operation,
      climb: { ...went, refused: [...tried, ...went.refused] },
      seen,
      ...(accepted && {
        accepted: {
          ...accepted,
          base: { inputs: accepted.case.inputs, ...(example && { example }), references: about.references },
          overrides: overridesOf(overrides, accepted.candidate.headers),
          isReference: (place, value) => [...about.references(place), ...about.namesakes(place)].includes(value),
        },
      }),
    };
  }

  /** What was looked for, in the contract's order: that of the answers is chance. */
  function looked(): Baseline[] {
    return contract.operations.flatMap((operation) => found.get(operation) ?? []);
  }

  function freshPathFor(operation: Operation): Promise<PathValues | undefined> {
    return freshPath(
      { contract: whole, sender, known: context.known, ledger, overrides, mark: context.mark },
      operation,
    );
  }

  async function findOne(operation: Operation): Promise<void> {
    if (found.get(operation)?.accepted || sender.isOver) return;
    const permission = permissions.of(operation);
    if (permission.may === 'hold back') return;
    let paths = pathsFor(operation);
    if (permission.may === 'send to created' && permission.creates && paths.length === 0)
      paths = [(await freshPathFor(operation)) ?? []].flat();
    // What changes something is only sent what the run created; another list says that it is held back.
    if (permission.may === 'send to created' && paths.length === 0 && !permission.namedBy) return;
    const baseline = await look(operation, paths);
    // Where there is nothing to try, what was planned stays as it is.
    if (baseline.accepted || baseline.climb.refused.length > 0) found.set(operation, baseline);
    if (baseline.accepted) await makeOneOfOwn(operation, baseline.accepted);
  }

  /**
   * Where the answer names what it may have found as well as made, another one is made under a name that only this run gives: what is changed
   * and deleted later has to be its own.
   */
  async function makeOneOfOwn(operation: Operation, accepted: NonNullable<Baseline['accepted']>): Promise<void> {
    if (ledger.hasCreated(accepted.case.id) || !context.known.isProvedByName(operation)) return;
    const another = again(contract, accepted, context.mark);
    if (another !== accepted.case) await sender.send(another);
  }

  async function inLevels(operations: readonly Operation[], workers: number): Promise<void> {
    for (const level of levelsOf(contract, resources, operations)) {
      const waiting = level.values();
      const work = async (): Promise<void> => {
        for (const operation of waiting) await findOne(operation);
      };
      const ended = await Promise.allSettled(Array.from({ length: Math.max(1, workers) }, work));
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
    }
  }

  /** Asks once more for the lists of what operations name, where nothing is known of that: something was made meanwhile. */
  async function listAgain(operations: readonly Operation[]): Promise<void> {
    const lists = operations.flatMap((operation) => {
      const names = pathsFor(operation).length > 0 ? [] : operation.parameters.filter((one) => one.in === 'path');
      return names.flatMap(({ name }) => resources.named(operation, name)?.list ?? []);
    });
    for (const list of new Set(lists)) {
      const { accepted } = found.get(list) ?? {};
      if (accepted) await sender.send(accepted.case);
    }
  }

  return {
    of: (operation) => found.get(operation),
    find: async (operations, workers) => {
      await inLevels(operations, workers);
      // What was created since may be what others asked for.
      const again = operations.filter((operation) => {
        const baseline = found.get(operation);
        return !baseline?.accepted && canGoOn(baseline);
      });
      await listAgain(again);
      await inLevels(again, workers);
    },
    search: async (operation) => {
      if (!found.has(operation) && isSearchable(contract, operation)) await findOne(operation);
      return found.get(operation);
    },
    findFor: async (operation, paths) => {
      const baseline = await look(operation, paths);
      found.set(operation, baseline);
      return baseline;
    },
    casesFor,
    startOf,
    another: async (operation) => {
      const { accepted } = found.get(operation) ?? {};
      if (!accepted) return undefined;
      const permission = permissions.of(operation);
      if (permission.may !== 'send to created' || !permission.creates) return again(contract, accepted, context.mark);
      const path = await freshPathFor(operation);
      return path && underPath(accepted, path.values);
    },
    isAcceptedAgain: async (operation) => {
      const { accepted } = found.get(operation) ?? {};
      const exchange = accepted && (await sender.send(again(contract, accepted, context.mark)));
      return (
        exchange !== undefined &&
        'response' in exchange.outcome &&
        isAcceptance(operation, exchange.outcome.response.status)
      );
    },
    keep: (testCase, exchange) => {
      const isKept = sent.has(testCase) || planned.includes(testCase);
      if (!isKept && [...found.values()].some(({ climb: { refused } }) => refused.some((one) => one.case === testCase)))
        keep({ case: testCase, exchange });
    },
    cases: counted,
    tried: () =>
      looked()
        .flatMap(({ climb: { refused } }) => toldOf(refused))
        .flatMap(({ case: testCase, exchange }) =>
          sent.has(testCase) ? [] : [{ case: testCase, exchange, findings: [] }],
        )
        .slice(0, MAX_TRIED),
    get refusedCredentials() {
      return refusedCredentials;
    },
    undecided: (mask) =>
      looked().flatMap((baseline) => {
        if (baseline.accepted) return [];
        const entry = undecidedFor(contract, baseline, mask);
        return entry ? [entry] : [];
      }),
    learned: (mask) =>
      looked().flatMap(({ operation, accepted }) =>
        (accepted?.candidate.learned ?? []).map(({ what, says }) => ({
          operation: operation.id,
          reason: `the document does not say that ${what}; the target said so: ${mask(says)}`,
        })),
      ),
    accepted: (ledger) =>
      looked().flatMap(({ operation, accepted }) => {
        if (!accepted) return [];
        const { inputs } = accepted.case;
        const template = itemTemplate(operation.path);
        const isCreated = template !== undefined && ledger.provenance({ template, params: inputs.path }) === 'created';
        return [
          {
            operation: operation.id,
            inputs,
            headers: accepted.candidate.headers,
            ...(isCreated && { isCreated: true as const }),
          },
        ];
      }),
  };
}

/** Whether further requests may come to another end. */
function canGoOn(baseline: Baseline | undefined): boolean {
  return (
    baseline === undefined || baseline.climb.refused.every(({ status = 0 }) => isClientError(status) && status !== 401)
  );
}
