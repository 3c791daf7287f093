import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';

const words = (...values: string[]): JsonObject => ({ type: 'string', enum: values });
const content = (...types: string[]): JsonObject => ({ content: Object.fromEntries(types.map((type) => [type, {}])) });

interface Written {
  path?: string;
  name?: string;
  schema?: JsonObject;
  /** The media types of the answer, and of the body. */
  answers?: string[];
  takes?: string[];
  others?: JsonObject;
}

async function read({
  name = 'format',
  path = `/things/{id}.{${name}}`,
  schema = words('json', 'xml'),
  answers = ['application/json'],
  takes,
  others = {},
}: Written) {
  const parameters = ['id', name].map((one) => ({
    ...{ name: one, in: 'path', required: true, schema: one === name ? schema : { type: 'string' } },
  }));
  const responses = { 200: { description: 'Done.', ...content(...answers) } };
  const post = { parameters, ...(takes && { requestBody: content(...takes) }), responses };
  const contract = await contractOf({ paths: { [path]: { post }, ...others } });
  const [operation] = contract.operations;
  return [operation?.path, operation?.written, operation?.parameters.map((one) => one.name), operation?.id];
}

const FIXED = ['/things/{id}.json', '/things/{id}.{format}', ['id'], 'POST /things/{id}.{format}'];
const AS_WRITTEN = ['/things/{id}.{format}', undefined, ['id', 'format'], 'POST /things/{id}.{format}'];

describe('a path that ends in a format', () => {
  test.each<[what: string, written: Written]>([
    ['JSON is all that is documented', {}],
    ['JSON is all that it may be', { schema: words('json') }],
    ['JSON is all that it may be, as a constant', { schema: { const: 'json' } }],
    ['it is called so, and says nothing', { schema: { type: 'string' } }],
    ['nothing is answered', { answers: [] }],
    ['a body of another kind is sent', { takes: ['application/octet-stream'] }],
  ])('is that of JSON where %s', async (_, written) => {
    expect(await read(written)).toEqual(FIXED);
  });

  test.each<[what: string, written: Written]>([
    ['another of its formats is answered', { answers: ['application/json', 'application/xml'] }],
    ['no answer is JSON', { schema: words('json', 'txt'), answers: ['text/plain'] }],
    ['another of its formats is sent', { takes: ['text/xml'] }],
    ['it says nothing, and another format is answered', { schema: { type: 'string' }, answers: ['text/csv'] }],
    ['it may not be JSON', { schema: words('xml', 'csv') }],
    ['the document has the path of JSON too', { others: { '/things/{id}.json': {} } }],
  ])('stays where %s', async (_, written) => {
    expect(await read(written)).toEqual(AS_WRITTEN);
  });

  test('stays where it is called an extension, and says nothing', async () => {
    const [path] = await read({ name: 'ext', schema: { type: 'string' } });
    expect(path).toBe('/things/{id}.{ext}');
  });

  test.each(['ext', 'extension', 'file_ext', '_format', 'responseFormat', 'output_format'])(
    'is that of JSON under the name %s, where that lists it',
    async (name) => {
      const [path] = await read({ name });
      expect(path).toBe('/things/{id}.json');
    },
  );

  test.each(['kind', 'formats', 'reformat', 'context', 'text'])('stays under the name %s', async (name) => {
    const [path] = await read({ name });
    expect(path).toBe(`/things/{id}.{${name}}`);
  });

  test('stays where more follows', async () => {
    const [path] = await read({ path: '/things/{id}.{format}/parts' });
    expect(path).toBe('/things/{id}.{format}/parts');
  });
});
