import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { askedAndTold, type Reply } from '../../../test/support/asked-and-told.ts';
import { basisOfTag, judgeConditions, withField } from './conditions.ts';
import type { Change } from './writes/changes.ts';

const JOB = { id: '1', title: 'A first job' };
const none = { description: 'None.' };
const PATCHES = { content: { 'application/json': {}, 'application/merge-patch+json': {} } };
const BOTH = {
  'GET /jobs/{id}': { responses: { 304: none } },
  'PUT /jobs/{id}': { requestBody: PATCHES, responses: { 412: none } },
};

interface Server {
  operations?: Record<string, JsonObject>;
  /** The entity tags of the reads, in their order; the last one stays. */
  tags: string[];
  /** The answers to the changes. */
  changes?: (Reply | undefined)[];
  /** The status of the reads, in their order; 200 unless given. */
  statuses?: number[];
}

async function judged({ operations = BOTH, tags, statuses = [], changes = [{}, { status: 412 }] }: Server) {
  let reads = 0;
  let writes = 0;
  const api = await askedAndTold({ operations, created: [JOB] }, (line, _, { headers }) => {
    if (line === 'PUT /jobs/1') return changes[(writes += 1) - 1];
    const condition = headers.find(([name]) => name === 'If-None-Match')?.[1];
    const status = statuses[reads] ?? 200;
    const tag = tags[Math.min(condition === undefined ? reads++ : reads - 1, tags.length - 1)];
    return {
      status: condition !== undefined && condition === tag ? 304 : status,
      ...(tag !== undefined && { fields: { ETag: tag } }),
      body: JOB,
    };
  });
  const [one] = api.known.made;
  const operation = api.operation('PUT /jobs/{id}');
  const inputs = {
    path: { id: '1' },
    query: {},
    header: {},
    cookie: {},
    mediaType: 'application/merge-patch+json',
    body: {},
  };
  let again = 0;
  const change = { operation, inputs, again: () => ({ title: `again ${(again += 1)}` }) } as unknown as Change;
  if (one) await judgeConditions(api.client, api.known, one, change);
  return {
    asked: api.asked.map((line) => line.replace(' Content-Type: application/merge-patch+json', '')),
    bodies: api.cases.map(({ inputs: { body } }) => body).filter((body) => body !== undefined),
    after: api.cases.map((one) => one.after?.length ?? 0),
    titles: api.cases.map(({ title }) => title),
    told: api.told.map((relation) => {
      if (relation.kind === 'tagged') return `${relation.before} to ${relation.after}, by ${relation.basis.rests}`;
      if (relation.kind === 'condition')
        return `${relation.field} ${relation.isCurrent ? 'now' : 'old'}: ${relation.status}`;
      return relation.kind;
    }),
  };
}

test('entity tags are asked for on their condition, before and after a change', async () => {
  expect(await judged({ tags: ['"a"', '"b"'], changes: [{ fields: { ETag: '"b"' } }, { status: 412 }] })).toEqual({
    asked: [
      'GET /jobs/1',
      'GET /jobs/1 If-None-Match: "a"',
      'PUT /jobs/1 If-Match: "a"',
      'GET /jobs/1',
      'GET /jobs/1 If-None-Match: "a"',
      'PUT /jobs/1 If-Match: "a"',
      'GET /jobs/1',
    ],
    bodies: [{ title: 'again 1' }, { title: 'again 2' }],
    after: [1, 1, 1, 3, 1, 2, 3],
    titles: [
      'the request for an entity tag',
      'the request for the thing unless it has the present entity tag',
      'the request for a change on the condition of the present entity tag',
      'the request for the entity tag after putJob',
      'the request for the thing unless it has an old entity tag',
      'the request for a change on the condition of an old entity tag',
      'the request for the thing after putJob was refused',
    ],
    told: [
      'If-None-Match now: 304',
      'If-Match now: 200',
      '"a" to "b", by name',
      '"a" to "b", by name',
      'If-None-Match old: 200',
      'refused',
      'If-Match old: 412',
    ],
  });
});

test.each<[what: string, server: Server, asked: string[], told: string[]]>([
  ['nothing is asked where a read has no tag', { tags: [] }, ['GET /jobs/1'], []],
  ['nothing is asked on the tag of what was not read', { tags: ['"a"'], statuses: [404] }, ['GET /jobs/1'], []],
  [
    'the tag of what is not there after a change is not told',
    { tags: ['"a"', '"b"'], statuses: [200, 500], changes: [{}, {}] },
    [
      'GET /jobs/1',
      'GET /jobs/1 If-None-Match: "a"',
      'PUT /jobs/1 If-Match: "a"',
      'GET /jobs/1',
      'PUT /jobs/1 If-Match: "a"',
    ],
    ['If-None-Match now: 304', 'If-Match now: 200', 'If-Match old: 200'],
  ],
  [
    'a weak tag is no condition of a change',
    { tags: ['W/"a"', 'W/"b"'] },
    [
      'GET /jobs/1',
      'GET /jobs/1 If-None-Match: W/"a"',
      'PUT /jobs/1',
      'GET /jobs/1',
      'GET /jobs/1 If-None-Match: W/"a"',
    ],
    ['If-None-Match now: 304', 'W/"a" to W/"b", by name', 'If-None-Match old: 200'],
  ],
  [
    'without a documented 304 no read has a condition',
    { operations: { 'PUT /jobs/{id}': { requestBody: PATCHES, responses: { 412: none } } }, tags: ['"a"', '"b"'] },
    ['GET /jobs/1', 'PUT /jobs/1 If-Match: "a"', 'GET /jobs/1', 'PUT /jobs/1 If-Match: "a"', 'GET /jobs/1'],
    ['If-Match now: 200', '"a" to "b", by name', 'refused', 'If-Match old: 412'],
  ],
  [
    'without a documented 412 no change has a condition',
    {
      operations: { 'GET /jobs/{id}': { responses: { 304: none } }, 'PUT /jobs/{id}': { requestBody: PATCHES } },
      tags: ['"a"', '"b"'],
    },
    ['GET /jobs/1', 'GET /jobs/1 If-None-Match: "a"', 'PUT /jobs/1', 'GET /jobs/1', 'GET /jobs/1 If-None-Match: "a"'],
    ['If-None-Match now: 304', '"a" to "b", by name', 'If-None-Match old: 200'],
  ],
  [
    'a tag that stays the same is told, and is no old one',
    { tags: ['"a"'] },
    [
      'GET /jobs/1',
      'GET /jobs/1 If-None-Match: "a"',
      'PUT /jobs/1 If-Match: "a"',
      'GET /jobs/1',
      'PUT /jobs/1 If-Match: "assay-0"',
      'GET /jobs/1',
    ],
    ['If-None-Match now: 304', 'If-Match now: 200', '"a" to "a", by name', 'refused', 'If-Match old: 412'],
  ],
  [
    'an old condition that is not looked at changes the thing, so that it is not read',
    { tags: ['"a"', '"b"'], changes: [{}, {}] },
    [
      'GET /jobs/1',
      'GET /jobs/1 If-None-Match: "a"',
      'PUT /jobs/1 If-Match: "a"',
      'GET /jobs/1',
      'GET /jobs/1 If-None-Match: "a"',
      'PUT /jobs/1 If-Match: "a"',
    ],
    [
      'If-None-Match now: 304',
      'If-Match now: 200',
      '"a" to "b", by name',
      'If-None-Match old: 200',
      'If-Match old: 200',
    ],
  ],
  [
    'a refused change on a present condition is told, and nothing more is asked',
    { tags: ['"a"', '"b"'], changes: [{ status: 412 }] },
    ['GET /jobs/1', 'GET /jobs/1 If-None-Match: "a"', 'PUT /jobs/1 If-Match: "a"'],
    ['If-None-Match now: 304', 'If-Match now: 412'],
  ],
  [
    'a change without an answer is not told',
    { tags: ['"a"', '"b"'], changes: [undefined] },
    ['GET /jobs/1', 'GET /jobs/1 If-None-Match: "a"', 'PUT /jobs/1 If-Match: "a"'],
    ['If-None-Match now: 304'],
  ],
])('entity tags: %s', async (_, server, asked, told) => {
  const found = await judged(server);
  expect({ asked: found.asked, told: found.told }).toEqual({ asked, told });
});

test.each<[says: string, fields: JsonObject, rests: string]>([
  ['a documented header', { Etag: { schema: {} } }, 'header'],
  ['nothing but its name', { 'X-ETag': { schema: {} }, ETags: { schema: {} } }, 'name'],
])('an entity tag rests on %s', async (_, headers, rests) => {
  const { operation } = await askedAndTold({
    operations: { 'GET /jobs/{id}': { responses: { 200: { description: 'A job.', headers } } } },
  });
  const basis = basisOfTag(operation('GET /jobs/{id}'));
  expect(basis.rests).toBe(rests);
  expect(basis.clause.endsWith('headers/Etag')).toBe(rests === 'header');
});

test('a field takes the place of those of its name alone', () => {
  const request = {
    method: 'GET',
    path: '/',
    headers: [
      ['IF-MATCH', '"a"'],
      ['Accept', '*/*'],
    ] as [string, string][],
  };
  expect(withField('If-Match', '"b"')(request).headers).toEqual([
    ['Accept', '*/*'],
    ['If-Match', '"b"'],
  ]);
});
