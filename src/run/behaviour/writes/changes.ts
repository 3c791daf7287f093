import type { MediaType, Operation, RequestValues } from '../../../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../../model/json.ts';
import { distinctBody, withOptionalMembers, type Distinction } from '../../../cases/behaviour/distinct-bodies.ts';
import { basesOf, isAllowed } from '../../../cases/valid-requests.ts';
import { nameInRequest, thingOfRequest } from '../../../contract/resources/kept-operation.ts';
import { isJsonType } from '../../../http/media-type.ts';
import { isObject, joinPointer, lastToken, pointerTokens, replaceAt, valueAt } from '../../../json/pointer.ts';
import { requestErrors } from '../../../schema/read-write-only.ts';
import { plainInputs, type ResourceClient } from '../resource-client.ts';
import type { Made } from './create.ts';

/** A change of everything that may be changed. */
export interface Change {
  operation: Operation;
  media: MediaType;
  inputs: RequestValues;
  /** Where the body has the thing; undefined for a JSON Patch, which has operations. */
  at?: Pointer;
  distinction: Distinction;
  /** The body of another such change, with values of its own. */
  again(): Json;
}

/** Values of a change are those of a number that no creation has. */
const CHANGED = 6;
/** What is changed again has numbers behind those of the first changes. */
const FURTHER = 3;

/** A change of everything that an operation may change, by the request that the target accepts. */
export function changeOf(client: ResourceClient, one: Made, operation: Operation): Change | undefined {
  const { contract, context } = client;
  const inputs = plainInputs(client, operation, one.params);
  const start = context.baselines.startOf(operation, inputs.path);
  const { media: all = [] } = operation.body ?? {};
  const media =
    all.find(({ type, encodedAs }) => isJsonType(encodedAs) && !isPatch(type)) ??
    all.find(({ encodedAs }) => isJsonType(encodedAs)) ??
    all[0];
  if (!start || !media) return undefined;
  const accepted = context.baselines.of(operation)?.accepted;
  const changing = client.kept(operation, 'update');
  const { at } = thingOfRequest(changing, media);
  const { read } = client.resource;
  const ownName = nameInRequest(changing, read && client.kept(read, 'read'), media);
  const isKept = (place: string, value: Json) =>
    place === ownName || (typeof value === 'string' && accepted?.isReference(place, value) === true);
  const distinction: Distinction = { contract, media, mark: client.mark(), isKept };
  const make = (body: Json): RequestValues => ({ ...inputs, mediaType: media.type, body });
  let nth = CHANGED + FURTHER;
  if (isPatch(media.type)) {
    const again = () => patchOf(one, `${distinction.mark}${(nth += 1)}`);
    return { operation, media, distinction, inputs: make(again()), again };
  }
  // What it was created with may lack what a change has to have: then it is made of the schema.
  const base =
    start.bases?.[0]?.inputs.body ??
    bodyFor(one, media, client) ??
    basesOf(contract, operation, { ...client.overrides, set: start.overrides.set })[0]?.inputs.body;
  if (base === undefined) return undefined;
  const whole = withOptionalMembers(distinction, base);
  const named =
    ownName === undefined || valueAt(whole, ownName) === undefined ? whole : replaceAt(whole, ownName, one.id);
  const body = distinctBody(distinction, isAllowed(contract, media, named) ? named : whole, CHANGED);
  if (!isAllowed(contract, media, body)) return undefined;
  const again = () => distinctBody(distinction, body, (nth += 1));
  return { operation, media, distinction, inputs: make(body), at, again };
}

function isPatch(type: string): boolean {
  return type === 'application/json-patch+json';
}

/** The documented request, else what the thing was created with. */
function bodyFor({ inputs: { body } }: Made, media: MediaType, { contract }: ResourceClient): Json | undefined {
  const documented = [...media.examples.values()]
    .map(({ value }) => value)
    .find((value) => isAllowed(contract, media, value));
  if (isObject(body) && isAllowed(contract, media, body)) return body;
  return documented;
}

/** A JSON Patch (RFC 6902) of each text and number that the thing was created with. */
function patchOf({ inputs: { body } }: Made, mark: string): Json {
  return Object.entries(isObject(body) ? body : {}).flatMap(([name, value]): JsonObject[] =>
    typeof value === 'string' && !/^\d{4}-|^[0-9a-f-]{36}$/.test(value) && value.includes(' ')
      ? [{ op: 'replace', path: joinPointer('#', name).slice(1), value: `${value} ${mark}` }]
      : [],
  );
}

/** A change of some members. */
export interface Part {
  operation: Operation;
  inputs: RequestValues;
  names: string[];
}

/** Changes of one member alone, where the contract allows that: of the first member, of a number, and of the last. */
export function partsOf({ contract }: ResourceClient, { operation, media, inputs, at, distinction }: Change): Part[] {
  const thing = at === undefined ? undefined : valueAt(inputs.body, at);
  if (at === undefined || !isObject(thing)) return [];
  const other = distinctBody(distinction, inputs.body ?? null, CHANGED + 1);
  const all = Object.keys(thing).flatMap((name) => {
    const value = valueAt(other, joinPointer(at, name));
    if (value === undefined || typeof value === 'object' || value === thing[name]) return [];
    const body = replaceAt(inputs.body ?? null, at, { [name]: value });
    return isAllowed(contract, media, body) ? [{ operation, inputs: { ...inputs, body }, names: [name] }] : [];
  });
  const number = all.find(({ names: [name = ''] }) => typeof thing[name] === 'number');
  return [...new Set([all[0], number, all.at(-1)])].filter((one) => one !== undefined);
}

/** The same change without each member that may be left out, where the whole has defaults of its own or a member may go. */
export function leastOf(
  { contract }: ResourceClient,
  { operation, media, inputs, at, distinction }: Change,
): Part | undefined {
  const thing = at === undefined ? undefined : valueAt(inputs.body, at);
  if (at === undefined || !isObject(thing)) return undefined;
  let body = distinctBody(distinction, inputs.body ?? null, CHANGED);
  const names = Object.keys(thing).filter((name) => {
    const without = replaceAt(body, joinPointer(at, name), undefined);
    if (!isAllowed(contract, media, without)) return false;
    body = without;
    return true;
  });
  return names.length > 0 ? { operation, inputs: { ...inputs, body }, names } : undefined;
}

/** Values of another type than most members have. */
const WRONG: Json[] = [{ assay: [] }, ['assay', {}], 'assay'];

/** A change in which one member is wrong and the others are new. */
export function brokenChange({ contract }: ResourceClient, { media, inputs, at, distinction }: Change) {
  const thing = at === undefined ? undefined : valueAt(inputs.body, at);
  if (at === undefined || media.schema === undefined || !isObject(thing)) return undefined;
  const other = distinctBody(distinction, inputs.body ?? null, CHANGED + 2);
  // The last is wrong, so that a server which goes through them one by one has changed the others.
  for (const name of Object.keys(thing).toReversed())
    for (const value of WRONG) {
      const place = joinPointer(at, name);
      const body = replaceAt(other, place, value);
      const [error] = requestErrors(contract, media.schema, body).filter(
        (one) => pointerTokens(one.at)[0] === pointerTokens(place)[0],
      );
      if (error && !error.undecided && lastToken(place) === name)
        return { inputs: { ...inputs, body }, clause: error.pointer, at: `request body${place}` };
    }
  return undefined;
}
