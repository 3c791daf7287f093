import { expect, test } from '@jest/globals';
import { contractOf, shippedContract } from '../../../test/support/contracts.ts';
import { largeDocument } from '../../../test/support/large-document.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import { exampleCurl, exampleRequest } from './example-request.ts';

const first = ({ operations }: Contract) => operations[0] as Operation;

test('an example request is the documented one, with the base path', async () => {
  const contract = await shippedContract('cloud-foundry-v3-packages');
  expect(exampleRequest(contract, first(contract))).toMatchObject({
    method: 'POST',
    path: '/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages',
    body: '{"type":"docker","data":{"image":"registry/image:latest"}}',
  });
  const large = await contractOf(largeDocument(2), 'large');
  const request = exampleRequest(large, first(large));
  expect(request).toMatchObject({ method: 'GET', path: '/v3/orgs/octo/things-0' });
  expect(request).not.toHaveProperty('body');
});

test('a body that is no text is left out of an example request', async () => {
  const media = { 'application/octet-stream': { example: 'x', schema: { type: 'string', contentEncoding: 'base64' } } };
  const contract = await contractOf({
    paths: {
      '/x': { post: { requestBody: { required: true, content: media }, responses: { 200: { description: 'X.' } } } },
    },
  });
  const request = exampleRequest(contract, first(contract));
  expect(request?.method).toBe('POST');
});

test('an example command line works when it is pasted', async () => {
  const contract = await shippedContract('cloud-foundry-v3-packages');
  const line = exampleCurl([contract], 'http://127.0.0.1:4010');
  expect(line).toContain("'http://127.0.0.1:4010/v3/apps/");
  expect(line).toContain('bearer any-token');
});

test('a documented request goes before one that only follows the schemas', async () => {
  const responses = { 200: { description: 'Fine.' } };
  const schema = { type: 'object', properties: { name: { type: 'string' } } };
  const body = { content: { 'application/json': { schema, example: { name: 'Rex' } } } };
  const paths = {
    '/pets': {
      get: { parameters: [{ name: 'a', in: 'query', required: true, schema }], responses },
      post: { requestBody: body, responses },
    },
  };
  expect(exampleCurl([await contractOf({ paths })], 'http://a')).toContain('{"name":"Rex"}');
});

test('without an operation the example command line asks for the contracts', () =>
  expect(exampleCurl([], 'http://127.0.0.1:4010')).toBe('curl http://127.0.0.1:4010/__assay/'));
