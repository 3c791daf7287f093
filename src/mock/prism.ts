import type { Contract, HeaderField, Inputs, Json, Operation, Request } from '../model.ts';
import { readFields } from '../contract/fields.ts';
import { parseMediaType } from '../contract/media-type.ts';
import { pathOf } from '../contract/segments.ts';
import { isOfTheMessage } from './answerable.ts';
import type { Preferences } from './prefer.ts';
import { problem } from './problem.ts';
import { headerValue, respond, textOf, type Reply } from './respond.ts';

type PrismHttp = typeof import('@stoplight/prism-http');
type Method = Parameters<ReturnType<PrismHttp['createInstance']>['request']>[0]['method'];
type Resource = Awaited<ReturnType<PrismHttp['getHttpOperationsFromSpec']>>[number];

/** Answers what the documented examples alone do not, with Prism's generator and negotiator. Never rejects. */
export type Prism = (operation: Operation, inputs: Inputs, request: Request, wishes: Preferences) => Promise<Reply>;

/** Starts Prism on a contract. Loading it takes most of a second, so that it is done for the first request that needs it. */
export function createPrism(contract: Contract): Prism {
  let started: ReturnType<typeof start> | undefined;
  return async (operation, inputs, request, wishes) => {
    try {
      const { http, find } = await (started ??= start(contract));
      const resource = find(operation);
      if (!resource) return problem(500, `Prism does not find the operation ${operation.id} in ${contract.file}`);
      return await ask(http, resource, inputs, request, wishes);
    } catch (error) {
      return problem(500, `Prism could not answer: ${messageOf(error)}`);
    }
  };
}

async function start(contract: Contract) {
  const http = await import('@stoplight/prism-http');
  // It resolves the references in place, and the contract is not its to change.
  const resources = await http.getHttpOperationsFromSpec(structuredClone(contract.document));
  const byKey = new Map(resources.map((resource) => [`${resource.method.toUpperCase()} ${resource.path}`, resource]));
  return { http, find: ({ method, path }: Operation) => byKey.get(`${method} ${path}`) };
}

async function ask(http: PrismHttp, resource: Resource, inputs: Inputs, request: Request, wishes: Preferences): Promise<Reply> {
  // A configuration of its own for each request: Prism writes the media types of the request into it.
  const config = () => ({
    isProxy: false as const,
    checkSecurity: false,
    validateRequest: false,
    validateResponse: false,
    errors: false,
    upstreamProxy: undefined,
    mock: {
      dynamic: wishes.dynamic ?? false,
      ...(wishes.code !== undefined && { code: wishes.code }),
      ...(wishes.example !== undefined && { exampleKey: wishes.example }),
    },
  });
  // What was routed and validated here already is not done again; and no request makes the mock call an address (callbacks).
  const { callbacks: _, ...quiet } = resource as Resource & { callbacks?: unknown };
  const prism = http.createInstance(config(), { logger: SILENT, route: () => ({ _tag: 'Right', right: quiet }) });
  const method = request.method.toLowerCase() as Method;
  const input = { method, url: { path: pathOf(request.path) }, headers: headersFor(request), ...(inputs.body !== undefined && { body: inputs.body }) };
  const outcome = await prism.request(input, [quiet], config())();
  if (outcome._tag === 'Right') return toResponse(outcome.right.output);
  return toProblem(outcome.left);
}

/** The headers by lower-case name; in Accept, whatever is no media range or weight would make Prism throw or refuse. */
function headersFor(request: Request): Record<string, string> {
  const { accept, ...headers } = Object.fromEntries(readFields(request.headers));
  const ranges = (accept ?? '').split(',', 256).flatMap((member) => {
    const label = parseMediaType(member);
    const weight = label?.parameters.get('q');
    if (!label || Number(weight ?? 1) === 0) return [];
    return [/^[01](\.\d{1,3})?$/.test(weight ?? '') ? `${label.type};q=${weight}` : label.type];
  });
  return ranges.length > 0 ? { ...headers, accept: ranges.join(',') } : headers;
}

function toResponse({ statusCode, headers = {}, body }: { statusCode: number; headers?: object; body?: unknown }): Reply {
  // A header that Prism can make no text for is null.
  const fields = Object.entries(headers).flatMap(([name, value]): HeaderField[] =>
    value === null || value === undefined ? [] : [[titleCase(name), headerValue(String(value))]],
  );
  const type = fields.find(([name]) => name === 'Content-Type')?.[1] ?? 'application/json';
  const named = fields.filter(([name]) => name === 'Content-Type' || !isOfTheMessage(name));
  return respond(statusCode, named, body === undefined ? undefined : textOf(type, body as Json));
}

function titleCase(name: string): string {
  return /^content-(type|length)$/i.test(name) ? name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()) : name;
}

/** What Prism says instead of an answer, a 406 for instance. */
function toProblem(error: Error & { status?: number; detail?: string }): Reply {
  const status = error.status ?? 500;
  return problem(status, status < 500 ? error.detail || error.message : `Prism could not answer: ${error.detail || error.message}`);
}

/** Prism logs each request; pino, its logger, costs more than the answer. */
const SILENT = ['trace', 'debug', 'info', 'success', 'warn', 'error', 'fatal'].reduce<Record<string, unknown>>(
  (logger, level) => ({ ...logger, [level]: () => {} }),
  {},
);
SILENT['child'] = () => SILENT;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
