import type { Expectation, ExpectedValue } from '../../model/case.ts';
import { keptValue } from './kept-value.ts';
import { ACCEPTED, checkTable } from '../../../test/support/check-table.ts';

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
]);
