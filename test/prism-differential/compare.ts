import type { Contract, Operation } from '../../src/model/contract.ts';
import type { Request } from '../../src/model/exchange.ts';
import type { Json } from '../../src/model/json.ts';
import { responseFor } from '../../src/contract/examples.ts';
import { isJsonType, parseMediaType } from '../../src/http/media-type.ts';
import { findMediaType } from '../../src/messages/request-media.ts';
import { readFields, type Fields } from '../../src/http/header-fields.ts';
import { decodeRequest, type RequestError } from '../../src/messages/decode-request.ts';
import { responseErrors } from '../../src/schema/read-write-only.ts';
import { createRouter, type Match } from '../../src/contract/router.ts';
import type { Outcome } from './prism-server.ts';

/** The aspects in which two responses can differ, compared in this order; the first difference hides the rest. */
export type Aspect = 'status' | 'media type' | 'conformance' | 'challenge' | 'allow' | 'body';

/** A request with both responses, and what is known about it. */
export interface Compared {
  contract: Contract;
  request: Request;
  fields: Fields;
  match: Match;
  operation?: Operation;
  errors: RequestError[];
  assay: Outcome;
  prism: Outcome;
  aspect: Aspect;
}

/** The first aspect in which two responses to a request differ, or undefined. */
export function compare(contract: Contract, request: Request, assay: Outcome, prism: Outcome): Compared | undefined {
  const fields = readFields(request.headers);
  const match = createRouter([contract]).match(request.method === 'HEAD' ? 'GET' : request.method, request.path);
  const operation = match.kind === 'operation' ? match.operation : undefined;
  const errors =
    match.kind === 'operation' ? decodeRequest(contract, match.operation, match.params, request).errors : [];
  const seen = { contract, request, fields, match, ...(operation && { operation }), errors, assay, prism };
  const aspect = ASPECTS.find(([, says]) => says(seen, assay) !== says(seen, prism))?.[0];
  return aspect && { ...seen, aspect };
}

type Seen = Omit<Compared, 'aspect'>;

const ASPECTS: [Aspect, (seen: Seen, outcome: Outcome) => unknown][] = [
  ['status', (_, { status, died }) => (died === undefined ? status : 'died')],
  [
    'media type',
    ({ assay: { status } }, { headers, body }) =>
      status < 300 && body !== '' ? parseMediaType(headers.get('content-type') ?? '')?.type : undefined,
  ],
  ['conformance', conforms],
  ['challenge', (_, { status, headers }) => status === 401 && challengesOf(headers.get('www-authenticate') ?? '')],
  ['allow', (_, { status, headers }) => status === 405 && headers.has('allow')],
  [
    'body',
    ({ assay: { status }, fields, request }, { body }) =>
      status < 300 && !/dynamic=true/.test(fields.get('prefer') ?? request.path) ? body : undefined,
  ],
];

function challengesOf(field: string): string {
  return [...field.toLowerCase().matchAll(/(?:^|,)\s*([a-z]+)/g)]
    .map(([, scheme]) => scheme)
    .sort()
    .join();
}

/** Whether the body conforms to the contract for its status; true if the contract does not describe it. */
function conforms({ contract, operation }: Seen, { status, headers, body }: Outcome): boolean {
  const documented = operation && responseFor(operation, status);
  const type = parseMediaType(headers.get('content-type') ?? '')?.type;
  const media =
    type === undefined || type === 'application/problem+json'
      ? undefined
      : findMediaType(documented?.media ?? [], type);
  if (!media?.schema || !isJsonType(media.encodedAs) || body === '') return true;
  try {
    return responseErrors(contract, media.schema, JSON.parse(body) as Json).length === 0;
  } catch {
    return false;
  }
}
