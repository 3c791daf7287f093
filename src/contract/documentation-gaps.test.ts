import { expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import { listGaps } from './documentation-gaps.ts';

const NO_EXAMPLE = 'without a documented example: nothing of it is compared value for value';
const NO_BODY_EXAMPLE = 'without an example';
const NO_SCHEMA = 'without a schema: any body would do';
const NO_SUCCESS = 'without a successful response';
const NO_ERROR = 'without a documented error (4xx): of a refusal nothing but the status can be checked';

const described = { content: { 'application/json': { schema: { type: 'object' } } } };
const shown = { content: { 'application/json': { schema: { type: 'object' }, examples: { one: { value: {} } } } } };

/** What an operation lacks that takes this body and gives these answers. */
async function lacks(responses: Record<string, object>, requestBody?: object) {
  const named = Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [status, { description: 'It.', ...response }]),
  );
  const contract = await contractOf({
    paths: { '/pets': { post: { ...(requestBody && { requestBody }), responses: named } } },
  });
  return listGaps(contract);
}

test.each<[string, responses: Record<string, object>, body: object | undefined, want: string[]]>([
  ['an operation with all of it', { 200: shown, 400: described }, shown, []],
  ['one that is paired with no answer', { 200: described, 400: described }, shown, [NO_EXAMPLE]],
  ['a body without an example', { 200: shown, 400: described }, described, [NO_BODY_EXAMPLE]],
  ['an answer without a schema', { 200: shown, 201: {}, 400: {} }, undefined, [NO_SCHEMA]],
  [
    'an answer without a schema in its content',
    { 200: { content: { 'text/plain': {} } }, 400: {} },
    undefined,
    [NO_EXAMPLE, NO_SCHEMA],
  ],
  ['answers without a body', { 204: {}, 205: {}, 400: {} }, undefined, [NO_EXAMPLE]],
  ['errors alone', { 400: {}, 500: {} }, undefined, [NO_EXAMPLE, NO_SUCCESS]],
  ['a redirect in place of a success', { 302: {}, 400: {} }, undefined, [NO_EXAMPLE]],
  ['a default in place of all', { default: {} }, undefined, [NO_EXAMPLE]],
  ['any success and any error', { '2XX': described, '4XX': {} }, undefined, [NO_EXAMPLE]],
  ['failures of the server alone', { 200: shown, 500: {} }, undefined, [NO_ERROR]],
])('what is missing of %s', async (_, responses, body, want) => {
  expect((await lacks(responses, body)).map((gap) => gap.lacks)).toEqual(want);
});

test('each gap says of how many things it is, where, and how to fill it', async () => {
  const [gap, ...others] = await lacks({ 200: shown, 201: {}, 204: {}, 400: {} });
  expect(others).toEqual([]);
  expect(gap).toMatchObject({
    ...{ of: 'successful responses', total: 2 },
    places: [{ label: 'POST /pets 201', pointer: '#/paths/~1pets/post/responses/201' }],
    hint: 'Add `content` with a schema, or 204 where there is no body.',
  });
});

test('a contract without operations lacks nothing', async () => {
  expect(listGaps(await contractOf({ paths: {} }))).toEqual([]);
});
