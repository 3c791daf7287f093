import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Undecided } from '../../model/finding.ts';
import { UsageError } from '../../errors.ts';
import { namedInBody, type NamedInBody } from '../../contract/resources/named-in-body.ts';
import { deletionOf } from '../../contract/resources/deletion.ts';
import { namedByClient } from '../../contract/resources/named-by-client.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { jsonIn } from '../../json/parse-json.ts';
import { isObject, lastToken, ownMember } from '../../json/pointer.ts';
import { objectsIn } from '../../json/objects-in.ts';
import type { GivenRequests } from '../../cases/baseline/known.ts';
import { locksIn } from '../../cases/locks.ts';
import { isSafe } from '../../http/methods.ts';
import type { Json } from '../../model/json.ts';
import { belongingsIn, type Belongings } from '../../contract/resources/belongings.ts';
import { nearestWord } from '../../text/did-you-mean.ts';
import { shellWord } from '../../text/shell-word.ts';
import { matchesAny } from '../operation-filter.ts';
import { itemTemplate, type Ledger } from '../state/ledger.ts';
import { effectOf, isOfThings, type Effect } from './effect.ts';
import { namedProgram } from './named-program.ts';
import { actsInSpiteOfMethod, exportsElsewhere, HELD_BACK_WORDS, heldBackWord, isAct } from './held-back-words.ts';

export interface PermissionOptions {
  /** Sends safe methods alone. */
  readOnly?: boolean;
  /** What is sent though it may change or delete what was there before: operation ids (globs), methods, or `all`. */
  allow?: readonly string[];
  /** Words that hold an operation back, in place of assay's own. */
  heldBackWords?: readonly string[];
}

/**
 * What may be sent to an operation: anything, only what names something that this run created, or nothing, with the
 * reason and the flag that would allow it.
 */
export type Permission =
  | { may: 'send' }
  /**
   * `namedBy` says where the body names what the request is about, where the path does not; `creates` that it may make what its path
   * names, where nothing is there.
   */
  | { may: 'send to created'; heldBack: Undecided; namedBy?: NamedInBody; creates?: true }
  | { may: 'hold back'; heldBack: Undecided };

/** What an operation may be sent before anything is known of the target. */
export function permissionFor(
  contract: Contract,
  operation: Operation,
  { readOnly = false, allow = [], heldBackWords = HELD_BACK_WORDS }: PermissionOptions,
): Permission {
  const effect = effectOf(contract, operation);
  const hold = (reason: string, hint?: string): Undecided => ({
    operation: operation.id,
    reason,
    ...(hint && { hint }),
  });
  if (readOnly && effect !== 'reads')
    return { may: 'hold back', heldBack: hold('--read-only sends safe methods alone') };
  if (isAllowed(operation, allow)) return { may: 'send' };
  const hint = `Allow it with --allow ${shellWord(operation.id)}.`;
  const act = actsInSpiteOfMethod(operation);
  if (act !== undefined)
    return {
      may: 'hold back',
      heldBack: hold(`“${act}” says that it changes something, though it is a ${operation.method}`, hint),
    };
  if (exportsElsewhere(operation))
    return { may: 'hold back', heldBack: hold('it exports to a place that its answer does not tell', hint) };
  const program = namedProgram(contract, operation);
  if (program)
    return {
      may: 'hold back',
      heldBack: hold(`its ${program.in} says what is to be run (“${program.member}”)`, hint),
    };
  if (effect === 'changes one') {
    const other = describedOther(contract, operation);
    if (other !== undefined) return { may: 'hold back', heldBack: hold(other, hint) };
    const word = heldBackWord(
      operation,
      false,
      heldBackWords.filter((one) => !OF_SEVERAL.has(one)),
    );
    const namedBy = word === undefined ? namedInBody(contract, operation) : undefined;
    return {
      may: 'send to created',
      heldBack: hold('it may change or delete what its path names, and this run created nothing of the kind', hint),
      ...(namedBy && { namedBy }),
      ...(word === undefined && namedByClient(contract, operation) && { creates: true }),
    };
  }
  const words =
    effect === 'creates' && isOfThings(contract, operation)
      ? heldBackWords.filter((one) => !isAct(one))
      : heldBackWords;
  const word = heldBackWord(operation, effect === 'reads', words);
  if (word !== undefined && makesOneOfSeveral(contract, operation, words)) return { may: 'send' };
  const reason = word === undefined ? REASONS[effect] : reasonOf(word);
  if (reason === undefined) return { may: 'send' };
  const namedBy = word === undefined ? namedInBody(contract, operation) : undefined;
  return namedBy
    ? {
        may: 'send to created',
        heldBack: hold(`it may change or delete what its ${namedBy.member} do not name`, hint),
        namedBy,
      }
    : { may: 'hold back', heldBack: hold(reason, hint) };
}

/** Why nothing that this run created can be named: the place of a parameter says one thing, and its description another. */
function describedOther(contract: Contract, operation: Operation): string | undefined {
  const resources = resourcesOf(contract);
  for (const { in: where, name } of operation.parameters) {
    const said = where === 'path' ? resources.described(operation, name) : undefined;
    if (said)
      return `its path does not say of which thing {${name}} is, and its description speaks of another: ${said.name}`;
  }
  return undefined;
}

/** Words for credentials that are things of their own, of which a run may make one and take it away again. */
const OF_TOKENS = new Set('token,tokens,api key,api keys,apikey,apikeys,credential,credentials'.split(','));

/**
 * Whether an operation makes credentials, a token or a key among others, which the contract lists, and deletes under what the answer calls
 * them: that changes none of those that are there, and not the one that the run uses.
 */
function makesOneOfSeveral(contract: Contract, operation: Operation, words: readonly string[]): boolean {
  if (
    heldBackWord(
      operation,
      false,
      words.filter((one) => !OF_TOKENS.has(one)),
    ) !== undefined
  )
    return false;
  const { resource, role } = resourcesOf(contract).of(operation) ?? {};
  return (
    role === 'create' &&
    resource?.list !== undefined &&
    deletionOf(resource) !== undefined &&
    resource.identities.some(({ from, by }) => from === operation && by !== 'request')
  );
}

/** Words that say nothing more where the body lists what a request is about. */
const OF_SEVERAL = new Set(['bulk', 'batch', 'delete', 'remove', 'destroy']);

const REASONS: Partial<Record<Effect, string>> = {
  'changes all': 'it may change or delete what no parameter of its path names',
};

function reasonOf(word: string): string {
  const shown = `“${word.replace(/^[/-]|-$/g, '')}”`;
  return isAct(word)
    ? `${shown} says that it does something, and makes nothing that could be taken away`
    : `${shown} says that it may concern an account, credentials, sessions, settings or maintenance`;
}

function isAllowed(operation: Operation, allow: readonly string[]): boolean {
  return allow.includes('all') || matchesAny(operation, 'operation', allow) || matchesAny(operation, 'method', allow);
}

/** @throws UsageError for a word that allows nothing */
export function refuseUnknownAllowances(contracts: Contract[], allow: readonly string[]): void {
  const operations = contracts.flatMap((contract) => contract.operations);
  const unknown = allow.find(
    (word) => word !== 'all' && !METHOD.test(word) && !operations.some((operation) => isAllowed(operation, [word])),
  );
  if (unknown === undefined) return;
  const near = nearestWord(unknown, [...operations.map(({ id }) => id), 'all', 'DELETE', 'PUT', 'PATCH', 'POST']);
  throw new UsageError(
    `--allow ${unknown} names no operation`,
    near ? `Did you mean ${near}?` : 'Name an operation by its id, a method such as DELETE, or all.',
  );
}

const METHOD = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|QUERY)$/i;

/** The contract with the operations alone that may be sent anything. */
export function freeOperations(contract: Contract, options: PermissionOptions): Contract {
  const operations = contract.operations.filter(
    (operation) => permissionFor(contract, operation, options).may === 'send',
  );
  return operations.length === contract.operations.length ? contract : { ...contract, operations };
}

/** What a run may send, by what it knows of the target. */
export interface Permissions {
  of(operation: Operation): Permission;
  /** Why a request is held back; undefined where it may be sent. */
  heldBack(
    testCase: Pick<Case, 'operation' | 'inputs'> & Partial<Pick<Case, 'request' | 'phase'>>,
  ): Undecided | undefined;
}

/** @param options with the requests that the user gave, which may lock what they make */
export function createPermissions(
  contract: Contract,
  options: PermissionOptions & { requests?: GivenRequests },
  ledger: Ledger,
): Permissions {
  const known = new Map<Operation, Permission>();
  const of = (operation: Operation): Permission => {
    const permission = known.get(operation) ?? permissionFor(contract, operation, options);
    known.set(operation, permission);
    return permission;
  };
  return {
    of,
    heldBack: ({ operation, inputs, request, phase }) => {
      const permission = of(operation);
      // What the document shows is sent as it shows it, and so is what the user gave.
      const isMeant = phase === 'examples' || isAllowed(operation, options.allow ?? []);
      const given = locksIn(options.requests?.[operation.id]?.body);
      const lock = isMeant ? undefined : locksIn(inputs.body).find((place) => !given.includes(place));
      if (lock !== undefined)
        return {
          operation: operation.id,
          reason: `what it makes could not be deleted (“${lastToken(lock)}”)`,
          hint: `Allow it with --allow ${shellWord(operation.id)}.`,
        };
      if (permission.may === 'send') return takesOthers(contract, operation, { inputs, request }, options, ledger);
      const template = itemTemplate(operation.path);
      const isCreated =
        permission.may === 'send to created' &&
        template !== undefined &&
        ledger.provenance({ template, params: inputs.path }) === 'created';
      if (isCreated) return takesOthers(contract, operation, { inputs, request }, options, ledger);
      if (
        permission.may === 'send to created' &&
        permission.creates &&
        ledger.isFresh({ template: operation.path, params: inputs.path })
      )
        return undefined;
      if (permission.may === 'send to created' && permission.namedBy) {
        // What is sent counts: a server may take a body that breaks off for none, and change everything.
        const body = request ? jsonIn(request.body) : inputs.body;
        return namesCreatedAlone(permission.namedBy, { ...inputs, body }, ledger) ? undefined : permission.heldBack;
      }
      return permission.heldBack;
    },
  };
}

/**
 * Why a request is held back that would take what was there from where it belongs: a new category with `articles: [1]` takes that article
 * from the category that it is in. What a body names under a made-up text is nowhere.
 */
function takesOthers(
  contract: Contract,
  operation: Operation,
  { inputs, request }: Pick<Case, 'inputs'> & Partial<Pick<Case, 'request'>>,
  { allow = [] }: PermissionOptions,
  ledger: Ledger,
): Undecided | undefined {
  if (isSafe(operation.method) || isAllowed(operation, allow)) return undefined;
  const belongings = belongingsIn(contract, operation);
  const mayBeThere = ({ item, parameter }: Belongings, value: Json): boolean => {
    const named = isObject(value) ? (ownMember(value, parameter) ?? ownMember(value, 'id')) : value;
    if (typeof named !== 'string' && typeof named !== 'number') return false;
    const provenance = ledger.provenance({ template: item, params: { [parameter]: named } });
    return provenance === 'made-up' ? /^\d+$/.test(String(named)) : provenance !== 'created';
  };
  for (const object of objectsIn((request && jsonIn(request.body)) ?? inputs.body))
    for (const [member, value] of Object.entries(object)) {
      const taken = belongings(member);
      if (taken && [value].flat().some((one) => mayBeThere(taken, one)))
        return {
          operation: operation.id,
          reason: `it may take ${member} that this run did not create from where they belong`,
          hint: `Allow it with --allow ${shellWord(operation.id)}.`,
        };
    }
  return undefined;
}

/** Whether the body names something, and nothing but what this run created; a query might choose other things. */
function namesCreatedAlone(
  { member, item, parameter }: NamedInBody,
  { path, body, query }: RequestValues,
  ledger: Ledger,
): boolean {
  const named = isObject(body) ? body[member] : undefined;
  return (
    Array.isArray(named) &&
    named.length > 0 &&
    Object.keys(query).length === 0 &&
    named.every((value) => ledger.provenance({ template: item, params: { ...path, [parameter]: value } }) === 'created')
  );
}
