import { UsageError } from '../../errors.ts';
import type { ReportOptions } from '../../report/index.ts';
import type { Io } from '../terminal/io.ts';
import type { GivenOptions, Option } from './options.ts';

/** How much is told; undefined without either flag. */
export type Detail = ReportOptions['detail'];

/** How much a command tells beside what it was asked for. The two flags mean the same for each command. */
export const DETAIL_OPTIONS: Record<'quiet' | 'verbose', Option> = {
  quiet: { about: 'Prints the result alone: no progress, no notes, no line for each request.', short: 'q' },
  verbose: { about: 'Prints each list to its end, and each request as it is answered.' },
};

/** @throws UsageError for both */
export function readDetail(given: GivenOptions): Detail {
  if (given.has('quiet') && given.has('verbose'))
    throw new UsageError('--quiet and --verbose are opposites', 'Give one of the two.');
  return given.has('quiet') ? 'quiet' : given.has('verbose') ? 'verbose' : undefined;
}

/** Where a command prints what is not its result: nowhere with `--quiet`. Errors still go to the streams themselves. */
export function besides(io: Io, detail: Detail): Io {
  return detail === 'quiet' ? { ...io, err: () => {}, stage: () => {} } : io;
}
