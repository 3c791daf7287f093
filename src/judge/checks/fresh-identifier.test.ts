import { expect, test } from '@jest/globals';
import { freshIdentifier } from './fresh-identifier.ts';
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
