import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../model/json.ts';
import { listStatements, readDiscrepancies, readDocuments, statementAt, statementsOf } from './sources.ts';

const document: JsonObject = {
  info: {
    description: 'about',
    'x-documents': { one: { title: ' The page ', publisher: 'P', about: 'A' }, two: null },
    'x-discrepancies': [
      { about: 'a', between: ['one', 2], says: 's', known: 'k', decision: 'd' },
      'no object',
      { between: 'x' },
    ],
  },
  paths: {
    '/x': {
      description: 'the path',
      get: {
        summary: 'reads',
        'x-source': [
          { document: 'one', says: ' it says ', at: '§1', clauses: ['responses'] },
          { document: 'three', says: 'the rest' },
        ],
        'x-inferred': 'a guess',
        responses: { 200: { 'x-inferred': ['first', 5, 'second'] } },
        parameters: [{ name: 'a' }],
      },
    },
  },
  components: {
    schemas: {
      S: {
        description: 'a thing',
        properties: { description: { type: 'string' }, b: { summary: ' of b ' }, c: { description: 5 } },
      },
    },
  },
};
const documents = readDocuments(document);
const GET = '#/paths/~1x/get';

test('the documents have the title of their id unless they give one', () => {
  expect([...documents.values()]).toEqual([
    { id: 'one', title: 'The page', publisher: 'P', about: 'A' },
    { id: 'two', title: 'two' },
  ]);
  expect(readDocuments({}).size).toBe(0);
});

test('the discrepancies are read without those that are not objects', () => {
  expect(readDiscrepancies(document)).toEqual([
    { about: 'a', between: ['one', '2'], says: 's', known: 'k', decision: 'd' },
    { about: '', between: [], says: '' },
  ]);
  expect(readDiscrepancies({})).toEqual([]);
});

describe('statementAt', () => {
  const source = { kind: 'source', pointer: GET, says: 'it says', at: '§1', document: documents.get('one') };
  const rest = { kind: 'source', pointer: GET, says: 'the rest', document: { id: 'three', title: 'three' } };
  test.each<[pointer: string, statement: object | undefined]>([
    [GET, rest],
    [`${GET}/responses`, source],
    [`${GET}/responses/404`, source],
    [`${GET}/parameters/0/name`, rest],
    [`${GET}/responses/200/content`, { kind: 'inferred', pointer: `${GET}/responses/200`, says: 'first' }],
    ['#/paths/~1x/put', { kind: 'description', pointer: '#/paths/~1x', says: 'the path' }],
    [
      '#/components/schemas/S/properties/description',
      { kind: 'description', pointer: '#/components/schemas/S', says: 'a thing' },
    ],
    [
      '#/components/schemas/S/properties/b/type',
      { kind: 'description', pointer: '#/components/schemas/S/properties/b', says: 'of b' },
    ],
    [
      '#/components/schemas/S/properties/c',
      { kind: 'description', pointer: '#/components/schemas/S', says: 'a thing' },
    ],
    ['#/servers', undefined],
  ])('%s rests on %j', (pointer, statement) => {
    expect(statementAt(document, pointer, documents)).toEqual(statement);
  });

  test('names no clauses', () => {
    expect(statementAt(document, `${GET}/responses`, documents)).not.toHaveProperty('clauses');
  });
});

test('every statement is listed in the order of the document', () => {
  expect(listStatements(document, documents).map(({ pointer, kind, says }) => [pointer, kind, says])).toEqual([
    [GET, 'source', 'it says'],
    [GET, 'source', 'the rest'],
    [GET, 'inferred', 'a guess'],
    [`${GET}/responses/200`, 'inferred', 'first'],
    [`${GET}/responses/200`, 'inferred', 'second'],
  ]);
});

test('x-source inside an example or the info is not a statement', () => {
  const inferred = { 'x-inferred': 'x' };
  const listed = listStatements({ info: inferred, a: { value: inferred }, b: [inferred], infos: inferred }, documents);
  expect(listed.map(({ pointer }) => pointer)).toEqual(['#/b/0', '#/infos']);
});

test.each<[inferred: Json, more: object]>([
  [{ says: 'a guess', carried: 'RFC 9110' }, { carried: 'RFC 9110' }],
  [{ says: 'a guess', members: ['a', 2] }, { members: ['a', '2'] }],
  [{ says: 'a guess', when: { a: 1 } }, { when: '#/x/x-inferred/when' }],
  [[{ says: 'a guess', when: { a: 1 } }], { when: '#/x/x-inferred/0/when' }],
])('the inferred statement %j says more: %j', (inferred, more) => {
  expect(statementsOf({ 'x-inferred': inferred }, '#/x', documents)).toEqual([
    { kind: 'inferred', pointer: '#/x', says: 'a guess', ...more },
  ]);
});
