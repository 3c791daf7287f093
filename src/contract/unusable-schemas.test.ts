import { expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { formatUnusable, unusableInRequest, unusableInResponse, unusablePaths } from './unusable-schemas.ts';

const NOWHERE = '#/components/schemas/Nothing';
const LOST = { $ref: NOWHERE };
const DONE = { description: 'Done.' };
const content = (schema: JsonObject) => ({ 'application/json': { schema } });
const query = (name: string, schema: JsonObject) => ({ name, in: 'query', schema });
/** The places that messages begin with. */
const at = (...unusable: { message: string }[]) => unusable.map(({ message }) => message.split(' ')[0]);

/** What cannot be used of GET /pets, its answer 200, and the paths. */
async function unusable(get: JsonObject, others: JsonObject = {}) {
  const contract = await contractOf({ paths: { '/pets': { get: { responses: { 200: DONE }, ...get } }, ...others } });
  const operation = contract.operations.find(({ path }) => path === '/pets');
  const [answer] = operation?.responses ?? [];
  return {
    request: operation ? unusableInRequest(contract, operation) : [],
    response: answer ? unusableInResponse(contract, answer) : [],
    paths: unusablePaths(contract),
  };
}

const BODY = '#/paths/~1pets/get/requestBody/content/application~1json/schema';
const ANSWER = '#/paths/~1pets/get/responses/200';

test.each<[what: string, get: JsonObject, request: string[], response: string[]]>([
  ['nothing', { parameters: [query('a', {})], requestBody: { content: content({}) } }, [], []],
  ['a parameter', { parameters: [query('a', {}), query('b', LOST)] }, ['#/paths/~1pets/get/parameters/1/schema'], []],
  ['a listed parameter', { parameters: [LOST] }, ['#/paths/~1pets/get/parameters/0'], []],
  ['a body', { requestBody: { content: content(LOST) } }, [BODY], []],
  ['a part of a body', { requestBody: { content: content({ items: LOST }) } }, [`${BODY}/items`], []],
  ['an answer', { responses: { 200: LOST } }, [], [ANSWER]],
  [
    'the body of an answer',
    { responses: { 200: { ...DONE, content: content(LOST) } } },
    [],
    [`${ANSWER}/content/application~1json/schema`],
  ],
  [
    'a header of an answer',
    { responses: { 200: { ...DONE, headers: { 'X-A': { schema: LOST } } } } },
    [],
    [`${ANSWER}/headers/X-A/schema`],
  ],
])('where %s leads nowhere, it cannot be used', async (_, get, request, response) => {
  const found = await unusable(get);
  expect([at(...found.request), at(...found.response), at(...found.paths)]).toEqual([request, response, []]);
});

test('a path that leads nowhere cannot be used, and no other', async () => {
  const { request, paths } = await unusable({}, { '/shops': { $ref: '#/components/pathItems/None' } });
  expect([at(...request), at(...paths)]).toEqual([[], ['#/paths/~1shops']]);
});

test('what is unusable is told with its place and why', async () => {
  const { request } = await unusable({ requestBody: { content: content(LOST) } });
  expect(request.map(formatUnusable)).toEqual([expect.objectContaining({ reason: expect.stringContaining(NOWHERE) })]);
});
