import { dirname } from 'node:path';
import { existsSync } from 'node:fs';
import { replaceFile } from '../../docs/replace-file.ts';
import { UsageError } from '../../errors.ts';
import type { ReportOptions } from '../../report/index.ts';
import type { Io } from '../terminal/io.ts';
import { suggest } from './options.ts';

/** A report that `--report` asks for; without a file it goes to stdout. */
export interface ReportRequest {
  format: string;
  file?: string;
}

/**
 * Reads the values of `--report`: `pretty`, `json=report.json`. The pretty report goes to stdout unless another one does.
 * @throws UsageError for an unknown format, a folder that does not exist, and two reports on stdout
 */
export function readReports(texts: string[], formats: Record<string, unknown>): ReportRequest[] {
  const asked = texts.map((text): ReportRequest => {
    const [, format = text, file] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    if (!Object.hasOwn(formats, format))
      throw new UsageError(`there is no report format ${format}`, suggest(format, Object.keys(formats)));
    if (file === '')
      throw new UsageError(`--report ${text} names no file`, `For instance: --report ${format}=report.txt`);
    if (file && !existsSync(dirname(file)))
      throw new UsageError(`there is no folder ${dirname(file)} for the report`, 'Make the folder first.');
    return { format, ...(file && { file }) };
  });
  const onStdout = asked.filter(({ file }) => !file);
  if (onStdout.length > 1)
    throw new UsageError(
      `${onStdout.map(({ format }) => format).join(' and ')} cannot both go to stdout`,
      `Send all but one to a file: --report ${onStdout[1]?.format}=FILE`,
    );
  return onStdout.length === 0 ? [{ format: 'pretty' }, ...asked] : asked;
}

/**
 * Writes each report to stdout or to its file. A file appears whole or not at all.
 * @throws UsageError for the first file that cannot be written, when all others are
 */
export async function writeReports<T>(
  requests: ReportRequest[],
  formats: Record<string, (runs: T[], options: ReportOptions) => string | Iterable<string>>,
  runs: T[],
  io: Io,
  more: Pick<ReportOptions, 'shard' | 'command' | 'detail'> = {},
): Promise<void> {
  const failures: unknown[] = [];
  for (const { format, file } of requests) {
    const text = formats[format]?.(runs, { ...more, colour: !file && io.colour.out }) ?? '';
    if (!file) for (const piece of typeof text === 'string' ? [text] : text) io.out(piece);
    else await replaceFile(file, text, io.draft).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
