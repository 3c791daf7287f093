import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Result } from '../../model/run.ts';
import { runAgainst, withBody } from '../../../test/support/sample-runs.ts';
import { createSpool, mapResults } from './spool.ts';

const run = await runAgainst(
  (response) => withBody(response, (body) => void (body.state = 'STAGED')),
  ['examples', 'coverage'],
);
/** The same for bytes of whatever class. */
const plain = (results: Iterable<Result | undefined>) =>
  JSON.parse(
    JSON.stringify([...results], (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
    ),
  ) as unknown;

/** A spool of these results at these places. */
function spoolOf(results: Result[], numberOf: (index: number) => number = (index) => index) {
  const spool = createSpool(run.contract);
  results.forEach((result, index) => spool.add(result, numberOf(index)));
  return spool;
}

test('a spool gives back what it took', () => {
  const spool = spoolOf(run.results);
  expect(spool.length).toBe(run.results.length);
  expect(plain(spool)).toEqual(plain(run.results));
  expect(plain([spool.at(3), spool.at(0), spool.at(run.results.length)])).toEqual(
    plain([run.results[3], run.results[0], undefined]),
  );
  expect(spool.at(0)?.case.operation).toBe(run.results[0]?.case.operation);
  spool.close();
});

test('a spool gives results in the order of their numbers, whatever came first', () => {
  const spool = spoolOf(run.results, (index) => -index);
  expect(plain(spool)).toEqual(plain(run.results.toReversed()));
  spool.close();
});

test('a spool takes more after it was read, and more than it writes at once', () => {
  const [result] = run.results as [Result];
  const large = { ...result, case: { ...result.case, title: 'x'.repeat(300_000) } };
  const spool = spoolOf([large, large]);
  expect(spool.at(1)?.case.title).toHaveLength(300_000);
  for (let nth = 2; nth < 9; nth += 1) spool.add(nth === 8 ? result : large, nth);
  expect([...spool].map((one) => one.case.title.length)).toEqual([
    ...Array<number>(8).fill(300_000),
    result.case.title.length,
  ]);
  spool.close();
});

test('the file of a spool has no name, so that nothing of it stays', () => {
  const place = mkdtempSync(join(tmpdir(), 'assay-spool-'));
  const spool = createSpool(run.contract, place);
  for (const [index, result] of run.results.entries()) spool.add(result, index);
  expect([readdirSync(place), spool.at(0)?.case.title]).toEqual([[], run.results[0]?.case.title]);
  spool.close();
  rmdirSync(place);
});

test('a list of changed results changes each as it is read', () => {
  const changed = mapResults(run.results, (result) => ({ ...result, findings: [] }));
  expect([changed.length, [...changed].flatMap(({ findings }) => findings), changed.at(0)?.findings]).toEqual([
    run.results.length,
    [],
    [],
  ]);
  expect(changed.at(run.results.length)).toBeUndefined();
});
