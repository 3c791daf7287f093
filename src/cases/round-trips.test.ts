import { expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { isReadAs, roundTrips } from './round-trips.ts';

const PARTS = 'multipart/form-data';
const FORM = 'application/x-www-form-urlencoded';

test.each<[string, string, Json, boolean]>([
  ['a JSON body', 'application/json', { size: 'text', none: null, list: [{}] }, true],
  ['a form of texts and numbers', FORM, { name: 'a', size: 3 }, true],
  ['a form with a text where a number is described', FORM, { size: 'text' }, true],
  ['a form with null', FORM, { name: null }, false],
  ['a form with a number where a text is described', FORM, { name: 7 }, false],
  ['a multipart form with an object where a text is described', PARTS, { name: {} }, false],
  ['a multipart form with an object where a number is described', PARTS, { name: 'a', size: {} }, true],
])('says whether %s (%s %j) is read as it is written', async (_, type, body, want) => {
  const contract = await contractOf({
    paths: {
      '/things': {
        post: {
          requestBody: {
            content: {
              [type]: {
                schema: { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer' } } },
              },
            },
          },
          responses: { '201': { description: 'made' } },
        },
      },
    },
  });
  const [operation] = contract.operations;
  const inputs = { path: {}, query: {}, header: {}, cookie: {}, mediaType: type, body };
  expect(operation && roundTrips(contract, operation, inputs)).toBe(want);
});

test.each<[string, Record<string, string>, Json, Json, boolean]>([
  ['the same number', {}, 7, 7, true],
  ['another number', {}, 7, 8, false],
  ['a text for a number', {}, '7', 7, false],
  ['a text that was set for a number', { id: '7' }, '7', 7, true],
  ['a text that was set for another parameter', { name: '7' }, '7', 7, false],
  ['a number other than the one that was set', { id: '7' }, '7', 8, false],
])('says whether %s is read as it was meant', async (_, set, meant, read, want) => {
  const parameter = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  const contract = await contractOf({
    paths: { '/things/{id}': { get: { parameters: [parameter], responses: { '200': { description: '' } } } } },
  });
  const [operation] = contract.operations;
  const inputs = (id: Json) => ({ path: { id }, query: {}, header: {}, cookie: {} });
  expect(operation && isReadAs(operation, { headers: [], set }, inputs(meant), inputs(read))).toBe(want);
});
