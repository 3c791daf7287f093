import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import type { Basis } from '../../judge/behaviour/relation.ts';
import { followLink, resolveLinks } from '../../contract/resources/links.ts';
import { responseFor } from '../../contract/examples.ts';
import { formatAtEnd, shapeOfPath } from '../../contract/resources/path-shapes.ts';
import { routerOf } from '../../contract/resources/resources.ts';
import { shownThing, type ShownThing } from '../../contract/resources/shown.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import { decodeSegment } from '../../messages/path-template.ts';
import { show } from '../../text/wording.ts';
import { isDone, plainInputs, type Answer, type ResourceClient } from './resource-client.ts';
import type { Made } from './writes/create.ts';
import type { KnownThings } from './known-things.ts';
import { isPastBase, localPathOf } from './lists/pages.ts';
import { isOfCredentials } from '../../http/status.ts';

/** Follows what answers say of the address of a thing: Location, its own address, and documented links. */
export async function judgeAddresses(client: ResourceClient, knownThings: KnownThings): Promise<void> {
  const [one, other] = knownThings.made;
  for (const made of [one, other]) if (made) await judgeLocation(client, made);
  const read = one && knownThings.reads.get(one);
  if (read) await judgeSelf(client, one, read.answer, read.thing, 'read');
  if (one) await judgeLinks(client, one);
}

async function judgeLocation(client: ResourceClient, made: Made): Promise<void> {
  const { by } = made;
  const location = by.fields.get('location');
  if (location === undefined || by.status !== 201) return;
  const documented = responseFor(by.case.operation, by.status);
  const header = documented?.headers.find(({ name }) => name.toLowerCase() === 'location');
  const basis: Basis = header
    ? { clause: header.pointer, rests: 'header' }
    : { clause: documented?.pointer ?? by.case.operation.pointer, rests: 'name' };
  await lead(client, made, by, { at: 'header Location', name: 'Location', address: location, basis });
}

interface Address {
  at: string;
  name: string;
  address: string;
  basis: Basis;
}

/** Asks for an address, and tells where it leads. */
async function lead(
  client: ResourceClient,
  made: Made,
  from: Answer,
  { at, name, address, basis }: Address,
): Promise<void> {
  const { read } = client.resource;
  const { baseUrl } = client.context.target;
  const path = localPathOf(address, baseUrl, from.case.request.path);
  // Another host, behind a proxy perhaps, is not asked.
  if (!read || path === undefined) return;
  // Nothing but what is below the base path is asked for. There, many servers mean their own root.
  const isPast = isPastBase(address, baseUrl, from.case.request.path);
  if (isPast && !isItemPath(client, path)) return;
  // `/issues/7` of `/issues/7.json`: what a browser is shown there is no matter of the contract.
  const format = formatAtEnd(client.resource.item ?? '');
  if (format !== '' && !isItemPath(client, path) && isItemPath(client, `${path}${format}`)) return;
  const inputs = plainInputs(client, read, made.params);
  const answer = await client.ask(read, inputs, `the request for what ${name} leads to`, {
    after: [from],
    request: (request) => ({ ...request, path }),
  });
  if (!answer || isOfCredentials(answer.status)) return;
  const id = shownThing(client.kept(read, 'read'), answer.body)?.id;
  const isSame = isDone(answer) && (id === undefined ? isPathOf(made, path) : id === made.id);
  const leads = isSame ? (isPast ? 'past the base path' : 'to the thing') : isDone(answer) ? 'to another' : 'nowhere';
  client.tell(from, { kind: 'led', at, name, leads, actual: show(address), basis });
}

/** Whether a path is that of a thing, as the contract has it. */
function isItemPath({ contract, resource: { item = '' } }: ResourceClient, path: string): boolean {
  const match = routerOf(contract).match('GET', path.split('?')[0] ?? '');
  return match.kind === 'operation' && shapeOfPath(match.operation.path) === shapeOfPath(item);
}

function isPathOf({ id }: Made, path: string): boolean {
  return decodeSegment(path.split('?')[0] ?? '')?.endsWith(`/${id}`) === true;
}

/** What a thing calls its own address. */
const SELF = /^(self|href|selfLink|self_link|self_url|selfUrl)$/i;

/** Judges the address that a thing, or an item of a list, says of itself. */
export async function judgeSelf(
  client: ResourceClient,
  made: Made,
  answer: Answer,
  { value, place }: ShownThing,
  role: 'read' | 'list',
): Promise<void> {
  const { clauses } = client.kept(answer.case.operation, role).members;
  for (const { path, address } of ownAddresses(value)) {
    const [name = ''] = path;
    const clause = clauses.get(name);
    const basis: Basis =
      clause === undefined ? { clause: answer.case.operation.pointer, rests: 'name' } : { clause, rests: 'schema' };
    const at: Pointer = joinPointer(place, ...path);
    await lead(client, made, answer, { at: `body${at}`, name: path.join('.'), address, basis });
  }
}

/** `self`, `links.self`, `_links.self.href`. */
function ownAddresses(value: JsonObject): { path: string[]; address: string }[] {
  const found: { path: string[]; address: string }[] = [];
  const add = (path: string[], member: Json | undefined): void => {
    if (typeof member === 'string' && /[/:]/.test(member)) found.push({ path, address: member });
    else if (isObject(member) && typeof member['href'] === 'string')
      found.push({ path: [...path, 'href'], address: member['href'] });
  };
  for (const [name, member] of Object.entries(value)) {
    if (SELF.test(name)) add([name], member);
    else if (/^_?links$/i.test(name) && isObject(member)) add([name, 'self'], member['self']);
  }
  return found.slice(0, 2);
}

/** The documented links of the creation: what they lead to is there, as the check `link` says. */
async function judgeLinks(client: ResourceClient, made: Made): Promise<void> {
  const { by, inputs } = made;
  const context = { inputs, request: by.case.request, response: by.response };
  for (const link of resolveLinks(client.contract).links) {
    if (link.from !== by.case.operation || link.to.method !== 'GET') continue;
    const own = plainInputs(client, link.to, made.params);
    const followed = followLink(link, own, context);
    if ('missing' in followed) continue;
    await client.ask(link.to, followed.inputs, `the request that the link ${link.link.name} leads to`, {
      after: [by],
      expect: {
        ...{ kind: 'accepted', clause: link.to.pointer, at: 'request', mayRefuse: true },
        follows: { clause: link.link.pointer, by: `the link ${link.link.name}`, expected: [] },
      },
    });
  }
}
