import type { Operation, RequestValues } from '../../model/contract.ts';
import { isSuccess } from '../../contract/examples.ts';
import { parseMediaType } from '../../http/media-type.ts';
import type { Basis } from '../../judge/behaviour/relation.ts';
import { plainInputs, type ResourceClient } from './resource-client.ts';
import { withField } from './conditions.ts';
import type { Made } from './writes/create.ts';
import { tellUnchanged } from './writes/refusals.ts';
import type { KnownThings } from './known-things.ts';
import { readThing } from './things.ts';
import { isSuccessful } from '../../http/status.ts';

/** Asks what is read and listed for each documented media type. */
export async function judgeNegotiation(client: ResourceClient, made: Made): Promise<void> {
  const { read, list } = client.resource;
  for (const operation of [read, list]) {
    if (!operation) continue;
    const media = operation.responses.filter(isSuccess).flatMap((response) => response.media);
    const types = media.filter(({ type }) => !type.includes('*'));
    for (const { type, pointer } of types) {
      const answer = await client.ask(
        operation,
        plainInputs(client, operation, made.params),
        `the request for ${type}`,
        {
          after: [made.by],
          request: withField('Accept', type),
        },
      );
      if (!answer || (!isSuccessful(answer.status) && answer.status !== 406)) continue;
      const got = parseMediaType(answer.fields.get('content-type') ?? '')?.type ?? '';
      client.tell(answer, {
        kind: 'negotiated',
        wanted: type,
        got,
        status: answer.status,
        // Many documents list XML that no server sends; a server may disregard Accept (RFC 9110 §12.5.1), and may not refuse.
        basis: { clause: pointer, rests: isXml(type) && answer.status !== 406 ? 'name' : 'media type' },
      });
    }
  }
}

function isXml(type: string): boolean {
  return /[/+]xml$/.test(type);
}

/** Types that hardly anybody documents for a body that is JSON. */
const FOREIGN = ['text/plain', 'application/xml', 'application/json'];

/** Sends a body that is labelled with a media type that the contract does not list. */
export async function judgeForeignType(
  client: ResourceClient,
  knownThings: KnownThings,
  made: Made,
  operation: Operation,
  inputs: RequestValues,
): Promise<void> {
  const documented = operation.body?.media ?? [];
  const isOpen = documented.length === 0 || documented.some(({ type }) => type.includes('*'));
  if (isOpen || inputs.body === undefined) return;
  const refusing = operation.responses.find(({ status }) => status === '415');
  const basis: Basis = refusing
    ? { clause: refusing.pointer, rests: 'status' }
    : { clause: operation.body?.pointer ?? operation.pointer, rests: 'name' };
  const types = FOREIGN.filter((one) => !documented.some((media) => media.type === one));
  const before =
    operation.method === 'POST'
      ? undefined
      : await readThing(client, made, 'the request for the thing before its media type is wrong', [made.by]);
  for (const type of refusing ? types : types.slice(0, 1)) {
    const answer = await client.ask(operation, inputs, `the request with a body labelled ${type}`, {
      after: [made.by],
      request: withField('Content-Type', type),
    });
    if (!answer) return;
    client.tell(answer, { kind: 'foreign media type', type, status: answer.status, basis });
    if (before && type === types[0]) await tellUnchanged(client, knownThings, made, before, answer);
  }
}
