import { STATUS_CODES } from 'node:http';
import type { Result, Run } from '../model/run.ts';
import type { HeaderField } from '../model/exchange.ts';
import { readFields } from '../http/header-fields.ts';
import { plain } from '../text/wording.ts';
import { ownVersion } from '../version.ts';
import { verdictOfCase } from './results.ts';
import { maskedRequest, maskedResponse, type MaskedBody } from './masked-messages.ts';
import { formatReach, formatTarget, safe } from './wording.ts';
import { writeJson } from './printable-json.ts';

/** The most bytes of all bodies together: a target may send any amount, and a string has a maximum length. */
const MAX_TOTAL = 32 * 1024 * 1024;

/**
 * The exchanges of all cases, and of requests that were refused in search of an accepted one, as a HAR 1.2 file (w3c.github.io/web-performance/specs/HAR), with secrets masked, in the order of their sending.
 * Exchanges without a time come last, with times from `now` on.
 */
export function har(runs: Run[], { now = new Date() }: { now?: Date } = {}): string {
  const budget = { left: MAX_TOTAL };
  const sent = runs.flatMap((run) => {
    const tried = new Set(run.tried);
    return [...run.results, ...tried].flatMap((result) =>
      result.exchange ? [{ run, result, exchange: result.exchange, isTried: tried.has(result) }] : [],
    );
  });
  let unknown = now.getTime();
  const entries = sent
    .map((one) => {
      const startedAt = one.exchange.startedAt ?? unknown;
      if (one.exchange.startedAt === undefined) unknown += one.exchange.duration;
      return { ...one, startedAt };
    })
    .sort((a, b) => a.startedAt - b.startedAt)
    .map(({ run, result, startedAt, isTried }) =>
      describe(run, result, new Date(startedAt).toISOString(), budget, isTried),
    );
  const log = {
    version: '1.2',
    creator: { name: 'assay', version: ownVersion() },
    entries,
    comment: runs
      .map(
        (run) =>
          `${plain(run.contract.name)} against ${formatTarget(run)}: ${[run.verdict, formatReach(run)].filter(Boolean).join(', ')}`,
      )
      .join('; '),
  };
  return writeJson({ log });
}

type Budget = { left: number };

function describe(run: Run, result: Result, startedDateTime: string, budget: Budget, isTried: boolean) {
  const { case: testCase, exchange, undecided } = result;
  const time = exchange?.duration ?? 0;
  return {
    startedDateTime,
    time,
    request: requestOf(run, result, budget),
    response: responseOf(run, result, budget),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    comment: safe(
      run,
      `${testCase.id}: ${isTried ? 'tried, in search of a request that is accepted' : verdictOfCase(run, result)}${undecided ? ` (${undecided.reason})` : ''}`,
    ),
  };
}

function requestOf(run: Run, result: Result, budget: Budget) {
  const { method, path, headers, body } = maskedRequest(run, result);
  // HAR has no encoding for a request's text; names of custom fields begin with an underscore.
  const { encoding, ...written } = write(body, budget);
  const postData = { ...written, ...(encoding && { _encoding: encoding }) };
  return {
    method,
    url: `${originOf(run, headers)}${path}`,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(field),
    queryString: queryOf(path),
    ...(body.kind !== 'none' && { postData: { mimeType: typeOf(headers), params: [], ...postData } }),
    headersSize: -1,
    bodySize: body.size,
  };
}

function responseOf(run: Run, result: Result, budget: Budget) {
  const response = maskedResponse(run, result);
  const nothing = { httpVersion: 'HTTP/1.1', cookies: [], redirectURL: '', headersSize: -1 };
  if (!response) {
    // Browsers write status 0 for a missing response.
    const failure =
      result.exchange && 'failure' in result.exchange.outcome ? safe(run, result.exchange.outcome.failure.message) : '';
    return {
      status: 0,
      statusText: '',
      ...nothing,
      headers: [],
      content: { size: 0, mimeType: 'x-unknown' },
      bodySize: -1,
      comment: failure,
      _error: failure,
    };
  }
  const { status, headers, body, incomplete } = response;
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    ...nothing,
    headers: headers.map(field),
    content: { size: body.size, mimeType: typeOf(headers) || 'x-unknown', ...write(body, budget) },
    redirectURL: readFields(headers).get('location') ?? '',
    bodySize: body.size,
    ...(incomplete && { comment: plain(incomplete) }),
  };
}

/** A body in HAR: a text, or Base64. */
function write(body: MaskedBody, budget: Budget): { text?: string; encoding?: 'base64'; comment?: string } {
  const { kind, size, isCut } = body;
  if (kind === 'none') return {};
  const kept = kind === 'bytes' ? body.bytes.byteLength : body.text.length;
  if (kept > budget.left)
    return { comment: `left out: the bodies of this run are longer than ${MAX_TOTAL} bytes together` };
  budget.left -= kept;
  const comment = isCut ? { comment: `cut: it has ${size} bytes` } : {};
  return kind === 'bytes'
    ? { text: Buffer.from(body.bytes).toString('base64'), encoding: 'base64', ...comment }
    : { text: body.text, ...comment };
}

function field([name, value]: HeaderField): { name: string; value: string } {
  return { name, value };
}

/** Decodes a text; a malformed escape stays as it was sent. */
function queryOf(path: string): { name: string; value: string }[] {
  const [, query = ''] = path.split(/\?(.*)/s);
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}

function typeOf(headers: HeaderField[]): string {
  return readFields(headers).get('content-type') ?? '';
}

/** The origin and base path of a target with a URL; for others the host of the request, if any. */
function originOf({ target }: Run, headers: HeaderField[]): string {
  if (/^https?:/i.test(target) && URL.canParse(target)) return target.replace(/\/+$/, '');
  const host = readFields(headers).get('host');
  return host && URL.canParse(`http://${host}`) ? `http://${host}` : 'http://target.invalid';
}
