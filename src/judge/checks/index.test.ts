import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CHECKS } from './index.ts';
import { runChecks } from '../run-checks.ts';
import { judgementOf } from '../../../test/support/check-table.ts';

const FILES = readdirSync('src/judge/checks', { recursive: true, encoding: 'utf8' }).map((file) =>
  join('src/judge/checks', file),
);

test('no two checks have the same id', () => {
  expect(new Set(CHECKS.map(({ id }) => id)).size).toBe(CHECKS.length);
});

test.each(CHECKS.map(({ id, each, relates }) => ({ id, each, relates })))(
  '$id is tested with a response that conforms and one that violates',
  ({ id, each, relates }) => {
    const file = FILES.find((one) => basename(one) === `${id}.test.ts`);
    if (file === undefined) throw new Error(`there is no ${id}.test.ts`);
    expect(file.startsWith('src/judge/checks/behaviour/')).toBe(relates !== undefined);
    // checkTable itself fails if either kind is missing.
    if (each) expect(readFileSync(file, 'utf8')).toContain('checkTable(');
    if (relates) expect(readFileSync(file, 'utf8')).toContain('relationTable(');
  },
);

test.each(['docker', 'docker-with-credentials', 'qcow2-bare'] as const)(
  'the documented response to %s passes every check',
  (example) => {
    expect(runChecks(judgementOf({ name: '', example, want: [] }))).toEqual({ reported: [], broken: [] });
  },
);

test('one cause gives one finding', () => {
  const places = (response: Parameters<typeof judgementOf>[0]['response']) =>
    runChecks(judgementOf({ name: '', example: 'docker-with-credentials', response, want: [] })).reported.map(
      ({ check, violation }) => `${check.id} ${violation.at}`,
    );
  expect(places((a) => void delete a.body.data)).toEqual(['schema body#/data']);
  expect(places((a) => void delete a.body.data.credentials)).toEqual(['documented-fields body#/data/credentials']);
  expect(places((a) => void (a.body.guid = null))).toEqual(['schema body#/guid']);
  expect(places((a) => void (a.status = 200))).toEqual(['status status']);
  expect(places((a) => void (a.status = 500))).toEqual(['server-error request']);
  expect(places((a) => void (a.status = 404))).toEqual(['acceptance request']);
});

test('a check that throws is reported and does not pass', () => {
  const broken = {
    id: 'broken',
    title: '',
    each: () => {
      throw new Error('oops');
    },
  };
  expect(runChecks(judgementOf({ name: '', want: [] }), [broken]).broken).toHaveLength(1);
});
