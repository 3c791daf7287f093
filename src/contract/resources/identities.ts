import type { Contract, MediaType, Operation, Parameter } from '../../model/contract.ts';

import { joinPointer, pointerTokens, valueAt } from '../../json/pointer.ts';
import { isJsonType } from '../../http/media-type.ts';
import { isSuccess } from '../examples.ts';
import { normalise, reference } from './names.ts';
import { localPath } from '../runtime-expressions.ts';
import type { Router } from '../router.ts';
import type { Found } from './find-resources.ts';
import { uriPlaces } from './own-uri.ts';
import type { ResolvedLink } from './links.ts';
import { locateInThing } from './locate.ts';
import { shapeOfPath } from './path-shapes.ts';
import type { Evidence, Identity, Resource } from './resource.ts';
import { answerShapes, shapeOfSchema, shapeOfValue, type AnswerShape } from './shape.ts';

/** What the identities of creations are found from. */
export interface IdentitySources {
  contract: Contract;
  found: Found;
  links: ResolvedLink[];
  router(): Router;
}

/** Where the answer to a creation names what it creates, and as which resource; the most trusted first. */
export function identitiesOf(
  sources: IdentitySources,
  create: Operation,
): { resource: Resource; identity: Identity }[] {
  return [...byLink(sources, create), ...byUri(sources, create), ...byName(sources, create)];
}

function byLink({ found, links }: IdentitySources, create: Operation): { resource: Resource; identity: Identity }[] {
  const own = links.filter(({ from, to }) => from === create && to.method === 'GET' && to.path !== create.path);
  return own.flatMap((link) => {
    const resource = found.byItem.get(shapeOfPath(link.to.path));
    // What lies below what was created is another thing.
    const isBelow = own.some(({ to }) => to !== link.to && link.to.path.startsWith(`${to.path}/`));
    return resource && !isBelow
      ? [{ resource, identity: { from: create, by: 'link' as const, link, clause: link.link.pointer } }]
      : [];
  });
}

const OWN_URI_HEADER = /^(content-)?location$/i;

/** The URIs of documented answers that the contract's own paths match. */
function byUri(sources: IdentitySources, create: Operation): { resource: Resource; identity: Identity }[] {
  const below = sources.found.roles.get(create)?.resource;
  return create.responses.filter(isSuccess).flatMap(({ headers, media }) => [
    ...headers
      .filter(({ name }) => OWN_URI_HEADER.test(name))
      .flatMap(({ name, pointer, examples }) => {
        const shown = [...examples.values()].flatMap(({ value }) => routed(sources, create, value) ?? []);
        // A Location without an example names what lies directly below.
        const own = /^location$/i.test(name) && examples.size === 0 && below?.item !== undefined ? [below] : [];
        return [...new Set([...shown, ...own])].map((resource) => ({
          resource,
          identity: {
            from: create,
            by: 'location' as const,
            place: { in: 'header' as const, name },
            clause: pointer,
          },
        }));
      }),
    ...media
      .filter(({ encodedAs }) => isJsonType(encodedAs))
      .flatMap(({ examples }) => [...examples.values()])
      .flatMap(({ value, pointer }) =>
        uriPlaces(value).flatMap((at) => {
          const resource = routed(sources, create, valueAt(value, at));
          const clause = joinPointer(pointer, ...pointerTokens(at));
          const place = { in: 'body' as const, pointer: at };
          return resource ? [{ resource, identity: { from: create, by: 'self' as const, place, clause } }] : [];
        }),
      ),
  ]);
}

/** The resource that a URI names one of, other than what the creation's own path names. */
function routed({ router, found }: IdentitySources, create: Operation, uri: unknown): Resource | undefined {
  if (typeof uri !== 'string') return undefined;
  const path = localPath(uri, 'http://assay.invalid') ?? (URL.canParse(uri) ? new URL(uri).pathname : undefined);
  if (path === undefined) return undefined;
  for (const method of ['GET', 'DELETE']) {
    const match = router().match(method, path);
    if (match.kind === 'operation' && match.operation.path !== create.path)
      return found.byItem.get(shapeOfPath(match.operation.path));
  }
  return undefined;
}

/** `POST /pets` answers with an `id`, and there is `/pets/{id}`. */
function byName({ contract, found }: IdentitySources, create: Operation): { resource: Resource; identity: Identity }[] {
  const role = found.roles.get(create);
  const resource = role?.role === 'create' ? role.resource : undefined;
  const parameter = resource?.parameter;
  if (!resource || !parameter || parametersBetween(create.path, resource.item) < 1) return [];
  const answers = answerShapes(contract, create);
  const bodies = requestShapes(contract, create);
  if (!namesOthers(resource, create, [answers, bodies])) return [];
  const wanted = wantedOf(contract, parameter, resource);
  const located = locateInThing(answers, wanted);
  if (!isOwn(located?.by) && isNamedForAnother(found, resource, parameter)) return [];
  if (located) return [{ resource, identity: { from: create, ...located } }];
  const isOpen = ({ encodedAs }: MediaType) => isJsonType(encodedAs) || encodedAs.includes('*');
  const [open] = create.responses.filter(isSuccess).filter(({ media }) => media.some(isOpen));
  // Nothing says what the answer is like: it may have what most have.
  const place = { in: 'body' as const, pointer: '#/id' };
  if (open && answers.length === 0)
    return [{ resource, identity: { from: create, by: 'synonym', place, clause: open.pointer } }];
  const chosen = locateInThing(bodies, wanted);
  // A synonym in the request names something else as often.
  if (!chosen || !CHOSEN.has(chosen.by)) return [];
  const at = { in: 'request' as const, pointer: chosen.place.pointer };
  return [{ resource, identity: { from: create, by: 'request', place: at, clause: chosen.clause } }];
}

/**
 * Whether the parameter names something else that is kept elsewhere: `POST /bases/{base}/syncs` answers with a job's id, and
 * `/bases/{base}/syncs/{sourceId}` wants that of a source, which `DELETE /sources/{sourceId}` takes away.
 */
export function isNamedForAnother({ all }: Pick<Found, 'all'>, resource: Resource, { name }: Parameter): boolean {
  const word = reference(name)?.word;
  if (word === undefined || resource.remove || normalise(resource.name).endsWith(word)) return false;
  return all.some((other) => other !== resource && other.parameter?.name === name && other.remove !== undefined);
}

/** Whether a member is called as the parameter itself is. */
export function isOwn(by: Evidence | undefined): boolean {
  return by === 'exact' || by === 'normalised';
}

const CHOSEN = new Set(['exact', 'normalised', 'suffix']);

/**
 * Whether the answer, or else the request, has the parameters of an item before its last that the creation's own path lacks:
 * `type` of `/tags/{type}/{value}`.
 */
function namesOthers({ item = '', name }: Resource, create: Operation, messages: AnswerShape[][]): boolean {
  const missing = [...item.matchAll(/\{([^{}]*)\}/g)]
    .map(([, one = '']) => one)
    .slice(0, -1)
    .slice(create.path.split('{').length - 1);
  return missing.every((parameter) =>
    messages.some((shapes) => isNamed(locateInThing(shapes, { parameter, resource: name, types: [] })?.by)),
  );
}

/** Whether a member is called as what is looked for. */
export function isNamed(by: Evidence | undefined): boolean {
  return by === 'exact' || by === 'normalised' || by === 'nested';
}

/** The shapes of the bodies that an operation takes. */
export function requestShapes(contract: Contract, { body }: Operation): AnswerShape[] {
  return (body?.media ?? []).flatMap(({ schema, examples }): AnswerShape[] => [
    ...[...examples.values()].map(({ value, pointer }) => ({ shape: shapeOfValue(value, pointer), clause: pointer })),
    ...(schema ? [{ shape: shapeOfSchema(contract, schema), clause: schema }] : []),
  ]);
}

/** How many parameters an item's path has that the creation's own lacks. */
function parametersBetween(path: string, item = ''): number {
  const count = (text: string) => text.split('{').length;
  return count(item) - count(path);
}

/** What is looked for in answers that name one of a resource. */
export function wantedOf(contract: Contract, parameter: Parameter, { name }: Pick<Resource, 'name'>) {
  const types = parameter.schema ? shapeOfSchema(contract, parameter.schema).types : [];
  return { parameter: parameter.name, resource: name, types };
}
