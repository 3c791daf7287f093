/*
 * The mode `stateful`: what was created can be read, listed, changed and deleted. Every answer begins as echo's; then what
 * is kept is put in its place. The resource model says which operations are about the same things (contract/resources),
 * store.ts keeps them, select-page.ts pages, filters and sorts, patches.ts changes. What the contract does not tell is as in echo.
 */
import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import type { Request } from '../../model/exchange.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import type { ResourceRole } from '../../contract/resources/resource.ts';
import type { Fields } from '../../http/header-fields.ts';
import { lastToken, replaceAt, valueAt } from '../../json/pointer.ts';
import { sample } from '../../schema/sample.ts';
import { responseErrors } from '../../schema/read-write-only.ts';
import { documentedStatus, refuse } from '../refusal.ts';
import { respond, type Reply } from '../reply.ts';
import { answerThing, answerWith, settle, successOf } from './answer-thing.ts';
import { addressOf, collectionAddress, thingAddress, uriPath } from './addresses.ts';
import { answeredBefore, documentedList, isAccepted, readBody, shownAs, withBody } from './documented-answer.ts';
import { entityTag, isCurrent, isOutOfDate } from './entity-tags.ts';
import { fillEnvelope, pageHeaders, pageLink } from './envelope.ts';
import { documents, sentThing, thingIn, type KeptOperation } from '../../contract/resources/kept-operation.ts';
import { createsByPut, isThere, look, type Known } from './kept-things.ts';
import { ownUri, withOwnUri, type Whereabouts } from './own-uri.ts';
import { patch } from './patches.ts';
import { corrected } from './corrected.ts';
import { selectPage } from './select-page.ts';
import { inFirstItem, showThing, shownItem } from './show-thing.ts';
import type { Address, Contents, Store, Thing } from './store.ts';
import { nextIdentifier } from './identifiers.ts';
import { keepToldTimes, stampTimes } from './times.ts';
import { splitOnce } from '../../http/split-once.ts';

/** A valid request, and how it is answered where nothing is kept. */
export interface StatefulRequest {
  contract: Contract;
  operation: Operation;
  inputs: RequestValues;
  request: Request;
  fields: Fields;
  /** The answer of the mode echo. */
  echo(): Reply | Promise<Reply>;
}

export type Answer = (request: StatefulRequest) => Reply | Promise<Reply>;

export interface StatefulOptions {
  store: Store;
  now: () => Date;
  newId: () => string;
}

/** One request about a thing or a list. */
interface Asked extends StatefulRequest {
  kept: KeptOperation;
  options: StatefulOptions;
}

/** Answers requests from what is kept. */
export function createStateful(options: StatefulOptions): Answer {
  const { store } = options;
  const known = new Map<Operation, Known>();
  return (received) => {
    const { contract, operation, inputs } = received;
    let found = known.get(operation);
    if (!found) known.set(operation, (found = look(contract, operation)));
    for (const resource of isThere(found, received, store) ? [] : found.within) {
      const address = thingAddress(contract, resource, operation, inputs.path);
      // Where something could be put into it, it is there.
      const isKnown = !address || store.find(address) !== undefined || store.hasWithin(address);
      const refused = isKnown ? undefined : missing(received, store, address);
      if (refused) return refused;
    }
    if (!found.kept) return received.echo();
    return HANDLERS[found.kept.role]({ ...received, kept: found.kept, options });
  };
}

const HANDLERS: Record<ResourceRole, (asked: Asked) => Reply | Promise<Reply>> = {
  create,
  list,
  read,
  update,
  delete: remove,
};

async function create(asked: Asked): Promise<Reply> {
  const { contract, operation, inputs, request, kept, options } = asked;
  const { store } = options;
  const collection = collectionAddress(contract, kept.resource, operation, inputs.path);
  const echoed = await asked.echo();
  if (collection === undefined || !isAccepted(echoed)) return echoed;
  const sent = sentThing(kept, inputs);
  const body = readBody(echoed);
  const shown = thingIn(body, kept.at) ?? {};
  const thing = newThing(asked, sent, shown);
  const chosen = kept.resource.identities.find(({ from, by }) => from === operation && by === 'request')?.place;
  const identifier =
    kept.identifier ?? (chosen?.in === 'request' && 'pointer' in chosen ? lastToken(chosen.pointer) : 'id');
  const isChosen = chosen !== undefined || sent.value[identifier] !== undefined;
  let id = thing[identifier];
  const addressed = (one: Json) => addressOf(contract, kept.resource, collection, one, { ...thing, ...inputs.path });
  if (isChosen && id !== undefined && store.find(addressed(id)) && documents(operation, 409))
    return refuse(contract, operation, 409, `${kept.resource.name} ${JSON.stringify(id)} is there already`);
  if (!isChosen || id === undefined) {
    id = nextIdentifier(asked, collection, id ?? numberOf(kept, identifier), addressed);
    thing[identifier] = id;
  }
  const address = addressed(id);
  const where = { shownId: shown[identifier], id, path: uriPath(address, operation, pathOnly(request)) };
  const settled = settle(kept, body, withOwnUri(thing, shown, where), shown);
  const made = store.put(address, settled.value);
  return answerThing(asked.operation, echoed, settled.answer, made, [['Location', locationOf(echoed, where)]]);
}

/** A number where an identifier has to be one, though no document shows it. */
function numberOf({ contract, members }: KeptOperation, identifier: string): number | undefined {
  const clause = members.clauses.get(identifier);
  const value = clause === undefined ? undefined : sample(contract, clause);
  return typeof value === 'number' ? value : undefined;
}

/** The address of a new thing in the form of the documented one. */
function locationOf({ headers }: Reply, where: Whereabouts): string {
  const [, documented = ''] = headers.find(([name]) => name.toLowerCase() === 'location') ?? [];
  return ownUri(documented, where);
}

/** What is kept of a thing that was created: what the answer shows of it, and what was sent. */
function newThing(
  { kept, options }: Asked,
  { value, defaults, names }: ReturnType<typeof sentThing>,
  shown: JsonObject,
): JsonObject {
  const thing: JsonObject = {};
  for (const [name, member] of Object.entries(shown))
    // What could have been sent and was not, the thing does not have.
    if (!names.has(name) || kept.members.required.has(name)) thing[name] = member;
  return stampTimes({ ...thing, ...defaults, ...value }, { ...defaults, ...value }, options.now(), 'created');
}

function read(asked: Asked): Reply | Promise<Reply> {
  const { contract, operation, inputs, fields, kept, options } = asked;
  const address = thingAddress(contract, kept.resource, operation, inputs.path);
  if (!address) return asked.echo();
  const thing = options.store.find(address);
  if (!thing) return missing(asked, options.store, address) ?? asked.echo();
  if (documents(operation, 304) && isCurrent(fields.get('if-none-match'), thing))
    return respond(304, [['ETag', entityTag(thing)]]);
  return show(asked, thing);
}

async function list(asked: Asked): Promise<Reply> {
  const { contract, operation, inputs, request, kept, options } = asked;
  const collection = collectionAddress(contract, kept.resource, operation, inputs.path);
  if (collection === undefined || kept.list === undefined) return asked.echo();
  const contents = options.store.contents(collection);
  const answered = answeredBefore(contents, operation);
  const known = answered.get(request.path);
  if (known) return known;
  const reply = await listed(asked, kept.list, contents);
  if (answered.size < MOST_ANSWERS) answered.set(request.path, reply);
  return reply;
}

/** So many answers to a list are kept until something in it changes. */
const MOST_ANSWERS = 16;

async function listed(asked: Asked, list: Pointer, contents: Contents): Promise<Reply> {
  const { contract, operation, inputs, request, kept } = asked;
  const echoed = await documentedList(asked, contents);
  const body = echoed.body;
  if (body === undefined) return echoed.reply;
  const page = selectPage(kept.rules, inputs.query, contents);
  const { item, thing: shown } = shownItem(valueAt(body, list), kept.at);
  const items = page.things.map((thing) =>
    shownAs(thing, operation, () => replaceAt(item, kept.at, showThing(kept, thing, shown))),
  );
  const facts = { page, rules: kept.rules, link: pageLink(kept.rules, request.path, page.limit) };
  const { schema } = kept.members;
  const conforms = (answer: Json) =>
    schema === undefined || contract.accepts(schema, answer) || responseErrors(contract, schema, answer).length === 0;
  const filled = fillEnvelope(replaceAt(body, list, items), list, facts, conforms);
  const answer =
    schema === undefined || conforms(filled)
      ? filled
      : corrected(contract, schema, filled, body, (at) => inFirstItem(at, list));
  // A document may describe a list as something else.
  if (answer === undefined) return echoed.reply;
  const documented = successOf(operation)?.headers.map(({ name }) => name) ?? [];
  return withBody(echoed.reply, answer, pageHeaders(documented, facts));
}

async function update(asked: Asked): Promise<Reply> {
  const { contract, operation, inputs, request, fields, kept, options } = asked;
  const { store } = options;
  const address = thingAddress(contract, kept.resource, operation, inputs.path);
  if (!address) return asked.echo();
  const before = store.find(address);
  if (!before && !createsByPut(operation)) return missing(asked, store, address) ?? asked.echo();
  const isStale = before ? isOutOfDate(fields.get('if-match'), before) : fields.get('if-match') !== undefined;
  if (isStale && documents(operation, 412)) return refuse(contract, operation, 412, 'it has changed since');
  const echoed = await asked.echo();
  if (!isAccepted(echoed)) return echoed;
  const sent = sentThing(kept, inputs);
  const body = readBody(echoed);
  const shown = thingIn(body, kept.at) ?? {};
  let value: JsonObject;
  if (!before) value = { ...newThing(asked, sent, shown), ...identified(kept, inputs, shown) };
  else if (operation.method === 'PUT') value = replaced(before.value, sent);
  else {
    const patched = patch(before.value, Array.isArray(inputs.body) ? inputs.body : sent.value, inputs.mediaType);
    if ('conflict' in patched)
      return refuse(
        contract,
        operation,
        documents(operation, 409) ? 409 : documentedStatus(operation, 422),
        `the patch cannot be applied: ${patched.conflict}`,
      );
    value = patched.value;
  }
  const stamped = stampTimes(value, sent.value, options.now(), before ? 'changed' : 'created');
  const settled = settle(kept, body, stamped, shown);
  const changed = store.put(address, settled.value);
  if (before) keepToldTimes(before.value, settled.value);
  const uri = uriPath(address, operation, pathOnly(request));
  return answerThing(asked.operation, echoed, settled.answer, changed, before ? [] : [['Location', uri]]);
}

/** RFC 9110 §9.3.4: the new state is what was sent. Only what the server sets stays. */
function replaced(before: JsonObject, { value, defaults, names }: ReturnType<typeof sentThing>): JsonObject {
  const kept = Object.entries(before).filter(([name]) => !names.has(name));
  return { ...Object.fromEntries(kept), ...defaults, ...value };
}

/** The identifier that the path of a PUT gives to what it creates. */
function identified({ resource, identifier }: KeptOperation, { path }: RequestValues, shown: JsonObject): JsonObject {
  const value = path[resource.parameter?.name ?? ''];
  return identifier === undefined || value === undefined || typeof shown[identifier] !== typeof value
    ? {}
    : { [identifier]: value };
}

async function remove(asked: Asked): Promise<Reply> {
  const { contract, operation, inputs, fields, kept, options } = asked;
  const address = thingAddress(contract, kept.resource, operation, inputs.path);
  if (!address) return asked.echo();
  const thing = options.store.find(address);
  if (!thing) return missing(asked, options.store, address) ?? asked.echo();
  if (isOutOfDate(fields.get('if-match'), thing) && documents(operation, 412))
    return refuse(contract, operation, 412, 'it has changed since');
  const answer = await show(asked, thing);
  if (isAccepted(answer)) options.store.remove(address);
  return answer;
}

/** The documented refusal of a request for something that is not there; undefined where none is documented. */
function missing(
  { contract, operation }: StatefulRequest,
  store: Store,
  address: Address,
): Reply | Promise<Reply> | undefined {
  const statuses = store.wasRemoved(address) ? [410, 404] : [404, 410];
  const status = statuses.find((one) => documents(operation, one));
  return status === undefined
    ? undefined
    : refuse(contract, operation, status, `there is no ${decodeURIComponent(address.id)}`);
}

/** Answers with a thing as it is. */
function show(asked: Asked, thing: Thing): Reply | Promise<Reply> {
  const { operation } = asked;
  return shownAs(thing, operation, () => {
    const finish = (echoed: Reply) => {
      const body = readBody(echoed);
      const shown = thingIn(body, asked.kept.at) ?? {};
      const answer = isAccepted(echoed) ? answerWith(asked.kept, body, thing.value, shown) : body;
      return answerThing(asked.operation, echoed, answer, thing);
    };
    const echoed = asked.echo();
    return echoed instanceof Promise ? echoed.then(finish) : finish(echoed);
  });
}

function pathOnly({ path }: Request): string {
  const [address] = splitOnce(path, '?');
  return address;
}
