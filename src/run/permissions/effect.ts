import { isSafe } from '../../http/methods.ts';
import type { Contract, MediaType, Operation } from '../../model/contract.ts';
import { isSuccess } from '../../contract/examples.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { namedInBody } from '../../contract/resources/named-in-body.ts';
import { isList } from '../../contract/resources/locate.ts';
import { singular } from '../../contract/resources/names.ts';
import { answerShapes, shapeOfSchema } from '../../contract/resources/shape.ts';
import { actsInSpiteOfMethod, onlyReads } from './held-back-words.ts';
import { verbOf } from '../../contract/resources/verbs-in-paths.ts';

/**
 * What a request of an operation may do: only read; create something new; change or delete the one thing that its path
 * names; or change what no path names, as settings or all of a collection.
 */
export type Effect = 'reads' | 'creates' | 'changes one' | 'changes all';

export function effectOf(contract: Contract, operation: Operation): Effect {
  const { method, path } = operation;
  if (isSafe(method)) return actsInSpiteOfMethod(operation) === undefined ? 'reads' : 'changes all';
  const namesSomething = path.includes('{');
  if (method !== 'POST') return namesSomething ? 'changes one' : 'changes all';
  if (!namesSomething) return actsOnAll(contract, operation) ? 'changes all' : 'creates';
  if (/\{[^/]*$/.test(path)) return 'changes one';
  return isCollection(contract, operation) ? 'creates' : 'changes one';
}

/**
 * Whether a request makes something new, of whatever it may change besides: what a POST below a thing makes may be kept under another path
 * (`/projects/{id}/tables`, `/tables/{tableId}`).
 */
export function makesNew(contract: Contract, operation: Operation): boolean {
  const isMade = () => operation.method === 'POST' && resourcesOf(contract).of(operation)?.role === 'create';
  return effectOf(contract, operation) === 'creates' || isMade();
}

/** Whether a POST whose path names nothing makes nothing either, and changes what the whole server has. */
function actsOnAll(contract: Contract, operation: Operation): boolean {
  return (
    isOneOnly(contract, operation) ||
    isEmptyCall(contract, operation) ||
    isSwitchedOn(contract, operation) ||
    // `POST /posts/owner` with `{"pids": [1, 2]}` changes those posts.
    (namedInBody(contract, operation) !== undefined && !onlyReads(operation))
  );
}

/**
 * Whether a POST sends nothing that could be kept, and is answered with nothing that was made, or with yes or no: it acts on what is there
 * (`POST /mappings/save`, `POST /instance/dispose`). A query that may be left out says where, and not what. Where its path ends with a word
 * for several things, or names or lists some, it may make one of them.
 */
function isEmptyCall(contract: Contract, operation: Operation): boolean {
  const { body, parameters, responses, path } = operation;
  const successes = responses.filter(isSuccess);
  const isDeed = verbOf('POST', path)?.collection !== 'create' && !onlyReads(operation);
  return (
    isDeed &&
    !body &&
    parameters.every(({ in: where, required }) => where === 'header' || where === 'cookie' || !required) &&
    successes.length > 0 &&
    successes.every(
      ({ status, media, headers }) =>
        status !== '201' && headers.length === 0 && media.every((one) => saysYesOrNo(contract, one)),
    ) &&
    !namesSeveral(contract, path.replace(/\/$/, '')) &&
    !isOfThings(contract, operation)
  );
}

/** Whether an answer is `true` or `false`, which names nothing. */
function saysYesOrNo(contract: Contract, { schema }: MediaType): boolean {
  const types = schema === undefined ? [] : shapeOfSchema(contract, schema).types;
  return types.length === 1 && types[0] === 'boolean';
}

/** What is begun, by the word for its end. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  start: ['stop', 'end', 'finish'],
  begin: ['end', 'finish'],
  open: ['close'],
  connect: ['disconnect'],
  mount: ['unmount', 'umount'],
  subscribe: ['unsubscribe'],
  on: ['off'],
  up: ['down'],
};

/** Whether a POST switches on what another one beside it switches off (`/recordings/start`, `/recordings/stop`). */
function isSwitchedOn({ operations }: Contract, { path }: Operation): boolean {
  const end = path.replace(/\/$/, '');
  const [word = ''] = /[a-z]+$/i.exec(end) ?? [];
  const before = end.slice(0, end.length - word.length);
  const ends = ENDS[word.toLowerCase()] ?? [];
  return operations.some(
    (other) => other.method === 'POST' && ends.some((one) => other.path.replace(/\/$/, '') === before + one),
  );
}

/**
 * Whether a POST replaces the one thing of its path, as a server's wallpaper is: a DELETE of the same path takes it away without a word of
 * which, and no path names one of several.
 */
function isOneOnly(contract: Contract, { path }: Operation): boolean {
  const beside = contract.operations.filter((other) => other.path === path);
  const removes = beside.some(
    ({ method, parameters, body }) =>
      method === 'DELETE' && !body && parameters.every(({ in: where }) => where === 'header' || where === 'cookie'),
  );
  return (
    removes &&
    !hasItems(contract, path.replace(/\/$/, '')) &&
    !beside.some((one) => one.method === 'GET' && isList(answerShapes(contract, one), ''))
  );
}

/**
 * Whether a POST below a thing makes a new one there, and does not act on the thing itself: `/pets/{id}/toys`, not `/pets/{id}/sell`.
 * Some frameworks document a 201 for each POST: it counts where the path names several things, or lists them.
 */
function isCollection(contract: Contract, { path, responses }: Operation): boolean {
  const collection = collectionOf(path);
  return (
    hasItems(contract, collection) ||
    responses.some(
      (response) => isSuccess(response) && response.headers.some(({ name }) => name.toLowerCase() === 'location'),
    ) ||
    (responses.some(({ status }) => status === '201') && namesSeveral(contract, collection))
  );
}

function namesSeveral(contract: Contract, path: string): boolean {
  return singular(path) !== path || listsSeveral(contract, path);
}

/** Whether a GET of a path, or of the same path with what is done at its end, lists several things. */
function listsSeveral(contract: Contract, path: string): boolean {
  return contract.operations.some(
    (one) => one.method === 'GET' && collectionOf(one.path) === path && isList(answerShapes(contract, one), ''),
  );
}

/** Whether the contract names or lists things at a path, whatever its last word says: `/merge_requests`, `/power-feeds`. */
export function isOfThings(contract: Contract, { path }: Pick<Operation, 'path'>): boolean {
  const collection = path.replace(/\/$/, '');
  return hasItems(contract, collection) || listsSeveral(contract, collection);
}

/** Whether things are named directly below a path. */
function hasItems({ operations }: Contract, path: string): boolean {
  return operations.some((other) => other.path.startsWith(`${path}/{`));
}

/** `/shops/{id}/pets`, of `/shops/{id}/pets/create` too. */
function collectionOf(path: string): string {
  const verb = verbOf('POST', path);
  return verb?.collection === 'create' ? verb.path : path.replace(/\/$/, '');
}
