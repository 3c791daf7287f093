import { createRequire } from 'node:module';
import type { Contract } from '../../src/model/contract.ts';
import type { Request } from '../../src/model/exchange.ts';
import { readFields } from '../../src/http/header-fields.ts';

/** The outcome of a request: a response, or that there was none. */
export interface Outcome {
  status: number;
  headers: Map<string, string>;
  body: string;
  /** Why there was no response. */
  died?: string;
}

type PrismHttp = typeof import('@stoplight/prism-http');
type PrismServer = typeof import('@stoplight/prism-http-server/dist/getHttpConfigFromRequest.js');
type Serialize = typeof import('@stoplight/prism-http-server/dist/serialize.js');

const require = createRequire(import.meta.url);

/** `prism mock` for a contract, in this process: with the configuration, decoding and encoding of Prism's CLI and server. */
export async function prismServer(contract: Contract): Promise<(request: Request) => Promise<Outcome>> {
  const { createInstance, getHttpOperationsFromSpec } = require('@stoplight/prism-http') as PrismHttp;
  const { getHttpConfigFromRequest } =
    require('@stoplight/prism-http-server/dist/getHttpConfigFromRequest.js') as PrismServer;
  const { serialize } = require('@stoplight/prism-http-server/dist/serialize.js') as Serialize;
  const operations = await getHttpOperationsFromSpec(structuredClone(contract.document));
  // A new object for each request, because Prism writes the media types of the request into it.
  const config = (mock: object) => ({
    isProxy: false as const,
    ...{ validateRequest: true, validateResponse: true, checkSecurity: true, errors: false, upstreamProxy: undefined },
    mock: { dynamic: false, ignoreExamples: false, seed: undefined, ...mock },
  });
  const prism = createInstance(config({}), { logger: SILENT });

  return async (request) => {
    try {
      const input = readInput(request);
      const wishes = getHttpConfigFromRequest(input);
      if (wishes._tag === 'Left') return problem(wishes.left);
      const outcome = await prism.request(
        input,
        operations,
        config(Object.fromEntries(Object.entries(wishes.right).filter(([, value]) => value !== undefined))),
      )();
      if (outcome._tag === 'Left') return problem(outcome.left);
      const { statusCode, headers = {}, body } = outcome.right.output;
      const fields = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
      return {
        status: statusCode,
        headers: fields,
        body: (serialize(body, fields.get('content-type')) as string | undefined) ?? '',
      };
    } catch (error) {
      if (error instanceof Unread) return { status: error.status, headers: new Map(), body: '' };
      return { status: 500, headers: new Map(), body: '', died: String(error) };
    }
  };
}

class Unread extends Error {
  readonly status: number;
  constructor(status: number) {
    super();
    this.status = status;
  }
}

/** Parses a request like prism-http-server. */
function readInput({ method, path, headers, body }: Request) {
  const { searchParams, pathname } = new URL(path, 'http://example.com');
  const query: Record<string, string | string[]> = {};
  for (const name of searchParams.keys()) {
    const values = searchParams.getAll(name);
    query[name] = values.length === 1 ? (values[0] as string) : values;
  }
  const fields = Object.fromEntries(
    readFields([...headers, ...(body ? [['Content-Length', String(body.length)] as const] : [])]),
  );
  return {
    method: method.toLowerCase() as 'get',
    url: { path: pathname, baseUrl: undefined, query },
    headers: fields,
    body: readBody(fields['content-type'] ?? '', body),
  };
}

function readBody(type: string, body: Uint8Array | undefined): unknown {
  if (!body || body.length === 0) return null;
  const text = new TextDecoder().decode(body);
  if (!/^\s*application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new Unread(400);
  }
}

function problem(error: Error & { status?: number; additional?: { headers?: Record<string, string> } }): Outcome {
  const headers = Object.entries(error.additional?.headers ?? {}).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    value,
  ]);
  return {
    status: error.status ?? 500,
    headers: new Map([['content-type', 'application/problem+json'], ...headers]),
    body: '',
  };
}

const SILENT: Record<string, unknown> = Object.fromEntries(
  ['trace', 'debug', 'info', 'success', 'warn', 'error', 'fatal'].map((level) => [level, () => {}]),
);
SILENT['child'] = () => SILENT;
