import { describe, expect, test } from '@jest/globals';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { exampleAs, isFramingHeader, mediaTypeOf, respondableExamples } from './available-examples.ts';

const media = (...values: Json[]) => ({
  'application/json': {
    schema: {},
    examples: Object.fromEntries(values.map((value, nth) => [`e${nth}`, { value }])),
  },
});
async function operationOf(responses: JsonObject, request?: JsonObject): Promise<[Contract, Operation]> {
  const contract = await contractOf({
    paths: { '/a': { post: { ...(request && { requestBody: { required: true, content: request } }), responses } } },
  });
  return [contract, contract.operations[0] as Operation];
}
const shown = async (responses: JsonObject, request?: JsonObject) =>
  respondableExamples((await operationOf(responses, request))[1]).map(
    ({ name, response }) => `${name} ${response.status} ${JSON.stringify(response.body)}`,
  );

test.each([
  ['Content-Length', true],
  ['content-type', true],
  ['Date', true],
  ['Connection', true],
  ['Transfer-Encoding', true],
  ['content-encoding', true],
  ['Keep-Alive', true],
  ['Trailer', true],
  ['Location', false],
  ['X-Date', false],
  ['Date-X', false],
])('%s is a header of the message itself: %s', (name, is) => expect(isFramingHeader(name)).toBe(is));

describe('the examples that a response can use', () => {
  const required = (name: string, more: JsonObject = {}) => ({ [name]: { required: true, schema: {}, ...more } });
  test.each<[name: string, responses: JsonObject, request: JsonObject | undefined, want: string[]]>([
    ['a pair', { 201: { description: '', content: media(1) } }, media('x'), ['e0 201 1']],
    ['pairs before others', { 201: { description: '', content: media(1, 2) } }, media('x'), ['e0 201 1']],
    [
      'what no request is paired with',
      { 201: { description: '', content: media(1, 2) } },
      { 'text/plain': {} },
      ['e0 201 1', 'e1 201 2'],
    ],
    [
      'the first success that has any',
      {
        200: { description: '', content: { 'application/json': {} } },
        202: { description: '', content: media(2) },
        203: { description: '', content: media(3) },
        404: { description: '', content: media(4) },
      },
      { 'text/plain': {} },
      ['e0 202 2'],
    ],
    ['a success without a body', { 204: { description: '' } }, { 'text/plain': {} }, ['default 204 undefined']],
    [
      'nothing where only refusals are shown',
      { 404: { description: '', content: media(4) } },
      { 'text/plain': {} },
      [],
    ],
    [
      'nothing where a required header is not shown',
      { 201: { description: '', headers: required('X-A'), content: media(1) } },
      { 'text/plain': {} },
      [],
    ],
    [
      'all that shows its required headers, or needs none',
      {
        201: {
          description: '',
          headers: { ...required('X-A', { example: 1 }), ...required('Date') },
          content: media(1),
        },
      },
      { 'text/plain': {} },
      ['e0 201 1'],
    ],
  ])('are %s', async (_, responses, request, want) => expect(await shown(responses, request)).toStrictEqual(want));
});

describe('an example that is asked for', () => {
  test('has a value of its schema for each required header that it does not show, and its request', async () => {
    const headers = {
      'X-Number': { required: true, schema: { type: 'integer', minimum: 5 } },
      'X-Any': { required: true },
      'X-Shown': { required: true, schema: {}, example: 'shown' },
      'X-Optional': { schema: { type: 'string' } },
      'Content-Length': { required: true, schema: { type: 'integer' } },
    };
    const [contract, operation] = await operationOf(
      { '4XX': { description: '', headers, content: media('no') } },
      media('sent'),
    );
    const [of] = operation.responses;
    if (!of) throw new Error('no response');
    const { response, request } = exampleAs(contract, operation, of, 422, 'e0', of.media[0]);
    expect([...response.headers].map(([{ name }, value]) => `${name}: ${value}`).sort()).toStrictEqual([
      'X-Any: value',
      'X-Number: 5',
      'X-Shown: shown',
    ]);
    expect(response).toMatchObject({ status: 422, body: 'no', of });
    expect(request.body).toBe('sent');
    const other = exampleAs(contract, operation, of, 422, 'none', of.media[0]);
    expect(other.response).not.toHaveProperty('body');
    expect(other.request).not.toHaveProperty('body');
  });
});

test.each<[type: string, value: Json, label: string]>([
  ['Application/Vnd.A+json', {}, 'Application/Vnd.A+json'],
  ['text/*', 'x', 'text/plain'],
  ['*/*', { a: 1 }, 'application/json'],
  ['*/*', 'x', 'text/plain'],
  ['*/*', 5, 'application/json'],
])('a response documented as %s with the body %j is labelled %s', async (type, value, label) => {
  const [, operation] = await operationOf({ 200: { description: '', content: { [type]: { example: value } } } });
  const [example] = respondableExamples(operation);
  expect(example && mediaTypeOf(example.response)).toBe(label);
});

test('a response without a body has no label', () => expect(mediaTypeOf({})).toBeUndefined());
