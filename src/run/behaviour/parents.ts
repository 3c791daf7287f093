import type { Operation } from '../../model/contract.ts';
import type { JsonObject } from '../../model/json.ts';
import { isObject } from '../../json/pointer.ts';
import { renamed } from '../../contract/resources/path-shapes.ts';
import type { Basis } from '../../judge/behaviour/relation.ts';
import { isDone, plainInputs, type Answer, type ResourceClient } from './resource-client.ts';
import type { Made, Maker } from './writes/create.ts';
import type { KnownThings } from './known-things.ts';
import { resourceList, readPages } from './lists/pages.ts';

/**
 * Judges what lies in another thing: it is in no other one, and goes with the one that it lies in.
 * @param parents things that the run created; the last one is deleted here, and taken out of the list
 */
export async function judgeParents(
  client: ResourceClient,
  knownThings: KnownThings,
  maker: Maker,
  parents: Made[],
): Promise<void> {
  const [child] = knownThings.made;
  const { item = '', parent } = client.resource;
  const other = parents.length > 1 ? parents.at(-1) : undefined;
  if (!child || !other || parent?.item === undefined) return;
  const around = renamed(other.params, parent.item, item);
  const elsewhere: Made = { ...child, params: { ...child.params, ...around } };
  await judgeElsewhere(client, child, elsewhere, Object.keys(around).at(-1) ?? '');
  await judgeOrphans(client, maker, elsewhere, other, parents);
}

/** Nothing is found under another thing than it was created in. */
async function judgeElsewhere(client: ResourceClient, child: Made, elsewhere: Made, parameter: string): Promise<void> {
  const { read, list } = client.resource;
  const seen = {
    kind: 'filtered',
    at: `request path ${parameter}`,
    parameter,
    value: elsewhere.params[parameter] ?? null,
    missing: 0,
  } as const;
  const answer =
    read &&
    (await client.ask(read, plainInputs(client, read, elsewhere.params), 'the request for what lies in another thing', {
      after: [child.by],
    }));
  if (answer) {
    const shown = isDone(answer) ? client.shown(client.kept(answer.case.operation, 'read'), answer) : undefined;
    client.tell(answer, {
      ...seen,
      wrong: shown?.id === child.id ? [child.id] : [],
      basis: basisOf(answer.case.operation),
    });
  }
  if (!list?.path.includes('{')) return;
  const pages = await readPages(
    resourceList(client, list, elsewhere, [child.by]),
    {},
    'the request for the list of what lies in another thing',
  );
  const page = pages?.pages.at(0);
  const isThere = pages?.things.some(({ id, value }) => id === child.id && hasTexts(value, child));
  const wrong = isThere ? [child.id] : [];
  if (page) client.tell(page.answer, { ...seen, wrong, basis: { clause: list.pointer, rests: 'HTTP' } });
}

/** Whether what is listed is the thing itself, and not another one of the same number. */
function hasTexts(value: JsonObject, { inputs: { body } }: Made): boolean {
  const sent = isObject(body) ? Object.entries(body) : [];
  const texts = sent.filter(
    ([name, one]) => typeof one === 'string' && one.length > 6 && typeof value[name] === 'string',
  );
  return texts.every(([name, one]) => value[name] === one);
}

function basisOf(operation: Operation): Basis {
  const missing = missingOf(operation);
  return missing === undefined ? { clause: operation.pointer, rests: 'name' } : { clause: missing, rests: 'status' };
}

function missingOf({ responses }: Operation): string | undefined {
  return responses.find(({ status }) => status === '404' || status === '410')?.pointer;
}

/** What lies in a thing is not there any more once that is deleted, and nothing new can be put there. */
async function judgeOrphans(
  client: ResourceClient,
  maker: Maker,
  elsewhere: Made,
  parent: Made,
  parents: Made[],
): Promise<void> {
  const { resource, context } = client;
  const { remove, item = '' } = resource.parent ?? {};
  if (!remove || context.permissions.of(remove).may === 'hold back') return;
  const path = plainInputs(client, maker.operation, elsewhere.params).path;
  const created = await client.ask(
    maker.operation,
    { ...elsewhere.inputs, path },
    'the request that creates one in another thing',
    { after: [parent.by] },
  );
  const shown = created && isDone(created) ? client.shown(maker.kept, created)?.id : undefined;
  const name = resource.parameter?.name;
  const inner = shown !== undefined && name !== undefined ? { ...elsewhere.params, [name]: shown } : undefined;
  const deleted = await client.ask(
    remove,
    plainInputs(client, remove, parent.params, item),
    'the request to delete what others lie in',
    { after: [parent.by, ...(created ? [created] : [])] },
  );
  if (!deleted || !isDone(deleted)) return;
  parents.pop();
  const steps: Answer[] = [parent.by, ...(created ? [created] : []), deleted];
  const asks: [Operation | undefined, JsonObject | undefined, string][] = [
    [resource.read, inner, 'the request for what lay in what was deleted'],
    [resource.list, elsewhere.params, 'the request for the list of what lay in what was deleted'],
    [maker.operation, elsewhere.params, 'the request that creates one in what was deleted'],
  ];
  for (const [operation, params, title] of asks) {
    const clause = operation && operation.path.includes('{') ? missingOf(operation) : undefined;
    if (!operation || !params || clause === undefined) continue;
    const plain = plainInputs(client, operation, params);
    const inputs = operation === maker.operation ? { ...elsewhere.inputs, path: plain.path } : plain;
    await client.ask(operation, inputs, title, { after: steps, expect: { kind: 'gone', clause, at: 'request path' } });
  }
}
