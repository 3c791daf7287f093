import { expect, test } from '@jest/globals';
import { verbOf, type Verb } from './verbs-in-paths.ts';

const creating = { collection: 'create' as const };
const listing = { collection: 'list' as const };
const reading = { thing: 'read' as const };

test.each<[string, Omit<Verb, 'path'> | undefined]>([
  ['POST /x/create', creating],
  ['POST /x/add', creating],
  ['POST /x/new', creating],
  ['POST /x/CREATE/', creating],
  ['POST /x/createAll', undefined],
  ['POST /x/list', undefined],
  ['PUT /x/create', undefined],
  ['POST /create', undefined],
  ['POST /x/{create}', undefined],
  ['GET /x/create', undefined],
  ['GET /x/list', listing],
  ['GET /x/all', listing],
  ['GET /x/index', listing],
  ['GET /x/json', { ...listing, ...reading }],
  ['GET /x/get', reading],
  ['GET /x/show', reading],
  ['GET /x/info', reading],
  ['GET /x/details', reading],
  ['GET /x/inspect', reading],
  ['GET /x/view', reading],
  ['GET /x/other', undefined],
  ['GET /json', undefined],
])('the end of %s says %j', (line, says) => {
  const [method = '', path = ''] = line.split(' ');
  expect(verbOf(method, path)).toEqual(says && { ...says, path: '/x' });
});
