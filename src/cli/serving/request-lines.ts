import type { JournalEntry } from '../../mock/journal/journal-entry.ts';
import { createPaint } from '../../report/colors.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { cut, plain, plural } from '../../text/wording.ts';
import type { Io } from '../terminal/io.ts';
import type { Detail } from '../options/detail-options.ts';
import { isError, isServerError } from '../../http/status.ts';

/** How often the journal is looked through, in milliseconds. */
const EVERY = 100;

/**
 * How many lines are printed at once after a pause, and how many each time where requests keep coming: nobody reads more, and each
 * costs as much as an answer.
 */
const MOST_LINES = 50;
const STEADY_LINES = 5;

/**
 * Prints a line for each request that a mock answered: method, path, status, time, and what was wrong; with `verbose` all that was,
 * and without a line for any with `quiet`. @returns ends the printing
 */
export function printRequests(
  mock: { requests(filter: { since?: number; limit?: number }): JournalEntry[] },
  io: Pick<Io, 'out' | 'colour'>,
  detail?: Detail,
): () => void {
  if (detail === 'quiet') return () => {};
  const isVerbose = detail === 'verbose';
  const paint = createPaint(io.colour.out);
  let last: number | undefined;
  let room = MOST_LINES;
  const print = (): void => {
    const entries = mock.requests({ since: last ?? 0, ...(!isVerbose && { limit: room }) });
    room = Math.min(room - entries.length + STEADY_LINES, MOST_LINES);
    const [oldest, newest] = [entries[0]?.id, entries.at(-1)?.id];
    if (oldest === undefined) return;
    // The first one that is seen need not be the first one of all: others were cleared.
    const left = last === undefined ? 0 : oldest - last - 1;
    last = newest;
    const more = left > 0 ? [`… ${plural(left, 'request')} more, at /__assay/requests`] : [];
    const lines = entries.map((entry) => formatRequest(entry, paint, isVerbose));
    io.out([...more, ...lines, ''].join('\n'));
  };
  const timer = setInterval(print, EVERY);
  return () => {
    clearInterval(timer);
    print();
  };
}

function formatRequest(
  { method, path, status, duration, errors = [], findings = [], operation, chaos, left }: JournalEntry,
  paint: ReturnType<typeof createPaint>,
  isVerbose: boolean,
): string {
  const shown = isVerbose ? Infinity : 1;
  const wrong = [
    ...findings
      .slice(0, shown)
      .map(({ severity, at, message, check }) => `${severity === 'note' ? 'note: ' : ''}${at}: ${message} (${check})`),
    findings.length > shown ? `and ${plural(findings.length - shown, 'finding')} more` : undefined,
    ...errors.slice(0, shown).map(({ at, message }) => `${scalarText(at)}: ${scalarText(message)}`),
    errors.length > shown ? `and ${plural(errors.length - shown, 'error')} more` : undefined,
    operation === undefined ? 'no operation of a contract' : undefined,
    chaos === undefined ? undefined : `a fault was asked for: ${chaos}`,
    left ? 'the client left before the response' : undefined,
  ].filter((text) => text !== undefined);
  const answered = status === undefined ? 'none' : String(status);
  const colour = status === undefined || isServerError(status) ? 'red' : isError(status) ? 'yellow' : 'green';
  const time = duration < 10 ? duration.toFixed(1) : Math.round(duration);
  const short = (text: string, most: number): string => plain(isVerbose ? text : cut(text, most));
  const line = `${method.padEnd(6)} ${short(path, 200)}  ${paint(colour, answered)}  ${time} ms`;
  return wrong.length === 0 ? line : `${line}  ${short(wrong.join('; '), 300)}`;
}
