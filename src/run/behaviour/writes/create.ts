import type { Case } from '../../../model/case.ts';
import type { Operation, RequestValues } from '../../../model/contract.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import { distinctBody, withOptionalMembers, type Distinction } from '../../../cases/behaviour/distinct-bodies.ts';
import { underOtherNames } from '../../../cases/baseline/names.ts';
import { withoutReadOnly } from '../../../schema/read-write-only.ts';
import { sample } from '../../../schema/sample.ts';
import { basesOf, hasEncoder, isAllowed } from '../../../cases/valid-requests.ts';
import { identify } from '../../../contract/resources/identify.ts';
import type { KeptOperation } from '../../../contract/resources/kept-operation.ts';
import { isAtOrBelow, renamed } from '../../../contract/resources/path-shapes.ts';
import { shownThing } from '../../../contract/resources/shown.ts';
import { scalarText } from '../../../json/scalar-text.ts';
import { ownMember } from '../../../json/pointer.ts';
import { requestMedia } from '../../../messages/request-media.ts';
import { isDone, type Answer, type ResourceClient } from '../resource-client.ts';
import { isServerError } from '../../../http/status.ts';
import { jsonFirst } from '../../../cases/json-first.ts';

/** A thing that the phase created. */
export interface Made {
  /** The path parameters of the item that name it. */
  params: JsonObject;
  /** The last of them, as it stands in a path. */
  id: string;
  /** What was sent. */
  inputs: RequestValues;
  by: Answer;
}

/** How a resource's things are created: from the request that the target accepted. */
export interface Maker {
  operation: Operation;
  kept: KeptOperation;
  base: RequestValues;
  distinction?: Distinction;
  /** Set where it is about a media type, which is no reason to refuse it. */
  expect?: Case['expect'];
  /** Set once the target failed on more members than the accepted request has: they are not sent again. */
  failsWhenFull?: true;
}

/** The first operation of a resource that creates, and whose request is known. @param parent a thing that the new ones are to lie in */
export function makerOf(client: ResourceClient, parent: Made | undefined): Maker | undefined {
  const { contract, resource, overrides, context } = client;
  for (const operation of resource.create) {
    if (operation.method !== 'POST' || context.permissions.of(operation).may === 'hold back') continue;
    const start = context.baselines.startOf(operation);
    if (!start) continue;
    const bases = start.bases ?? basesOf(contract, operation, { ...overrides, set: start.overrides.set });
    const base = jsonFirst(bases);
    if (!base) continue;
    const path =
      parent && client.resource.parent?.item ? renamed(parent.params, client.resource.parent.item, operation.path) : {};
    const names = Object.keys(base.inputs.path);
    const own = Object.fromEntries(Object.entries(path).filter(([name]) => names.includes(name)));
    const inputs = { ...base.inputs, path: { ...base.inputs.path, ...own } };
    const media = requestMedia(operation, inputs);
    const accepted = context.baselines.of(operation)?.accepted;
    const isKept = (place: string, value: Json) =>
      typeof value === 'string' && accepted?.isReference(place, value) === true;
    return {
      ...{ operation, base: inputs, kept: client.kept(operation, 'create') },
      ...(media && inputs.body !== undefined && { distinction: { contract, media, mark: client.mark(), isKept } }),
    };
  }
  return undefined;
}

/** The same creation by the other documented media types that can be written. */
export function otherMakers({ contract }: ResourceClient, maker: Maker): Maker[] {
  const { operation, base, distinction } = maker;
  if (!distinction) return [];
  return (operation.body?.media ?? []).flatMap((media): Maker[] => {
    if (media === distinction.media || media.schema === undefined || media.type.includes('*')) return [];
    const [example] = media.examples.values();
    const body = example?.value ?? sample(contract, media.schema, 'full');
    const own = body === undefined ? undefined : withoutReadOnly(contract, media.schema, body);
    const inputs = { ...base, mediaType: media.type, ...(own !== undefined && { body: own }) };
    if (own === undefined || !isAllowed(contract, media, own) || !hasEncoder(operation, inputs)) return [];
    const clause = media.pointer;
    const expect = { kind: 'accepted', clause, at: 'request header Content-Type', mayRefuse: true } as const;
    return [{ ...maker, base: inputs, distinction: { ...distinction, media }, expect }];
  });
}

/** The bodies of the nth creation, the most telling first: those that follow are sent where the target refuses it. */
function bodiesOf(
  { base, distinction, failsWhenFull }: Maker,
  client: ResourceClient,
  nth: number,
): (Json | undefined)[] {
  const { body } = base;
  if (!distinction || body === undefined) return [body];
  const { contract, media } = distinction;
  const plain = distinctBody(distinction, body, nth);
  const full = distinctBody(distinction, withOptionalMembers(distinction, body), nth);
  const named = underOtherNames(contract, media, body, client.mark(), { isKept: distinction.isKept });
  // One is created with no more than what the accepted request has.
  return nth === LEAST || failsWhenFull ? [plain, named] : [full, plain, named];
}

/** The number of the thing that is created without optional members. */
export const LEAST = 2;

/** Creates one thing, and finds out what it is called. */
export async function make(client: ResourceClient, maker: Maker, nth: number): Promise<Made | undefined> {
  const { operation, base } = maker;
  const sent = new Set<string>();
  for (const [index, body] of bodiesOf(maker, client, nth).entries()) {
    const key = JSON.stringify(body ?? null);
    if (sent.has(key)) continue;
    sent.add(key);
    const inputs: RequestValues = { ...base, ...(body !== undefined && { body }) };
    const title = `the request that creates ${nth === 0 ? 'one' : 'another one'}`;
    const by = await client.ask(operation, inputs, title, maker.expect ? { expect: maker.expect } : {});
    if (!by) return undefined;
    if (isDone(by)) return nameOf(client, maker, by, inputs);
    if (by.status === 401 || by.status === 202) return undefined;
    if (isServerError(by.status)) {
      if (index > 0 || nth === LEAST || maker.failsWhenFull) return undefined;
      maker.failsWhenFull = true;
    }
  }
  return undefined;
}

/** What was created, if this run did it: the answer names it, and it was not there before. */
export function nameOf(
  { contract, resource, context }: ResourceClient,
  { operation, kept }: Pick<Maker, 'operation' | 'kept'>,
  by: Answer,
  inputs: RequestValues,
): Made | undefined {
  const { item, parameter } = resource;
  if (item === undefined || parameter === undefined) return undefined;
  const asked = { inputs, request: by.case.request, response: by.response };
  const found = identify(contract, resource, operation, asked, context.target.baseUrl);
  if ('reason' in found) return undefined;
  // Where a Location leads to another thing, the answer itself says what was made.
  const shown = shownThing(kept, by.body)?.id;
  // What it was created below, where its own path does not say so: `/projects/{project_id}/versions` of `/versions/{version_id}`.
  const outer = isAtOrBelow(item, operation.path) ? {} : inputs.path;
  const params = { ...outer, ...found.path, ...(shown !== undefined && { [parameter.name]: shown }) };
  const thing = { template: item, params };
  if (shown !== undefined && by.status === 201)
    context.ledger.recordCreated({ ...thing, by: operation.id, case: by.case.id }, by.exchange.startedAt);
  if (context.ledger.provenance(thing) !== 'created') return undefined;
  return { params, id: scalarText(ownMember(params, parameter.name)), inputs, by };
}
