import type { Operation, RequestValues, SecurityScheme } from '../../model/contract.ts';
import type { HeaderField, Request } from '../../model/exchange.ts';
import { WRONG_CREDENTIAL as WRONG } from '../../messages/check-credentials.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { plainInputs, type Answer, type Bench } from './bench.ts';
import { withField } from './conditions.ts';
import type { Made } from './create.ts';

/** Sends what an operation accepted with wrong credentials, for each scheme of each alternative. */
export async function judgeCredentials(
  bench: Bench,
  made: Made,
  requests: { operation: Operation; inputs: RequestValues }[],
): Promise<void> {
  const { headers } = bench.overrides;
  for (const { operation, inputs } of requests) {
    const schemes = new Map(operation.security.flat().map((scheme) => [scheme.id, scheme]));
    for (const scheme of schemes.values()) {
      // Without credentials that are right, nobody knows whether the target looks at them at all.
      if (!isGiven(bench, headers)) return;
      const request = wrongRequest(bench, operation, inputs, scheme);
      if (!request) continue;
      await send(bench, made, operation, inputs, scheme, request);
    }
  }
}

async function send(
  bench: Bench,
  made: Made,
  operation: Operation,
  inputs: RequestValues,
  scheme: SecurityScheme,
  request: Request,
): Promise<Answer | undefined> {
  const answer = await bench.ask(operation, inputs, `the request with wrong credentials (${scheme.id})`, {
    after: operation.path.includes('{') ? [made.by] : [],
    expect: { kind: 'refused', clause: scheme.pointer, at: 'wrong credentials' },
    request: () => request,
  });
  if (answer)
    bench.tell(answer, {
      kind: 'wrong credentials',
      scheme: scheme.id,
      status: answer.status,
      basis: { clause: scheme.pointer, rests: 'security' },
    });
  return answer;
}

/** Whether the user gave credentials of any scheme of the contract. */
function isGiven({ contract }: Bench, headers: readonly HeaderField[]): boolean {
  const names = new Set(contract.operations.flatMap(({ security }) => security.flat()).map(fieldOf));
  return headers.some(([name]) => names.has(name.toLowerCase()));
}

function fieldOf({ type, name = '', in: where }: SecurityScheme): string {
  return type === 'apiKey'
    ? where === 'cookie'
      ? 'cookie'
      : where === 'header'
        ? name.toLowerCase()
        : ''
    : 'authorization';
}

/** The request with nothing but a wrong credential of one scheme. */
function wrongRequest(
  { overrides }: Bench,
  operation: Operation,
  inputs: RequestValues,
  scheme: SecurityScheme,
): Request | undefined {
  const bare = encodeRequest(operation, inputs, overrides, false);
  const { type, name = '', in: where, scheme: kind = 'bearer' } = scheme;
  if (type === 'mutualTLS') return undefined;
  if (type !== 'apiKey') {
    const wrong =
      kind === 'basic'
        ? `Basic ${Buffer.from(`assay:${WRONG}`).toString('base64')}`
        : `${kind === 'bearer' ? 'Bearer' : kind} ${WRONG}`;
    return withField('Authorization', wrong)(bare);
  }
  if (where === 'header') return withField(name, WRONG)(bare);
  if (where === 'cookie') return withField('Cookie', `${name}=${WRONG}`)(bare);
  const separator = bare.path.includes('?') ? '&' : '?';
  return { ...bare, path: `${bare.path}${separator}${encodeURIComponent(name)}=${WRONG}` };
}

/** The requests of a resource about things of the run's own: what reads, what lists, what creates, changes and deletes. */
export function ownRequests(
  bench: Bench,
  made: Made,
  changes: { operation: Operation; inputs: RequestValues }[],
): { operation: Operation; inputs: RequestValues }[] {
  const { read, list, remove, item = '' } = bench.resource;
  const plain = [read, list, remove].filter((one) => one !== undefined);
  return [
    { operation: made.by.case.operation, inputs: made.inputs },
    ...plain.map((operation) => ({ operation, inputs: plainInputs(bench, operation, made.params, item) })),
    ...changes,
  ];
}
