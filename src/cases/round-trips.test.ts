import { expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { roundTrips } from './round-trips.ts';

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
