import type { Contract, MediaType, Operation, RequestValues, ResponseObject } from '../../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isSuccess } from '../examples.ts';
import { isList, locateInList, locateInThing } from './locate.ts';
import type { Resource, ResourceRole } from './resource.ts';
import { answerShapes, shapeOfSchema, type Shape } from './shape.ts';
import { isObject, joinPointer, lastToken, parentPointer, valueAt } from '../../json/pointer.ts';
import { isJsonMedia, requestMedia } from '../../messages/request-media.ts';
import { keyword, requiredNames } from '../../schema/keywords.ts';
import { applicable, unconditional } from '../../schema/subschemas.ts';
import { listRules, type ListRules } from './list-rules.ts';

/** An operation on things that are kept, with where its messages have them. */
export interface KeptOperation {
  contract: Contract;
  operation: Operation;
  resource: Resource;
  role: ResourceRole;
  /** Where the answer has the thing, or each item of the list has it. */
  at: Pointer;
  /** The member of the thing that names it, where the answer shows one. */
  identifier?: string;
  /** Where the answer has the list. */
  list?: Pointer;
  rules: ListRules;
  /** What is known of the thing in a documented success. */
  members: Members;
}

/** The members of a thing as an answer shows it. */
export interface Members {
  /** The schema of the whole answer. */
  schema?: Pointer;
  /** Empty where nothing says what the members are. */
  names: ReadonlySet<string>;
  required: ReadonlySet<string>;
  /** Those that are `writeOnly`: no answer shows them. */
  hidden: ReadonlySet<string>;
  /** The clause of each. */
  clauses: ReadonlyMap<string, Pointer>;
}

/** Looks once at how an operation speaks of its things. */
export function keptOperation(
  contract: Contract,
  operation: Operation,
  resource: Resource,
  role: ResourceRole,
): KeptOperation {
  const answers = answerShapes(contract, operation);
  const parameter = resource.parameter ?? { name: 'id' };
  const wanted = { parameter: parameter.name, resource: resource.name, types: [] };
  const located = role === 'list' ? locateInList(answers, wanted) : locateInThing(answers, wanted);
  const list =
    role === 'list' ? (located?.place.each ?? (isList(answers, resource.name) ? '#' : undefined)) : undefined;
  const named = located === undefined || located.place.pointer === '#' ? undefined : located.place.pointer;
  const at = named === undefined ? '#' : parentPointer(named);
  const schema = operation.responses
    .filter(isSuccess)
    .flatMap(({ media }) => media)
    .find(isJsonMedia)?.schema;
  const members = membersOf(contract, schema, list, at);
  const rules = role === 'list' ? listRules(contract, operation, members.names) : { filters: [] };
  return {
    ...{ contract, operation, resource, role, at, rules, members },
    ...(named !== undefined && { identifier: lastToken(named) }),
    ...(list !== undefined && { list }),
  };
}

function membersOf(contract: Contract, schema: Pointer | undefined, list: Pointer | undefined, at: Pointer): Members {
  const root = schema === undefined ? undefined : { shape: shapeOfSchema(contract, schema), clause: schema };
  const array = list === undefined ? root : memberAt(contract, root, list);
  const item = list === undefined ? array : itemsOf(contract, array);
  const thing = memberAt(contract, item, at);
  const hidden = [...(thing?.shape.members ?? [])].filter(([, { clause }]) =>
    unconditional(contract, [clause]).some((one) => one.schema['writeOnly'] === true),
  );
  return {
    ...(schema !== undefined && { schema }),
    hidden: new Set(hidden.map(([name]) => name)),
    names: new Set(thing?.shape.members.keys()),
    clauses: new Map([...(thing?.shape.members ?? [])].map(([name, { clause }]) => [name, clause])),
    required: thing === undefined ? new Set() : requiredNames(unconditional(contract, [thing.clause])),
  };
}

interface Described {
  shape: Shape;
  clause: Pointer;
}

function memberAt(contract: Contract, from: Described | undefined, at: Pointer): Described | undefined {
  return at
    .split('/')
    .slice(1)
    .reduce<Described | undefined>((found, token) => {
      const child = found?.shape.members.get(token.replaceAll('~1', '/').replaceAll('~0', '~'));
      return child && { shape: shapeOfSchema(contract, child.clause), clause: child.clause };
    }, from);
}

function itemsOf(contract: Contract, array: Described | undefined): Described | undefined {
  if (!array) return undefined;
  const found = unconditional(contract, [array.clause]).find(({ schema }) => isObject(schema['items']));
  const clause = found && joinPointer(found.pointer, 'items');
  return clause === undefined ? undefined : { shape: shapeOfSchema(contract, clause), clause };
}

/** What a request says of a thing: what was sent, what holds by default, and what could have been sent. */
export interface Sent {
  value: JsonObject;
  defaults: JsonObject;
  names: ReadonlySet<string>;
}

/** The members of a thing in a request body, without those that only the server sets. */
export function sentThing({ contract, operation, members }: KeptOperation, inputs: RequestValues): Sent {
  const media = requestMedia(operation, inputs);
  const whole =
    media?.schema === undefined ? undefined : { shape: shapeOfSchema(contract, media.schema), clause: media.schema };
  const body = isObject(inputs.body) ? inputs.body : {};
  const [wrapper, described] = unwrap(contract, whole, members.names);
  const inner = wrapper === undefined ? body : body[wrapper];
  const value: JsonObject = {};
  const defaults: JsonObject = {};
  const names = new Set<string>();
  const sent = isObject(inner) ? inner : {};
  for (const [name, { clause }] of described?.shape.members ?? []) {
    const schemas = applicable(contract, clause, sent[name] ?? null);
    if (keyword(schemas, 'readOnly') === true) continue;
    names.add(name);
    const byDefault = keyword(schemas, 'default');
    if (byDefault !== undefined) defaults[name] = byDefault;
  }
  const isOpen = names.size === 0;
  for (const [name, member] of Object.entries(sent)) if (isOpen || names.has(name)) value[name] = member;
  return { value, defaults, names };
}

/** Where a request body has the thing, and the clauses of its members there. */
export function thingOfRequest(
  { contract, members }: KeptOperation,
  media: Pick<MediaType, 'schema'> | undefined,
): { at: Pointer; members: ReadonlyMap<string, { clause: Pointer }> } {
  const whole =
    media?.schema === undefined ? undefined : { shape: shapeOfSchema(contract, media.schema), clause: media.schema };
  const [wrapper, described] = unwrap(contract, whole, members.names);
  return {
    at: wrapper === undefined ? '#' : joinPointer('#', wrapper),
    members: described?.shape.members ?? new Map(),
  };
}

/** Where the body of a change names the thing, as a read of it does: with another value, the thing would be somewhere else. */
export function nameInRequest(
  changing: KeptOperation,
  reading: KeptOperation | undefined,
  media: Pick<MediaType, 'schema'>,
): Pointer | undefined {
  return reading?.identifier && joinPointer(thingOfRequest(changing, media).at, reading.identifier);
}

/** The member that a request wraps the thing in, where its own members are none of the thing's. */
function unwrap(
  contract: Contract,
  whole: Described | undefined,
  known: ReadonlySet<string>,
): [wrapper: string | undefined, Described | undefined] {
  if (!whole) return [undefined, whole];
  const common = ({ shape }: Described) => [...shape.members.keys()].filter((name) => known.has(name)).length;
  let best: [string | undefined, Described] = [undefined, whole];
  for (const [name, { clause }] of whole.shape.members) {
    const inner = { shape: shapeOfSchema(contract, clause), clause };
    if (common(inner) > common(best[1])) best = [name, inner];
  }
  return best;
}

/** The thing in an answer. */
export function thingIn(body: Json | undefined, at: Pointer): JsonObject | undefined {
  const value = valueAt(body, at);
  return isObject(value) ? value : undefined;
}

/** The response of an operation for a status that is documented by itself or by its range. */
export function documents({ responses }: Operation, status: number): ResponseObject | undefined {
  return responses.find((one) => one.status === String(status)) ?? responses.find((one) => one.status === '4XX');
}
