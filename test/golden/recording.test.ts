import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from '@jest/globals';
import type { Response } from '../../src/model/exchange.ts';
import type { Run } from '../../src/model/run.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { readHar } from '../../src/exchange/recordings/read-har.ts';
import { createMock } from '../../src/mock/mock.ts';
import { har } from '../../src/report/har.ts';
import { check } from '../../src/run/check.ts';
import { checkRecorded } from '../../src/run/recorded/check-recorded.ts';
import { expectGolden, here, lines, loadLibrary } from './golden.ts';

const library = await loadLibrary();
const folder = mkdtempSync(join(tmpdir(), 'assay-recording-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A run against a mock that forgives everything, and whose answers are changed. */
async function runWith(change: (response: Response, nth: number) => Partial<Response>): Promise<Run> {
  const { handle } = createMock([library], {
    seed: 1,
    now: () => new Date('2026-01-31T12:00:00Z'),
    forgives: () => true,
  });
  let nth = 0;
  const target = inProcessTarget('http://eu.library.example', async (request) => {
    const response = await handle(request);
    return { ...response, ...change(response, (nth += 1)) };
  });
  return check(library, target, { phases: ['examples', 'coverage'], allow: ['all'], workers: 1 });
}

test.each<[name: string, change: (response: Response, nth: number) => Partial<Response>]>([
  ['as-documented', () => ({})],
  ['with-errors', (_, nth) => ({ status: [200, 404, 422, 500, 301][nth % 5] ?? 200 })],
])('what was recorded %s is judged the same', async (name, change) => {
  const file = join(folder, `${name}.har`);
  writeFileSync(file, har([await runWith(change)], { now: new Date('2026-01-31T12:00:00Z') }));
  const [run] = checkRecorded([library], await readHar(file), name);
  const told = [
    `${run?.verdict} ${JSON.stringify(run?.recorded)}`,
    ...(run?.results ?? []).map(({ case: { id, expect }, findings, undecided }) =>
      JSON.stringify([
        id,
        expect.kind,
        findings.map(({ check: by, at, message }) => `${by} ${at} ${message}`),
        undecided,
      ]),
    ),
    ...(run?.unjudged ?? []).map((entry) => `not judged ${JSON.stringify(entry)}`),
  ];
  expectGolden(`recorded-${name}.txt`, lines(told).replaceAll(`${folder}/`, '').replaceAll(here('.'), ''));
});
