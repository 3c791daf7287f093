import type { Expectation, ExpectedValue } from '../../../../model/case.ts';
import type { Json } from '../../../../model/json.ts';
import type { Relation } from '../../../behaviour/relation.ts';
import { keptValue } from './kept-value.ts';
import { ACCEPTED, checkTable } from '../../../../../test/support/check-table.ts';
import { relationTable, STATED } from '../../../../../test/support/relation-table.ts';

const kept = (pointer: string, value: ExpectedValue['value']): ExpectedValue => ({
  pointer,
  value,
  clause: '#/components/schemas/Package/properties/guid',
  severity: 'violation',
});
const follows = (...all: ExpectedValue[]): Expectation => ({
  kind: 'accepted',
  clause: '#/paths/~1v3~1apps~1{guid}~1packages/post',
  at: 'request',
  mayRefuse: true,
  follows: { clause: '#/components/schemas/Package/properties/guid', by: 'createPackage', expected: all },
});

const created = (actual: Json, after: 'creation' | 'change' = 'creation'): Relation => ({
  kind: 'sent and read',
  by: 'createThing',
  after,
  comparison: { members: [{ ...STATED, at: '#/name' }], place: '#', wanted: { name: 'one' }, actual },
});

relationTable(keptValue, [
  { name: 'what was sent is read', relation: created({ name: 'one' }), want: [] },
  { name: 'another value than was sent is read', relation: created({ name: 'two' }), want: ['violation body#/name'] },
  { name: 'what was sent is not there', relation: created({}), want: ['violation body#/name'] },
  { name: 'what was changed is for another check', relation: created({ name: 'two' }, 'change'), want: [] },
]);

checkTable(keptValue, [
  { name: 'the same value', expecting: follows(kept('#/type', 'docker')), want: [] },
  {
    name: 'another value',
    expecting: follows(kept('#/type', 'bits'), kept('#/data/image', 'registry/image:latest')),
    want: ['body#/type'],
  },
  {
    name: 'the same number, written as text',
    expecting: follows(kept('#/guid', 17)),
    response: (a) => void (a.body.guid = '17'),
    want: [],
  },
  {
    name: 'another number',
    expecting: follows(kept('#/guid', 17)),
    response: (a) => void (a.body.guid = 18),
    want: ['body#/guid'],
  },
  {
    name: 'of another thing, the identifier alone',
    expecting: follows(kept('#/type', 'bits'), kept('#/guid', 'x')),
    want: ['body#/guid'],
  },
  { name: 'a member that is missing is for the schema', expecting: follows(kept('#/nowhere', 1)), want: [] },
  {
    name: 'a response that is no success',
    expecting: follows(kept('#/type', 'bits')),
    response: (a) => void (a.status = 404),
    want: [],
  },
  { name: 'nothing is known from before', expecting: ACCEPTED, want: [] },
  {
    name: 'what is only noted, in a member whose name begins as an identifier',
    expecting: follows({ ...kept('#/type', 'bits'), severity: 'note' }, { ...kept('#/guidance', 1), severity: 'note' }),
    response: (a) => void (a.body.guidance = 2),
    want: ['body#/type', 'body#/guidance'],
    says: { severity: 'note', message: 'reads a type other than the one that it was created with', expected: '"bits"' },
  },
  {
    name: 'the same truth, written as text',
    expecting: follows(kept('#/guid', 'true')),
    response: (a) => void (a.body.guid = true),
    want: [],
  },
]);
