import type { Json } from '../../../../model/json.ts';
import { relationTable } from '../../../../../test/support/relation-table.ts';
import { defaultApplied } from './default-applied.ts';

const byDefault = (without: Json, given: Json) =>
  ({
    kind: 'default',
    parameter: 'sort',
    value: 'name',
    without,
    given,
    basis: { clause: '#/default', rests: 'default' },
  }) as const;

relationTable(defaultApplied, [
  { name: 'the same number of things', relation: byDefault(20, 20), want: [] },
  { name: 'the same order', relation: byDefault(['a', 'b'], ['a', 'b']), want: [] },
  { name: 'another number of things', relation: byDefault(50, 20), want: ['violation body'] },
  {
    name: 'another order',
    relation: byDefault(['b', 'a'], ['a', 'b']),
    want: ['violation body'],
    says: { expected: 'as with sort = "name": ["a","b"]', actual: '["b","a"]' },
  },
]);
