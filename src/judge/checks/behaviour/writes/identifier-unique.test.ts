import type { Relation } from '../../../behaviour/relation.ts';
import { relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { identifierUnique } from './identifier-unique.ts';

const named = (...ids: string[]): Relation => ({ kind: 'identifiers', ids, basis: STATED });

relationTable(identifierUnique, [
  { name: 'the first thing', relation: named('a'), want: [] },
  { name: 'things with names of their own', relation: named('a', 'b', 'c'), want: [] },
  { name: 'two earlier things with one name, told of before', relation: named('a', 'a', 'c'), want: [] },
  {
    name: 'a thing with the name of the first',
    relation: named('a', 'b', 'a'),
    want: ['violation body'],
    says: { actual: '"a"' },
  },
]);
