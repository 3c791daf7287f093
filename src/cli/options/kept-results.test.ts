import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { KEPT } from '../../run/fold/fold.ts';
import { readKeep, readKept } from './kept-results.ts';
import type { ReportRequest } from './report-options.ts';

test.each<[given: string | undefined, kept: number]>([
  [undefined, KEPT],
  ['findings', 0],
  ['all', Infinity],
  ['0', 0],
  ['250', 250],
  ['999999999', 999_999_999],
])('--keep %s keeps %d results', (given, kept) => expect(readKeep(given)).toBe(kept));

test.each(['', 'some', '-1', '1.5', '1e3', '1000000000', ' 7', '7 of them'])('--keep %j is refused', (given) =>
  expect(() => readKeep(given)).toThrow(`--keep ${given} is neither findings, all nor a number`),
);

const reports = (...formats: string[]) => formats.map((format) => ({ format })) as unknown as ReportRequest[];

test.each<[what: string, given: Parameters<typeof readKept>, hasSpool: boolean]>([
  ['all of them are listed', ['all', reports('pretty', 'json'), false], true],
  ['none is listed', ['all', reports('pretty', 'html'), false], false],
  ['no report is asked for', ['all', [], false], false],
  ['some are kept', ['1000', reports('json'), false], false],
  ['none but those of findings are kept', [undefined, reports('junit'), false], false],
  ['they are those of a shard', ['all', reports('har'), true], false],
])('results go to a file or not where %s', (_, given, hasSpool) => {
  const { keep, spool, spools } = readKept(...given);
  expect([spool !== undefined, keep, spools]).toEqual([hasSpool, hasSpool ? KEPT : readKeep(given[0]), []]);
});

test('files of results are known, so that they can be closed', async () => {
  const { spool, spools } = readKept('all', reports('json'), false);
  const contract = await contractOf({ paths: {} });
  const opened = [spool?.(contract), spool?.(contract)];
  expect(spools).toEqual(opened);
  for (const one of spools) one.close();
});
