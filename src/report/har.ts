import type { Result, Run } from '../model/run.ts';
import type { HeaderField } from '../model/exchange.ts';
import { readFields } from '../http/header-fields.ts';
import { plain } from '../text/wording.ts';
import { ownVersion } from '../version.ts';
import { harEntry, type HarExchange, type HarText } from './har-entry.ts';
import { verdictOfCase } from './results.ts';
import { maskedRequest, maskedResponse, type MaskedBody } from './masked-messages.ts';
import { formatReach, formatTarget, safe } from './wording.ts';
import { indented, mapped, objectPieces } from './printable-json.ts';
import { MB } from '../text/sizes.ts';

/** The most bytes of all bodies together: a target may send any amount, and a string has a maximum length. */
const MAX_TOTAL = 32 * MB;

/**
 * The exchanges of all cases, and of requests that were refused in search of an accepted one, as a HAR 1.2 file (w3c.github.io/web-performance/specs/HAR), with secrets masked, in the order of their sending.
 * Exchanges without a time come last, with times from `now` on.
 */
export function har(runs: Run[], options: { now?: Date } = {}): string {
  return [...harPieces(runs, options)].join('');
}

/** The same piece by piece: where all exchanges are listed, their bodies may have any length together. */
export function* harPieces(runs: Run[], { now = new Date() }: { now?: Date } = {}): Iterable<string> {
  const budget = { left: runs.some(({ listed }) => listed) ? Infinity : MAX_TOTAL };
  const entries = mapped(inOrder(runs, now), ({ run, result, startedAt, isTried }) => [
    indented(describe(run, result, new Date(startedAt).toISOString(), budget, isTried), '      '),
  ]);
  yield '{\n  "log": ';
  yield* objectPieces(
    { version: '1.2', creator: { name: 'assay', version: ownVersion() } },
    ['entries', entries],
    {
      comment: runs
        .map(
          (run) =>
            `${plain(run.contract.name)} against ${formatTarget(run)}: ${[run.verdict, formatReach(run)].filter(Boolean).join(', ')}`,
        )
        .join('; '),
    },
    '  ',
  );
  yield '\n}\n';
}

interface Sent {
  run: Run;
  result: Result;
  startedAt: number;
  /** Whether it was refused in search of an accepted one. */
  isTried: boolean;
}

/** The results with an exchange in the order of their sending. Of each its place alone is kept, as there may be many. */
function* inOrder(runs: Run[], now: Date): Iterable<Sent> {
  const lists = runs.flatMap((run) => [
    { run, list: run.listed ?? run.results, isTried: false },
    { run, list: run.tried ?? [], isTried: true },
  ]);
  const times: number[] = [];
  const places: number[] = [];
  let unknown = now.getTime();
  lists.forEach(({ list }, nth) => {
    let index = 0;
    for (const { exchange } of list) {
      if (exchange) {
        times.push(exchange.startedAt ?? unknown);
        places.push(nth + index * lists.length);
        if (exchange.startedAt === undefined) unknown += exchange.duration;
      }
      index += 1;
    }
  });
  const order = Uint32Array.from(times.keys());
  for (const entry of order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b)) {
    const place = places[entry] ?? 0;
    const { run, list, isTried } = lists[place % lists.length] as (typeof lists)[0];
    const result = list.at(Math.floor(place / lists.length));
    if (result) yield { run, result, isTried, startedAt: times[entry] ?? 0 };
  }
}

type Budget = { left: number };

function describe(run: Run, result: Result, startedDateTime: string, budget: Budget, isTried: boolean) {
  const { case: testCase, exchange, undecided } = result;
  return harEntry({
    startedDateTime,
    time: exchange?.duration ?? 0,
    request: requestOf(run, result, budget),
    response: responseOf(run, result, budget),
    comment: safe(
      run,
      `${testCase.id}: ${isTried ? 'tried, in search of a request that is accepted' : verdictOfCase(run, result)}${undecided ? ` (${undecided.reason})` : ''}`,
    ),
  });
}

function requestOf(run: Run, result: Result, budget: Budget): HarExchange['request'] {
  const { method, path, headers, body } = maskedRequest(run, result);
  const url = `${originOf(run, headers)}${path}`;
  return { method, url, headers, bodySize: body.size, ...(body.kind !== 'none' && { body: write(body, budget) }) };
}

function responseOf(run: Run, result: Result, budget: Budget): HarExchange['response'] {
  const response = maskedResponse(run, result);
  if (!response) {
    const { outcome } = result.exchange ?? {};
    return { failure: outcome && 'failure' in outcome ? safe(run, outcome.failure.message) : '' };
  }
  const { status, headers, body, incomplete } = response;
  return {
    ...{ status, headers, bodySize: body.size, body: write(body, budget) },
    ...(incomplete && { comment: plain(incomplete) }),
  };
}

/** A body in HAR: a text, or Base64. */
function write(body: MaskedBody, budget: Budget): HarText {
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

/** The origin and base path of a target with a URL; for others the host of the request, if any. */
function originOf({ target }: Run, headers: HeaderField[]): string {
  if (/^https?:/i.test(target) && URL.canParse(target)) return target.replace(/\/+$/, '');
  const host = readFields(headers).get('host');
  return host && URL.canParse(`http://${host}`) ? `http://${host}` : 'http://target.invalid';
}
