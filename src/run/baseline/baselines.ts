/*
 * Before an operation is judged by variations, one request is looked for that the target accepts; the variations then differ from
 * that one. cases/baseline makes the candidates, climb.ts sends those of one operation, and this file says for all operations in
 * which order, what each knows of the others, and which cases follow. What is refused in the search is no finding: what a
 * target wants beyond its document is said, and an operation that accepts nothing is undecided.
 */

import type { Case, Phase } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import type { Candidate, GivenRequests, Known, PathValues } from '../../cases/baseline/known.ts';
import { overridesOf, type Refusal, type Seen } from '../../cases/baseline/ladder.ts';
import { mediaOf } from '../../cases/baseline/bodies.ts';
import { coverageCases } from '../../cases/coverage/coverage.ts';
import { fingerprint, type Base } from '../../cases/valid-requests.ts';
import { hasExactExamples } from '../../contract/exact-examples.ts';
import { unusableInRequest } from '../../contract/unusable-schemas.ts';
import { underOtherNames } from '../../cases/baseline/names.ts';
import { isAcceptance } from '../../judge/judgement.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { lastToken } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import type { Sender } from '../../exchange/sender.ts';
import type { Judge } from '../../judge/judge.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { namedByClient } from '../../contract/resources/named-by-client.ts';
import { normalise, reference, singular } from '../../contract/resources/names.ts';
import type { Resource, Resources } from '../../contract/resources/resource.ts';
import { shapeOfSchema } from '../../contract/resources/shape.ts';
import { itemTemplate, type Ledger } from '../state/ledger.ts';
import type { KnownValues } from '../state/known-values.ts';
import { effectOf } from '../permissions/effect.ts';
import { onlyAsks } from '../permissions/held-back-words.ts';
import { permissionFor, type PermissionOptions, type Permissions } from '../permissions/permissions.ts';
import { selectPhases } from '../phases/index.ts';
import { plan, type PlanOptions } from '../phases/plan.ts';
import { isRefused } from '../scheme-spelling.ts';
import type { AcceptedBase, Baseline, Baselines, Start } from './baseline.ts';
import { climb, MAX_CREATING_TRIES, MAX_TRIES, type Tried } from './climb.ts';
import { toldOf, undecidedFor } from './undecided.ts';
import { freshPath } from './fresh-path.ts';
import { createShown } from './shown.ts';

export interface BaselineContext {
  contract: Contract;
  options: PlanOptions & { requests?: GivenRequests };
  sender: Sender;
  judge: Judge;
  permissions: Permissions;
  known: KnownValues;
  ledger: Ledger;
  /** The contract with all its operations, and what it keeps. */
  whole: Contract;
  resources: Resources;
  phases: readonly Phase[];
  /** Everything that was planned before anything was known. */
  planned: readonly Case[];
  onExchange(testCase: Case, exchange: Exchange): void;
  /** An end for names that no other request of any run has. */
  mark(): string;
}

/** Phases that vary requests, and need one to vary. */
const VARYING: readonly Phase[] = ['coverage', 'behaviour', 'odd-values', 'fuzzing'];

/** The operations whose first accepted request is looked for before anything else is sent. */
export function searchedOperations(contract: Contract, phases: readonly Phase[]): Operation[] {
  return phases.some((phase) => VARYING.includes(phase))
    ? contract.operations.filter((operation) => isSearchable(contract, operation))
    : [];
}

/** Documented requests that are exact are judged as they are; of others, one that is accepted is looked for. */
function isSearchable(contract: Contract, operation: Operation): boolean {
  return (
    !hasExactExamples(contract, operation) &&
    !documentsOnlyErrors(operation) &&
    unusableInRequest(contract, operation).length === 0
  );
}

function documentsOnlyErrors({ responses }: Operation): boolean {
  return responses.length > 0 && responses.every(({ status }) => /^[45]/.test(status));
}

/** So many tries are kept until the others were looked at: what those create may be what was missing. */
const KEPT_TRIES = 3;

/** So many refused requests are kept for those who read what was sent. */
const MAX_TRIED = 1_000;

/** How many requests an operation gets at most. */
function triesFor(contract: Contract, operation: Operation): number {
  return effectOf(contract, operation) === 'creates' ? MAX_CREATING_TRIES : MAX_TRIES;
}

/** How many requests a run sends at most to find the first that each operation accepts. */
export function baseRequests(
  contract: Contract,
  { phases, ...options }: PermissionOptions & { phases?: readonly Phase[] },
): number {
  const names = selectPhases(phases).map(({ name }) => name);
  return searchedOperations(contract, names)
    .filter((operation) => permissionFor(contract, operation, options).may !== 'hold back')
    .reduce((sum, operation) => sum + triesFor(contract, operation), 0);
}

export function createBaselines(context: BaselineContext): Baselines {
  const {
    contract,
    options,
    sender,
    judge,
    permissions,
    known: values,
    ledger,
    whole,
    resources,
    phases,
    planned,
    onExchange,
  } = context;
  const { overrides = NO_OVERRIDES, requests = {} } = options;
  const phase: Phase = phases.includes('coverage') ? 'coverage' : (phases[0] ?? 'coverage');
  const found = new Map<Operation, Baseline>();
  const sent = new Set<Case>();
  const counted: Case[] = [];
  const shown = createShown();
  const ids = new Set<string>();
  const marks = new Map<Operation, string>();
  let refusedCredentials: Case | undefined;
  let draw: ((contract: Contract, operation: Operation) => Known['draw']) | undefined;

  /** Today's plan of one operation, about one thing. */
  function plannedFor(operation: Operation, path?: Case['inputs']['path']): Case[] {
    if (path === undefined) return planned.filter((testCase) => testCase.operation === operation);
    const set = Object.fromEntries(Object.entries(path).map(([name, value]) => [name, scalarText(value)]));
    return plan(
      { ...contract, operations: [operation] },
      { ...options, overrides: { ...overrides, set: { ...overrides.set, ...set } }, allow: ['all'] },
    );
  }

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
      // Generated requests and sequences show by themselves what is wrong with the answers.
      if (phase === 'coverage' || planned.includes(accepted.case)) keep(accepted);
    }
    for (const one of went.refused) {
      // No request makes a server fail, whatever it asks for; what got no answer, and refused credentials, are reported as they are.
      const { status } = one;
      if (status === undefined || status === 401 || (status >= 500 && status !== 503)) keep(one);
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
          base: { inputs: accepted.case.inputs, ...(example && { example }) },
          overrides: overridesOf(overrides, accepted.candidate.headers),
          isReference: (place, value) => [...about.references(place), ...about.namesakes(place)].includes(value),
        },
      }),
    };
  }

  /** Whether the body names something of which nothing is known yet. */
  function lacksOthers(operation: Operation): boolean {
    return othersIn(contract, resources, operation).some(({ read }) => read && pathsFor(read).length === 0);
  }

  async function knownFor(operation: Operation, paths: PathValues[]): Promise<Known> {
    const given = requests[operation.id];
    // The same one each time, so that what was refused before is known again.
    const mark = (): string => {
      const own = marks.get(operation) ?? context.mark();
      marks.set(operation, own);
      return own;
    };
    // fast-check takes long to load.
    draw ??= (await import('../../cases/baseline/drawn.ts')).drawValues;
    return {
      paths,
      references: (pointer) => [
        ...values.bodyReference(operation, pointer).map(({ value }) => value),
        ...namesakes(operation, lastToken(pointer)),
      ],
      namesakes: (pointer) => namesakes(operation, reference(lastToken(pointer))?.word ?? lastToken(pointer)),
      parameterValues: (parameter) => values.parameterValues(operation, parameter).map(({ value }) => value),
      shown: shown.of(operation),
      ...(given && { given }),
      isCreating:
        isCreating(contract, operation) ||
        paths.some(({ values: params }) => ledger.isFresh({ template: operation.path, params })),
      naming: new Set(
        resources.createdBy(operation).flatMap(({ name, parameter }) => [name, ...(parameter ? [parameter.name] : [])]),
      ),
      isFree: permissions.of(operation).may === 'send',
      mark,
      now: new Date(),
      draw: draw(contract, operation),
    };
  }

  /** What a member called as a resource may name: the `collection` of a permission. */
  function namesakes(operation: Operation, name: string): Json[] {
    const own = resources.createdBy(operation);
    return namesakesOf(resources, name)
      .filter((resource) => !own.includes(resource))
      .flatMap(({ read }) => (read ? pathsFor(read) : []))
      .flatMap((path) => Object.values(path.values).slice(-1));
  }

  /** What the run knows of the things that an operation's path names; made-up and documented ones are not among them. */
  function pathsFor(operation: Operation): PathValues[] {
    return values.valuesFor(operation).flatMap((setting) =>
      setting.length === 0 || setting.every(({ provenance }) => provenance === 'documented' || provenance === 'made-up')
        ? []
        : [
            {
              values: Object.fromEntries(setting.map(({ name, value }) => [name, value])),
              from: setting.at(-1)?.from ?? '',
            },
          ],
    );
  }

  /** What was looked for, in the contract's order: that of the answers is chance. */
  function looked(): Baseline[] {
    return contract.operations.flatMap((operation) => found.get(operation) ?? []);
  }

  function freshPathFor(operation: Operation): Promise<PathValues | undefined> {
    return freshPath({ contract: whole, sender, known: values, ledger, overrides, mark: context.mark }, operation);
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

  function casesFor(operation: Operation, path?: Case['inputs']['path']): Case[] {
    if (!found.has(operation)) return plannedFor(operation, path);
    const permission = permissions.of(operation);
    // A variation may name nothing any more, and is not sent.
    const mayBeSent = (testCase: Case): boolean =>
      permission.may !== 'send to created' || !permission.namedBy || !permissions.heldBack(testCase);
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
    const print = fingerprint(accepted.case.request);
    return coverageCases(contract, operation, accepted.overrides, [base]).filter(
      ({ request }) => fingerprint(request) !== print,
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

/** Whether an operation makes something new, and does not only ask. */
function isCreating(contract: Contract, operation: Operation): boolean {
  return effectOf(contract, operation) === 'creates' && !onlyAsks(operation);
}

/** The accepted request once more: where it creates something, another one. */
export function again(contract: Contract, accepted: AcceptedBase, mark: () => string): Case {
  const { case: testCase, base, overrides, isReference: isKept } = accepted;
  const { operation } = testCase;
  const media = requestMedia(operation, base.inputs);
  const { body } = base.inputs;
  const isCreating = effectOf(contract, operation) === 'creates';
  if (!isCreating || !media || body === undefined) return testCase;
  const inputs = { ...base.inputs, body: underOtherNames(contract, media, body, mark(), { isKept }) };
  const title = 'the request that creates another one';
  const request = encodeRequest(operation, inputs, overrides);
  return { ...testCase, id: `${operation.id} > ${title}`, title, inputs, request };
}

/** The accepted request, about another thing. */
function underPath({ case: testCase, base, overrides }: AcceptedBase, path: Case['inputs']['path']): Case {
  const { operation } = testCase;
  const inputs = { ...base.inputs, path: { ...base.inputs.path, ...path } };
  const title = 'the request that creates another one';
  const request = encodeRequest(operation, inputs, overrides);
  return { ...testCase, id: `${operation.id} > ${title}`, title, inputs, request };
}

/** A variation of an accepted request may be refused for what the target holds meanwhile, and for what refusals taught already. */
function withState(testCase: Case, candidate: Candidate | undefined): Case {
  const { expect } = testCase;
  if (expect.kind !== 'accepted' || expect.mayRefuse !== undefined) return testCase;
  const isLearned = candidate?.learned.some(({ at }) => at === expect.at || at.startsWith(`${expect.at}#`));
  return { ...testCase, expect: { ...expect, mayRefuse: isLearned ? true : 'state' } };
}

/** Whether further requests may come to another end. */
function canGoOn(baseline: Baseline | undefined): boolean {
  return (
    baseline === undefined ||
    baseline.climb.refused.every(({ status = 0 }) => status >= 400 && status < 500 && status !== 401)
  );
}

function withPath(base: Base, path: Case['inputs']['path']): Base {
  return { ...base, inputs: { ...base.inputs, path: { ...base.inputs.path, ...path } } };
}

/** Operations that do not wait for each other, in the order of what needs what. */
function levelsOf(contract: Contract, resources: Resources, operations: readonly Operation[]): Operation[][] {
  const levels = new Map<string, Operation[]>();
  for (const operation of resources.inOrder([...operations])) {
    const needs = othersIn(contract, resources, operation).length > 0 ? 1 : 0;
    // What makes a thing under a name of its own comes before what goes through such things.
    const depth = depthOf(operation) - (namedByClient(contract, operation) ? 1 : 0);
    const key = `${2 * depth + needs} ${resources.of(operation)?.role ?? 'other'}`;
    levels.set(key, [...(levels.get(key) ?? []), operation]);
  }
  return [...levels.entries()].sort(([a], [b]) => parseInt(a, 10) - parseInt(b, 10)).map(([, level]) => level);
}

/** The resources that members of the body name one of, which have to be there before: `petId`, or `pet`. */
function othersIn(contract: Contract, resources: Resources, operation: Operation): Resource[] {
  const own = resources.createdBy(operation);
  const fed = resources.feeders(operation).flatMap(({ to, resource }) => ('pointer' in to ? [resource] : []));
  const schema = mediaOf(operation)?.schema;
  const names = schema === undefined ? [] : [...shapeOfSchema(contract, schema).members.keys()];
  return [...fed, ...names.flatMap((name) => namesakesOf(resources, name))].filter((one) => !own.includes(one));
}

/** The resources that are called as a member is: `collection`, or several `roles`. */
function namesakesOf(resources: Resources, name: string): Resource[] {
  const words = [normalise(name), normalise(singular(name))];
  const [only] = words.flatMap((word) => resources.called(word) ?? []);
  return only ? [only] : resources.all.filter((one) => words.includes(normalise(one.name)));
}

/** How many things a path goes through. */
function depthOf({ path }: Operation): number {
  return path.split('{').length - 1;
}
