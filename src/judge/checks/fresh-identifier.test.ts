import { expect, test } from '@jest/globals';
import { freshIdentifier } from './fresh-identifier.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { judgementOf, REFUSED, type Row } from '../../../test/support/check-table.ts';

const GUID = 'a85d5481-25ac-45c9-bd25-c54ae91eb638';
const fresh: Row = { name: '', response: (a) => void (a.body.guid = GUID), want: [] };
const places = (rows: Row[]) => {
  const compare = freshIdentifier.across?.();
  return rows.flatMap((row) => compare?.(judgementOf(row)) ?? []).map(({ at }) => at);
};

const numbered = (id: string): Row => ({
  name: '',
  raw: `{"guid": ${id}}`,
  want: [],
});

test.each([
  [
    'two creations with identifiers that no number tells apart',
    [numbered('9007199254740993'), numbered('9007199254740992')],
    [],
  ],
  [
    'two creations with one identifier that no number holds',
    [numbered('9007199254740993'), numbered('9007199254740993')],
    ['body#/guid'],
  ],
  ['creations with identifiers of their own', [{ name: '', want: [] }, fresh], []],
  ['two creations with one identifier', [fresh, fresh], ['body#/guid']],
  ['three creations with one identifier', [fresh, fresh, fresh], ['body#/guid', 'body#/guid']],
  ['a refusal creates nothing', [fresh, { ...fresh, expecting: REFUSED }], []],
  ['what is gone creates nothing', [fresh, { ...fresh, expecting: { ...REFUSED, kind: 'gone' } }], []],
  [
    'an error creates nothing',
    [fresh, { ...fresh, response: (a) => void ((a.body.guid = GUID), (a.status = 500)) }],
    [],
  ],
  [
    'two images at one location',
    [
      { name: '', example: 'qcow2-bare', want: [] },
      { name: '', example: 'qcow2-bare', want: [] },
    ],
    ['body#/location'],
  ],
] as [string, Row[], string[]][])('%s', (_, rows, want) => {
  expect(places(rows)).toEqual(want);
});

/** What is said of one creation that is answered twice. */
const saidOf = (more: Partial<Row>) => {
  const compare = freshIdentifier.across?.();
  const judged = judgementOf({ name: '', want: [], ...more });
  return [judged, judged].flatMap((one) => compare?.(one) ?? []);
};

test('the same identifier is a violation where the examples are exact', () => {
  const [found] = saidOf({});
  expect(found).toMatchObject({ message: 'gives two creations the same guid', at: 'body#/guid' });
  expect(found?.severity).toBeUndefined();
});

test('the same identifier is a note where the examples are illustrations', async () => {
  const content = { 'application/json': { example: { id: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' } } };
  const contract = await contractOf({
    paths: { '/pets': { post: { responses: { 201: { description: 'Done.', content } } } } },
  });
  expect(saidOf({ contract, example: 'default' })).toMatchObject([{ at: 'body#/id', severity: 'note' }]);
});
