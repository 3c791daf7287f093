import type { Json } from '../../../../model/json.ts';
import type { Relation } from '../../../behaviour/relation.ts';
import { BY_NAME, relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { updateKept } from './update-kept.ts';

const changed = (
  wanted: Json,
  actual: Json,
  isFormatted?: true,
  basis: typeof STATED | typeof BY_NAME = STATED,
): Relation => ({
  kind: 'sent and read',
  by: 'updateThing',
  after: 'change',
  comparison: {
    members: ['#/name', '#/size', '#/box/at'].map((at) => ({ ...basis, at, ...(isFormatted && { isFormatted }) })),
    place: '#/data',
    wanted,
    actual,
  },
});

const leftOut = (...values: Json[]): Relation => ({
  ...{ kind: 'left out', by: 'replaceThing' },
  kept: values.map((value) => ({ at: 'body#/size', value, basis: STATED })),
});

relationTable(updateKept, [
  { name: 'nothing of what a replacement left out', relation: leftOut(), want: [] },
  { name: 'what a replacement left out', relation: leftOut(1), want: ['violation body#/size'] },
  { name: 'the new values', relation: changed({ name: 'b', size: 2 }, { name: 'b', size: 2, more: true }), want: [] },
  { name: 'nothing of what was not sent', relation: changed({ name: 'b' }, { name: 'b', size: 1 }), want: [] },
  {
    name: 'an old value',
    relation: changed({ name: 'b', size: 2 }, { name: 'b', size: 1 }),
    want: ['violation body#/data/size'],
  },
  { name: 'a value that is lost', relation: changed({ name: 'b' }, {}), want: ['violation body#/data/name'] },
  {
    name: 'an old value further down',
    relation: changed({ box: { at: 2 } }, { box: { at: 1 } }),
    want: ['violation body#/data/box/at'],
  },
  { name: 'a null that takes a member away', relation: changed({ name: null }, {}), want: [] },
  { name: 'the number as a text', relation: changed({ size: 2 }, { size: '2' }), want: [] },
  {
    name: 'the text in another letter case',
    relation: changed({ name: 'B' }, { name: 'b' }),
    want: ['note body#/data/name'],
  },
  {
    name: 'the text without blanks',
    relation: changed({ name: ' b ' }, { name: 'b' }),
    want: ['note body#/data/name'],
  },
  {
    name: 'the same moment in another zone',
    relation: changed({ name: '2026-01-01T02:00:00+02:00' }, { name: '2026-01-01T00:00:00Z' }, true),
    want: [],
  },
  {
    name: 'another address, which a server may write anew',
    relation: changed({ name: 'http://a' }, { name: 'http://b' }, true),
    want: ['note body#/data/name'],
  },
  {
    name: 'an old value of a name that both share',
    relation: changed({ name: 'b' }, { name: 'a' }, undefined, BY_NAME),
    want: ['note body#/data/name'],
  },
]);
