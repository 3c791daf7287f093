import type { Operation, RequestValues, SecurityScheme } from '../../model/contract.ts';
import type { HeaderField, Request } from '../../model/exchange.ts';
import { WRONG_CREDENTIAL as WRONG } from '../../messages/check-credentials.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { plainInputs, type Answer, type ResourceClient } from './resource-client.ts';
import { withField } from './conditions.ts';
import type { Made } from './writes/create.ts';
import { tellUnchanged } from './writes/refusals.ts';
import type { KnownThings } from './known-things.ts';
import { readThing } from './things.ts';
import { percentEncode } from '../../http/percent-encoding.ts';
import { isSuccessful } from '../../http/status.ts';
import { isOpenInWords } from '../../judge/open-in-words.ts';

/** Sends what operations accepted with wrong credentials, for each scheme of each alternative. */
export async function judgeCredentials(
  client: ResourceClient,
  knownThings: KnownThings,
  made: Made,
  requests: { operation: Operation; inputs: RequestValues }[],
): Promise<void> {
  // Without credentials that are right, nobody knows whether the target looks at them at all.
  if (!isGiven(client)) return;
  const tried = new Set<string>();
  let before: Answer | undefined;
  for (const { operation, inputs } of requests) {
    if (isOpenInWords(client.contract, operation)) continue;
    const isChange = operation.method !== 'POST' && operation.method !== 'GET';
    if (isChange)
      before ??= await readThing(client, made, 'the request for the thing before credentials are wrong', [made.by]);
    for (const { scheme, beside } of schemesOf(client, operation)) {
      // One operation is asked with each kind of wrong credential.
      const values = tried.has(scheme.id) ? [WRONG] : wrongValues(client, scheme);
      tried.add(scheme.id);
      for (const value of values) {
        const request = wrongRequest(client, operation, inputs, scheme, value, beside);
        const answer = request && (await send(client, made, operation, inputs, scheme, request));
        if (!answer || !isChange) continue;
        // What was accepted has changed the thing, so that nothing is to be as it was.
        if (isSuccessful(answer.status)) before = undefined;
        else if (before) await tellUnchanged(client, knownThings, made, before, answer);
      }
    }
  }
}

/** Each scheme of an operation once, with the right credentials of the schemes that have to go together with it, where they were given. */
function schemesOf(
  { overrides }: ResourceClient,
  { security }: Operation,
): { scheme: SecurityScheme; beside: HeaderField[] }[] {
  const found = new Map<string, { scheme: SecurityScheme; beside: HeaderField[] }>();
  for (const alternative of security)
    for (const scheme of alternative) {
      const others = alternative.filter(({ id }) => id !== scheme.id);
      const isEnough = security.some((other) => other.every(({ id }) => others.some((one) => one.id === id)));
      const beside = isEnough ? [] : (fieldsOf(overrides.headers, others) ?? []);
      const known = found.get(scheme.id);
      if (!known || known.beside.length < beside.length) found.set(scheme.id, { scheme, beside });
    }
  return [...found.values()];
}

/** Credentials that are wrong: another one, one that begins as the right one, and none behind the name of the scheme. */
function wrongValues({ overrides }: ResourceClient, scheme: SecurityScheme): string[] {
  const given = overrides.headers
    .find(([name]) => name.toLowerCase() === fieldOf(scheme))?.[1]
    .split(' ')
    .at(-1);
  const isToken = scheme.type !== 'apiKey' && scheme.scheme !== 'basic';
  return [
    WRONG,
    ...(given && (isToken || scheme.in === 'header') ? [`${given}-${WRONG}`] : []),
    ...(isToken ? [''] : []),
  ];
}

async function send(
  client: ResourceClient,
  made: Made,
  operation: Operation,
  inputs: RequestValues,
  scheme: SecurityScheme,
  request: Request,
): Promise<Answer | undefined> {
  const answer = await client.ask(operation, inputs, `the request with wrong credentials (${scheme.id})`, {
    after: operation.path.includes('{') ? [made.by] : [],
    expect: { kind: 'refused', clause: scheme.pointer, at: 'wrong credentials' },
    request: () => request,
  });
  if (answer)
    client.tell(answer, {
      ...{ kind: 'wrong credentials', scheme: scheme.id, status: answer.status },
      basis: { clause: scheme.pointer, rests: 'security' },
    });
  return answer;
}

/** Asks with the given credentials of each alternative by itself: each of them is enough. */
export async function judgeAlternatives(
  client: ResourceClient,
  made: Made,
  requests: { operation: Operation; inputs: RequestValues }[],
): Promise<void> {
  const { contract, overrides } = client;
  const fields = new Set(contract.operations.flatMap(({ security }) => security.flat()).map(fieldOf));
  const without = { ...overrides, headers: overrides.headers.filter(([name]) => !fields.has(name.toLowerCase())) };
  for (const { operation, inputs } of requests) {
    const given = operation.security.flatMap((schemes) => {
      const own = fieldsOf(overrides.headers, schemes);
      return own ? [{ schemes, own }] : [];
    });
    if (operation.method !== 'GET' || given.length < 2) continue;
    for (const { schemes, own } of given) {
      const names = schemes.map(({ id }) => id).join(' and ');
      const bare = encodeRequest(operation, inputs, without, false);
      const answer = await client.ask(operation, inputs, `the request with the given credentials of ${names} alone`, {
        after: operation.path.includes('{') ? [made.by] : [],
        expect: { kind: 'accepted', clause: operation.pointer, at: 'given credentials', mayRefuse: true },
        request: () => ({ ...bare, headers: [...bare.headers, ...own] }),
      });
      const [scheme] = schemes;
      if (answer && scheme)
        client.tell(answer, {
          ...{ kind: 'right credentials', schemes: names, status: answer.status },
          basis: { clause: scheme.pointer, rests: 'name' },
        });
    }
    return;
  }
}

/** The given header fields of some schemes; undefined where one of them has none of its own. */
function fieldsOf(headers: readonly HeaderField[], schemes: SecurityScheme[]): HeaderField[] | undefined {
  const names = schemes.map(fieldOf);
  const found = headers.filter(([name]) => names.includes(name.toLowerCase()));
  return found.length === schemes.length ? found : undefined;
}

/** Whether the user gave credentials of any scheme of the contract. */
function isGiven({ contract, overrides: { headers, set } }: ResourceClient): boolean {
  const schemes = contract.operations.flatMap(({ security }) => security.flat());
  const names = new Set(schemes.map(fieldOf));
  const isSet = ({ type, name = '' }: SecurityScheme) => type === 'apiKey' && Object.hasOwn(set, name);
  return headers.some(([name]) => names.has(name.toLowerCase())) || schemes.some(isSet);
}

/** The field that has a credential; empty where none has: a key of the query, a certificate. */
function fieldOf({ type, name = '', in: where }: SecurityScheme): string {
  if (type === 'mutualTLS' || where === 'query') return '';
  if (type !== 'apiKey') return 'authorization';
  return where === 'cookie' ? 'cookie' : name.toLowerCase();
}

/** The request with a wrong credential of one scheme, and no others than those beside it. */
function wrongRequest(
  { overrides }: ResourceClient,
  operation: Operation,
  inputs: RequestValues,
  scheme: SecurityScheme,
  wrong: string,
  beside: HeaderField[],
): Request | undefined {
  const without = encodeRequest(operation, inputs, overrides, false);
  const bare = { ...without, headers: [...without.headers, ...beside] };
  const { type, name = '', in: where, scheme: kind = 'bearer' } = scheme;
  if (type === 'mutualTLS') return undefined;
  if (type !== 'apiKey') {
    const basic = kind === 'basic' && `Basic ${Buffer.from(`assay:${wrong}`).toString('base64')}`;
    return withField('Authorization', basic || `${kind === 'bearer' ? 'Bearer' : kind} ${wrong}`.trim())(bare);
  }
  if (where === 'header') return withField(name, wrong)(bare);
  if (where === 'cookie') return withField('Cookie', `${name}=${wrong}`)(bare);
  const separator = bare.path.includes('?') ? '&' : '?';
  return { ...bare, path: `${bare.path}${separator}${percentEncode(name)}=${wrong}` };
}

/** The requests of a resource about things of the run's own: what reads, what lists, what creates, changes and deletes. */
export function ownRequests(
  client: ResourceClient,
  made: Made,
  changes: { operation: Operation; inputs: RequestValues }[],
): { operation: Operation; inputs: RequestValues }[] {
  const { read, list, remove } = client.resource;
  const plain = [read, list, remove].filter((one) => one !== undefined);
  return [
    { operation: made.by.case.operation, inputs: made.inputs },
    ...plain.map((operation) => ({ operation, inputs: plainInputs(client, operation, made.params) })),
    ...changes,
  ];
}
