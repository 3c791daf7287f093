import { setImmediate } from 'node:timers/promises';
import type { Contract } from '../../model/contract.ts';
import type { HeaderField, Request } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { UsageError } from '../../errors.ts';
import { type Fields } from '../../http/header-fields.ts';
import { queryOf, readPairs, decodeForm } from '../../http/form-pairs.ts';
import { pathOf } from '../../messages/path-template.ts';
import { plain } from '../../text/wording.ts';
import type { State } from '../stateful/state.ts';
import { readJson } from '../../json/parse-json.ts';
import type { Journal } from '../journal/journal.ts';
import { readFilter, type Filter } from '../journal/filter.ts';
import { journalPage } from '../journal/page.ts';
import { problem } from '../problem-details.ts';
import { NOTHING, respond, type Reply } from '../reply.ts';
import { qualityOf } from '../preferred/content-negotiation.ts';

/** The mock, as its pages speak of it. */
export interface ServedMock {
  /** Where whoever asks finds it: `http://127.0.0.1:4010`. */
  origin: string;
  /** Whether the requests that came are kept. */
  hasJournal: boolean;
}

/** The page of the current contracts at a path; undefined if there is none. */
export type Pages = (
  path: string,
  contracts: Contract[],
  mock?: ServedMock,
) => Promise<{ status: number; type: string; body: string } | undefined>;

/** What the admin API shows about the mock. */
export interface AdminContext {
  /** Undefined if there is none. */
  journal: Journal | undefined;
  contracts(): Contract[];
  /** What the mode `stateful` keeps; undefined in the others. */
  state: State | undefined;
  health(): Json;
  pages: Pages | undefined;
}

const PREFIX = '/__assay';
const REQUESTS = `${PREFIX}/requests`;

/** Whether a request is for the mock itself and not for the mocked API; also in absolute form (RFC 9112 §3.2.2). */
export function isAdminRequest({ path }: Pick<Request, 'path'>): boolean {
  return (path.startsWith(PREFIX) || !path.startsWith('/')) && /^\/__assay(?:\/|$)/.test(pathOf(path));
}

interface AdminRequest {
  context: AdminContext;
  request: Request;
  fields: Fields;
  /** The id in the path. */
  id: string;
}

/** The methods of a path. HEAD and OPTIONS are implied. */
type Methods = Record<string, (asked: AdminRequest) => Reply | Promise<Reply>>;

/** The first one whose path matches counts. */
const ROUTES: [path: RegExp, methods: Methods][] = [
  [/^\/__assay\/health\/?$/, { GET: ({ context }) => json(context.health()) }],
  [/^\/__assay\/requests\/?$/, { GET: listRequests, DELETE: clearRequests }],
  [/^\/__assay\/requests\/(\d{1,15})$/, { GET: showRequest }],
  [/^\/__assay\/state\/?$/, { GET: showState, PUT: replaceState }],
  [/^\/__assay\/state\/reset\/?$/, { POST: resetState }],
  [/^/, { GET: showPage }],
];

/** Answers requests under `/__assay/`. Never rejects. */
export async function handleAdmin(context: AdminContext, request: Request, fields: Fields): Promise<Reply> {
  const path = pathOf(request.path);
  const [pattern, methods] = ROUTES.find(([candidate]) => candidate.test(path)) as (typeof ROUTES)[number];
  const allow: HeaderField = [
    'Allow',
    [...Object.keys(methods).flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name])), 'OPTIONS'].join(', '),
  ];
  if (request.method === 'OPTIONS') return respond(204, [allow]);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const act = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!act) return problem(405, `this page does not take ${request.method}`, {}, [allow]);
  try {
    const reply = await act({ context, request, fields, id: pattern.exec(path)?.[1] ?? '' });
    return request.method === 'HEAD' ? { ...reply, body: NOTHING } : reply;
  } catch (error) {
    if (error instanceof UsageError) return problem(400, [error.message, error.hint].filter(Boolean).join('. '));
    return problem(500, `the page could not be rendered: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function listRequests({ context, request, fields }: AdminRequest): Promise<Reply> {
  if (!context.journal) return JOURNAL_OFF;
  if (prefersHtml(fields.get('accept'))) return journalPage(context.pages !== undefined);
  const filter = filterOf(context, request);
  const { total, kept } = context.journal.counts();
  const entries: string[] = [];
  let began = performance.now();
  for (const entry of context.journal.entries(filter)) {
    entries.push(textOf(entry as unknown as Json).replaceAll('\n', '\n    '));
    if (performance.now() - began < SLICE) continue;
    await setImmediate();
    began = performance.now();
  }
  const list = entries.length === 0 ? '[]' : `[\n    ${entries.join(',\n    ')}\n  ]`;
  return jsonReply(`{\n  "requests": ${list},\n  "total": ${total},\n  "kept": ${kept}\n}`, [['Vary', 'Accept']]);
}

/** Masking a full journal takes seconds: so many milliseconds of it at a time, and other requests between. */
const SLICE = 20;

function clearRequests({ context, request }: AdminRequest): Reply {
  if (!context.journal) return JOURNAL_OFF;
  if (queryOf(request.path) !== '')
    throw new UsageError('a filter cannot be used to clear requests', 'Leave the query out to clear all of them.');
  context.journal.clear();
  return respond(204, [NO_STORE]);
}

function showRequest({ context, id }: AdminRequest): Reply {
  if (!context.journal) return JOURNAL_OFF;
  const entry = context.journal.find(Number(id));
  return entry
    ? json(entry as unknown as Json)
    : problem(404, `there is no request ${id}; ${REQUESTS} lists those that are kept`);
}

function showState({ context: { state } }: AdminRequest): Reply {
  return state ? json(state.show()) : NOTHING_KEPT;
}

function replaceState({ context: { state }, request: { body } }: AdminRequest): Reply {
  if (!state) return NOTHING_KEPT;
  const read = readJson(new TextDecoder().decode(body));
  if (!('value' in read)) throw new UsageError('the state is not JSON', 'Send what GET /__assay/state gives.');
  state.replace(read.value);
  return respond(204, [NO_STORE]);
}

function resetState({ context: { state } }: AdminRequest): Reply {
  if (!state) return NOTHING_KEPT;
  state.reset();
  return respond(204, [NO_STORE]);
}

async function showPage({ context, request, fields }: AdminRequest): Promise<Reply> {
  const path = pathOf(request.path);
  const host = fields.get('host');
  const mock = host === undefined ? undefined : { origin: `http://${host}`, hasJournal: context.journal !== undefined };
  const found = await context.pages?.(path, context.contracts(), mock);
  return found
    ? respond(found.status, [['Content-Type', found.type]], found.body)
    : problem(404, `there is no page at ${path}`);
}

const NO_STORE: HeaderField = ['Cache-Control', 'no-store'];
const NOTHING_KEPT = problem(404, 'nothing is kept; start the mock with --mode stateful', {}, [NO_STORE]);
const JOURNAL_OFF = problem(404, 'no requests are kept; start the mock with --journal 1000', {}, [NO_STORE]);

/** JSON with every control character escaped, because it may be read in a terminal. */
function json(value: Json, headers: HeaderField[] = []): Reply {
  return jsonReply(textOf(value), headers);
}

function textOf(value: Json): string {
  return plain(JSON.stringify(value, null, 2), true);
}

function jsonReply(text: string, headers: HeaderField[]): Reply {
  return respond(
    200,
    [['Content-Type', 'application/json'], NO_STORE, ['X-Content-Type-Options', 'nosniff'], ...headers],
    `${text}\n`,
  );
}

function filterOf({ contracts }: AdminContext, { path }: Request): Filter {
  return readFilter(
    readPairs(queryOf(path)).map(([name, value]) => [name, decodeForm(value) ?? value]),
    knownNames(contracts()),
  );
}

/** The names that a filter may use. */
export function knownNames(contracts: Contract[]): { contracts: string[]; operations: string[] } {
  return {
    contracts: contracts.map(({ name }) => name),
    operations: contracts.flatMap(({ operations }) => operations.map(({ id }) => id)),
  };
}

/** Whether an Accept field prefers HTML to JSON (RFC 9110 §12.5.1). */
function prefersHtml(field: string | undefined): boolean {
  return qualityOf(field, 'text/html') > qualityOf(field, 'application/json');
}
