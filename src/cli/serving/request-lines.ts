import type { JournalEntry } from '../../mock/journal/journal-entry.ts';
import { createPaint } from '../../report/colors.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { cut, plain, plural } from '../../text/wording.ts';
import type { Io } from '../terminal/io.ts';
import type { Option } from '../options/options.ts';

export const QUIET_OPTION: Record<string, Option> = {
  quiet: { about: 'Prints no line for each request.', short: 'q' },
};

/** How often the journal is looked through, in milliseconds, and how many lines are printed each time. */
const EVERY = 100;
const MOST_LINES = 50;

/** Prints a line for each request that a mock answered: method, path, status, time, and what was wrong. @returns ends the printing */
export function printRequests(
  mock: { requests(filter: { since?: number; limit?: number }): JournalEntry[] },
  io: Pick<Io, 'out' | 'colour'>,
): () => void {
  const paint = createPaint(io.colour.out);
  let last: number | undefined;
  const print = (): void => {
    const entries = mock.requests({ since: last ?? 0, limit: MOST_LINES });
    const [oldest, newest] = [entries[0]?.id, entries.at(-1)?.id];
    if (oldest === undefined) return;
    // The first one that is seen need not be the first one of all: others were cleared.
    const left = last === undefined ? 0 : oldest - last - 1;
    last = newest;
    if (left > 0) io.out(`… ${plural(left, 'request')} more, at /__assay/requests\n`);
    for (const entry of entries) io.out(`${formatRequest(entry, paint)}\n`);
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
): string {
  const [first] = errors;
  const [found] = findings;
  const wrong = [
    found && `${found.severity === 'note' ? 'note: ' : ''}${found.at}: ${found.message} (${found.check})`,
    findings.length > 1 ? `and ${plural(findings.length - 1, 'finding')} more` : undefined,
    first && `${scalarText(first['at'])}: ${scalarText(first['message'])}`,
    errors.length > 1 ? `and ${plural(errors.length - 1, 'error')} more` : undefined,
    operation === undefined ? 'no operation of a contract' : undefined,
    chaos === undefined ? undefined : `a fault was asked for: ${chaos}`,
    left ? 'the client left before the response' : undefined,
  ].filter((text) => text !== undefined);
  const answered = status === undefined ? 'none' : String(status);
  const colour = status === undefined || status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green';
  const time = duration < 10 ? duration.toFixed(1) : String(Math.round(duration));
  const line = `${method.padEnd(6)} ${plain(cut(path, 200))}  ${paint(colour, answered)}  ${time} ms`;
  return wrong.length === 0 ? line : `${line}  ${plain(cut(wrong.join('; '), 300))}`;
}
