import type { Contract, RequestValues, Operation, Parameter } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { analyze } from '../../bindings/analyze.ts';
import { isSuccess } from '../../contract/examples.ts';
import { localPath, type ExpressionContext } from '../../contract/runtime-expressions.ts';
import { readFields } from '../../http/header-fields.ts';
import { readJson } from '../../json/parse-json.ts';
import { isObject, joinPointer, lastToken, valueAt } from '../../json/pointer.ts';
import { createRouter, type Router } from '../../contract/router.ts';
import { compileSegments } from '../../messages/path-template.ts';
import { unconditional } from '../../schema/subschemas.ts';
import { followLink, type ResolvedLink } from './links.ts';

/** Where the answer to a creation names what was created. */
export type Identity =
  | { by: 'link'; link: ResolvedLink }
  /** A URI, in a header or in the body. */
  | { by: 'uri'; place: { header: string } | { pointer: Pointer }; clause: Pointer }
  /** The value of the one path parameter that the creation's own path lacks. */
  | { by: 'name'; parameter: Parameter; pointer: Pointer; clause: Pointer };

/** A resource that one operation creates, and others read or delete under one path. */
export interface Resource {
  create: Operation;
  path: string;
  identity: Identity;
}

const OWN_URI = /^(location|content-location|self|href|url|uri|self_?link)$/i;
const IDENTIFIERS = ['id', 'guid', 'uuid', '_id', 'uid'];

const routers = new WeakMap<Contract['operations'], Router>();

/** Made once: a contract may have a thousand operations. */
function routerOf(contract: Contract): Router {
  const known = routers.get(contract.operations) ?? createRouter([contract]);
  routers.set(contract.operations, known);
  return known;
}

/** What the creations of a contract create, as far as their links, documented URIs or names tell. */
export function resourcesOf(contract: Contract, links: ResolvedLink[]): Resource[] {
  const creations = contract.operations.filter(
    ({ method, responses }) => method === 'POST' && responses.some(isSuccess),
  );
  return creations.flatMap((create) => {
    const found = [...byLink(create, links), ...byUri(contract, create), ...byName(contract, create)];
    // The most exact of several ways to identify the same path.
    return [...new Map(found.reverse().map((resource) => [resource.path, resource])).values()];
  });
}

function byLink(create: Operation, links: ResolvedLink[]): Resource[] {
  const own = links.filter(
    ({ from, to }) => from === create && to.method === 'GET' && to.path.includes('{') && to.path !== create.path,
  );
  return (
    own
      // What lies below what was created is another thing.
      .filter(({ to }) => !own.some((other) => other.to !== to && to.path.startsWith(`${other.to.path}/`)))
      .map((link) => ({ create, path: link.to.path, identity: { by: 'link', link } }))
  );
}

/** The URIs of documented answers that the contract's own paths match. */
function byUri(contract: Contract, create: Operation): Resource[] {
  const router = routerOf(contract);
  return create.examples.flatMap((example) =>
    analyze(contract, create, example).flatMap(({ place, value, clause, identifies, template }): Resource[] => {
      const name = place.in === 'header' ? place.name : lastToken(place.pointer);
      const inBody =
        place.in === 'body' &&
        /^#\/((links|_links)\/)?(self(\/href)?|href|url|uri|location|self_?link)$/i.test(place.pointer);
      if (
        typeof value !== 'string' ||
        !OWN_URI.test(name) ||
        (place.in === 'body' && !inBody) ||
        (!identifies && !template)
      )
        return [];
      const path =
        localPath(value, 'http://assay.invalid') ?? (URL.canParse(value) ? new URL(value).pathname : undefined);
      const match =
        path === undefined
          ? undefined
          : ['GET', 'DELETE'].map((method) => router.match(method, path)).find(({ kind }) => kind === 'operation');
      if (match?.kind !== 'operation' || match.operation.path === create.path) return [];
      const at = place.in === 'header' ? { header: place.name } : { pointer: place.pointer };
      return [{ create, path: match.operation.path, identity: { by: 'uri', place: at, clause } }];
    }),
  );
}

/** `POST /pets` answers with an `id`, and there is `/pets/{id}`. */
function byName(contract: Contract, create: Operation): Resource[] {
  const below = contract.operations.filter(
    ({ path, method }) => ['GET', 'DELETE'].includes(method) && path.startsWith(`${create.path.replace(/\/$/, '')}/{`),
  );
  return [...new Set(below.map(({ path }) => path))].flatMap((path): Resource[] => {
    const last = compileSegments(path.slice(create.path.replace(/\/$/, '').length));
    const [segment] = last;
    const name =
      segment?.names.length === 1 && last.length === 1 && segment.pieces.join('') === '' ? segment.names[0] : undefined;
    const parameter = below
      .find((operation) => operation.path === path)
      ?.parameters.find((one) => one.in === 'path' && one.name === name);
    if (!parameter) return [];
    const found = identifierOf(contract, create, parameter);
    return found ? [{ create, path, identity: { by: 'name', parameter, ...found } }] : [];
  });
}

/** Where the documented answer has the value of a path parameter: under its own name, or as an identifier. */
function identifierOf(
  contract: Contract,
  create: Operation,
  { name }: Parameter,
): { pointer: Pointer; clause: Pointer } | undefined {
  const places: { pointer: Pointer; clause: Pointer }[] = [];
  for (const { media, pointer: response } of create.responses.filter(isSuccess))
    for (const { schema, examples } of media) {
      for (const { value, pointer } of examples.values())
        for (const at of membersOf(value))
          places.push({ pointer: at, clause: joinPointer(pointer, ...at.slice(2).split('/')) });
      for (const subschema of schema ? unconditional(contract, [schema]) : [])
        for (const member of Object.keys(
          isObject(subschema.schema['properties']) ? subschema.schema['properties'] : {},
        ))
          places.push({
            pointer: joinPointer('#', member),
            clause: joinPointer(subschema.pointer, 'properties', member),
          });
      if (places.length === 0 && schema === undefined) places.push({ pointer: '#/id', clause: response });
    }
  const wanted = [name, ...IDENTIFIERS].map((one) => one.toLowerCase());
  for (const one of wanted) {
    const found = places.find(({ pointer }) => lastToken(pointer).toLowerCase() === one);
    if (found) return found;
  }
  return undefined;
}

/** The members of a response, and those of the single object that it wraps. */
function membersOf(value: Json): Pointer[] {
  if (!isObject(value)) return [];
  const own = Object.keys(value).map((name) => joinPointer('#', name));
  const [only] = Object.entries(value);
  const inner =
    own.length === 1 && only && isObject(only[1])
      ? Object.keys(only[1]).map((name) => joinPointer('#', only[0], name))
      : [];
  return [...own, ...inner];
}

/** What was created, as the path parameters that name it; else why it is not known. */
export function identify(
  contract: Contract,
  { path, identity, create }: Resource,
  context: ExpressionContext,
  baseUrl: string,
): { path: RequestValues['path'] } | { reason: string } {
  if (identity.by === 'link') {
    const empty: RequestValues = { path: pick(context.inputs.path, path), query: {}, header: {}, cookie: {} };
    const followed = followLink(identity.link, empty, context);
    return 'missing' in followed
      ? { reason: `the response has no ${followed.missing}` }
      : requireAll(followed.inputs.path, path);
  }
  const body = readJson(new TextDecoder().decode(context.response.body));
  const json = 'value' in body ? body.value : undefined;
  if (identity.by === 'name') {
    const value = valueAt(json, identity.pointer);
    if (typeof value !== 'string' && typeof value !== 'number')
      return { reason: `the response has no ${lastToken(identity.pointer)}` };
    return requireAll({ ...pick(context.inputs.path, create.path), [identity.parameter.name]: value }, path);
  }
  const uri =
    'header' in identity.place
      ? readFields(context.response.headers).get(identity.place.header.toLowerCase())
      : valueAt(json, identity.place.pointer);
  if (typeof uri !== 'string')
    return {
      reason: `the response has no ${'header' in identity.place ? identity.place.header : lastToken(identity.place.pointer)}`,
    };
  const local = localPath(uri, baseUrl);
  if (local === undefined) return { reason: 'what was created is on another host' };
  const match = ['GET', 'DELETE']
    .map((method) => routerOf(contract).match(method, local))
    .find(({ kind }) => kind === 'operation');
  return match?.kind === 'operation' && match.operation.path === path
    ? { path: match.params }
    : { reason: `what was created is not at ${path}` };
}

function pick(values: RequestValues['path'], path: string): RequestValues['path'] {
  const names = new Set(compileSegments(path).flatMap(({ names }) => names));
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}

function requireAll(values: RequestValues['path'], path: string): { path: RequestValues['path'] } | { reason: string } {
  const missing = compileSegments(path)
    .flatMap(({ names }) => names)
    .find((name) => values[name] === undefined || values[name] === null || String(values[name]) === '');
  return missing === undefined ? { path: values } : { reason: `nothing says what ${missing} is` };
}
