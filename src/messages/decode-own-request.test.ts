import { expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import { decodeOwnRequest } from './decode-own-request.ts';

const contract = await contractOf({
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      basic: { type: 'http', scheme: 'basic' },
      oauth: { type: 'oauth2', flows: { implicit: { authorizationUrl: 'https://a.test', scopes: {} } } },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    },
  },
  paths: Object.fromEntries(
    ['bearer', 'basic', 'oauth', 'key'].map((name) => [
      `/${name}`,
      { get: { security: [{ [name]: [] }], responses: { 200: { description: '' } } } },
    ]),
  ),
});

test.each([
  ['a bearer token', 'bearer', 'Authorization', 'Bearer x', 0],
  ['another scheme than bearer', 'bearer', 'Authorization', 'Token x', 0],
  ['a token without a scheme', 'bearer', 'authorization', 'abc', 0],
  ['another scheme than basic', 'basic', 'Authorization', 'Bearer x', 0],
  ['another scheme than that of OAuth 2', 'oauth', 'Authorization', 'token x', 0],
  ['the name of a scheme alone', 'bearer', 'Authorization', 'Bearer ', 1],
  ['an empty field', 'bearer', 'Authorization', '', 1],
  ['another field', 'bearer', 'X-Key', 'x', 1],
  ['no field of a key', 'key', 'Authorization', 'Bearer x', 1],
])('%s, where %s is documented', (_, path, name, value, errors) => {
  const operation = contract.operations.find((one) => one.path === `/${path}`);
  if (!operation) throw new Error('no operation');
  const request = { method: 'GET', path: `/${path}`, headers: [[name, value] as const] };
  expect(decodeOwnRequest(contract, operation, request).errors).toHaveLength(errors);
});
