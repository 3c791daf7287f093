import { expect, test } from '@jest/globals';
import type { RunEvent } from '../run/check.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { announce, progress } from './announce.ts';
import type { Setup } from './options/check-setup.ts';
import type { Io } from './terminal/io.ts';
import type { Stage } from './terminal/progress.ts';

test('a run shows how many requests were answered, of how many', () => {
  const shown: (Stage | undefined)[] = [];
  const tell = progress({ stage: (stage) => void shown.push(stage) });
  tell({ kind: 'planned', cases: [] });
  // What was answered is not looked at.
  tell({ kind: 'answered', done: 1, of: 3, violations: 0 } as RunEvent);
  tell({ kind: 'answered', done: 2, of: 9, isLimit: true, violations: 2 } as RunEvent);
  tell({ kind: 'ended' });
  expect(shown).toEqual([
    { what: 'checking', done: { count: 1, noun: 'request', of: 3, isLimit: false }, violations: 0 },
    { what: 'checking', done: { count: 2, noun: 'request', of: 9, isLimit: true }, violations: 2 },
    { what: 'summing up' },
  ]);
});

test('a run shows nothing where there is no terminal', () => {
  expect(() => progress({})({ kind: 'ended' })).not.toThrow();
});

const made = { responses: { 201: { description: '' } } };
const found = { responses: { 200: { description: '' } } };
const item = { parameters: [{ name: 'pet', in: 'path', required: true, schema: { type: 'string' } }] };
const LIST = { '/pets': { get: { operationId: 'listPets', ...found } } };
const CREATE = { '/pets': { post: { operationId: 'createPet', ...made } } };
const CHANGE = { '/pets/{pet}': { ...item, delete: { operationId: 'deletePet', ...found } } };
const TWO_CHANGES = { '/pets/{pet}': { ...CHANGE['/pets/{pet}'], put: { operationId: 'putPet', ...found } } };

/** What is said before a run of a contract with these paths. */
async function said(paths: object, url: string, options: object): Promise<string> {
  let text = '';
  const setup = {
    url,
    target: {},
    options: { phases: ['examples'], filters: {}, overrides: { headers: [], set: {} }, ...options },
  };
  const io = { err: (words: string) => void (text += words), stop: new AbortController().signal };
  await announce([await contractOf({ paths })], setup as unknown as Setup, io as unknown as Io);
  return text;
}

const OWN = 'http://127.0.0.1:1';
const NONE = `assay: 0 requests to ${OWN}, 0 of them meant to create or change something`;

test.each<[paths: object, options: object, want: string]>([
  [LIST, {}, `${NONE}\n`],
  [CREATE, { readOnly: true }, `${NONE}; 1 held back\n`],
  [CHANGE, {}, `${NONE}; 1 operation only sent what the run creates\n`],
  [TWO_CHANGES, {}, `${NONE}; 2 operations only sent what the run creates\n`],
  [
    { ...CREATE, ...CHANGE },
    { phases: ['coverage'] },
    `assay: 1 request to ${OWN}, 1 of them meant to create or change something, and up to 18 that look for one which each operation accepts; 1 operation only sent what the run creates\n`,
  ],
])('a run of %j on the own machine with %j is announced in one line', async (paths, options, want) =>
  expect(await said(paths, OWN, options)).toBe(want),
);

const OTHER = 'https://api.example.org';

test.each<[paths: object, options: object, want: string[]]>([
  [LIST, {}, []],
  [CREATE, { phases: ['coverage'] }, ['  may create: createPet']],
  [CREATE, { readOnly: true }, ['  held back (--allow OPERATION sends it): createPet']],
  [CHANGE, {}, ['  only sent what this run creates: deletePet']],
  [
    { ...CREATE, ...TWO_CHANGES },
    { phases: ['coverage'] },
    ['  may create: createPet', '  only sent what this run creates: putPet, deletePet'],
  ],
])(
  'a run of %j elsewhere with %j is announced with the operations that change something',
  async (paths, options, want) => {
    const [head, ...lines] = (await said(paths, OTHER, options)).trimEnd().split('\n');
    expect(head).toContain(`to ${OTHER}, `);
    expect(lines).toEqual(want);
  },
);
