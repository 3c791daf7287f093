import type { Operation, ResponseObject } from '../../model/contract.ts';
import type { Request } from '../../model/exchange.ts';
import type { Basis } from '../../judge/behaviour/relation.ts';
import { isDone, plainInputs, type Answer, type ResourceClient } from './resource-client.ts';
import type { Change } from './writes/changes.ts';
import type { Made } from './writes/create.ts';
import { tellUnchanged } from './writes/refusals.ts';
import type { KnownThings } from './known-things.ts';

/** Judges entity tags: before and after a change, and on the condition of them. */
export async function judgeConditions(
  client: ResourceClient,
  knownThings: KnownThings,
  one: Made,
  change: Change,
): Promise<void> {
  const { read } = client.resource;
  const before = read && (await ask(client, read, one, 'the request for an entity tag'));
  const tag = before && isDone(before) ? before.fields.get('etag') : undefined;
  if (!before || tag === undefined) return;
  await conditional(client, read, one, tag, true);
  const { operation, inputs } = change;
  const wanted = responseOf(operation, 412);
  // If-Match compares strongly, so that it never fits a weak tag (RFC 9110 §13.1.1).
  const isStrong = !tag.startsWith('W/');
  const basisOfMatch: Basis | undefined = wanted && isStrong ? { clause: wanted.pointer, rests: 'status' } : undefined;
  const changed = await client.ask(
    operation,
    { ...inputs, body: change.again() },
    'the request for a change on the condition of the present entity tag',
    {
      after: [before],
      ...(basisOfMatch && { request: withField('If-Match', tag) }),
    },
  );
  if (!changed) return;
  if (basisOfMatch)
    client.tell(changed, {
      kind: 'condition',
      field: 'If-Match',
      isCurrent: true,
      status: changed.status,
      basis: basisOfMatch,
    });
  if (!isDone(changed)) return;
  const answered = changed.fields.get('etag');
  if (answered !== undefined)
    client.tell(changed, {
      kind: 'tagged',
      by: operation.id,
      before: tag,
      after: answered,
      basis: basisOfTag(operation),
    });
  const after = await ask(client, read, one, `the request for the entity tag after ${operation.id}`, [before, changed]);
  const now = after && isDone(after) ? after.fields.get('etag') : undefined;
  if (after && now !== undefined) {
    client.tell(after, { kind: 'tagged', by: operation.id, before: tag, after: now, basis: basisOfTag(read) });
    if (now !== tag) await conditional(client, read, one, tag, false);
  }
  if (!basisOfMatch) return;
  const late = await client.ask(
    operation,
    { ...inputs, body: change.again() },
    'the request for a change on the condition of an old entity tag',
    {
      after: [before, changed],
      request: withField('If-Match', now === tag ? '"assay-0"' : tag),
    },
  );
  if (late?.status === 412 && after) await tellUnchanged(client, knownThings, one, after, late);
  if (late)
    client.tell(late, {
      kind: 'condition',
      field: 'If-Match',
      isCurrent: false,
      status: late.status,
      basis: basisOfMatch,
    });
}

async function ask(
  client: ResourceClient,
  read: Operation,
  one: Made,
  title: string,
  after: Answer[] = [],
): Promise<Answer | undefined> {
  const inputs = plainInputs(client, read, one.params);
  return client.ask(read, inputs, title, { after: [one.by, ...after] });
}

/** Asks for a thing unless it has an entity tag, where 304 is documented. */
async function conditional(
  client: ResourceClient,
  read: Operation,
  one: Made,
  tag: string,
  isCurrent: boolean,
): Promise<void> {
  const documented = responseOf(read, 304);
  if (!documented) return;
  const inputs = plainInputs(client, read, one.params);
  const title = `the request for the thing unless it has ${isCurrent ? 'the present' : 'an old'} entity tag`;
  const answer = await client.ask(read, inputs, title, { after: [one.by], request: withField('If-None-Match', tag) });
  const basis: Basis = { clause: documented.pointer, rests: 'status' };
  if (answer)
    client.tell(answer, { kind: 'condition', field: 'If-None-Match', isCurrent, status: answer.status, basis });
}

function responseOf({ responses }: Operation, status: number): ResponseObject | undefined {
  return responses.find((one) => one.status === String(status));
}

/** What says that a read shows an entity tag. */
export function basisOfTag(read: Operation): Basis {
  const header = read.responses.flatMap(({ headers }) => headers).find(({ name }) => /^etag$/i.test(name));
  return header ? { clause: header.pointer, rests: 'header' } : { clause: read.pointer, rests: 'name' };
}

/** A request with a header field in place of its own of that name. */
export function withField(name: string, value: string): (request: Request) => Request {
  return (request) => ({
    ...request,
    headers: [...request.headers.filter(([own]) => own.toLowerCase() !== name.toLowerCase()), [name, value]],
  });
}
