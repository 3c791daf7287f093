import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import type { Conversion } from './conversion.ts';
import { CONVERSIONS, convertDocument } from './index.ts';

const INFO = { info: { title: 'x', version: '1' } };
const pet = { type: 'string', 'x-nullable': true, example: 'Rex' };
const swagger = { swagger: '2.0', ...INFO, paths: {}, definitions: { Pet: pet } };
const openapi = (version: string, Pet: JsonObject) => ({
  openapi: version,
  ...INFO,
  paths: {},
  components: { schemas: { Pet } },
});

test.each<[what: string, document: JsonObject, applied: string[], schema: JsonObject]>([
  ['Swagger 2.0', swagger, ['Swagger 2.0', 'OpenAPI 3.0'], { type: ['string', 'null'], examples: ['Rex'] }],
  ['OpenAPI 3.0', openapi('3.0.3', { type: 'string', nullable: true }), ['OpenAPI 3.0'], { type: ['string', 'null'] }],
  ['OpenAPI 3.1', openapi('3.1.0', { type: ['string', 'null'] }), [], { type: ['string', 'null'] }],
  [
    'OpenAPI 3.0 whose version is wrong',
    openapi('3.0', { nullable: true, type: 'string' }),
    ['OpenAPI 3.0'],
    { type: ['string', 'null'] },
  ],
  ['OpenAPI 3.2', openapi('3.2.0', { type: 'string' }), [], { type: 'string' }],
])('brings %s to the version that schemas are read in', async (_, document, applied, schema) => {
  const before = structuredClone(document);
  const converted = await convertDocument(document);
  expect(converted.applied.map(({ from }) => from)).toEqual(applied);
  expect(converted.document).toMatchObject({ components: { schemas: { Pet: schema } } });
  expect(document).toEqual(before);
});

test('a pointer is followed back through every conversion', async () => {
  const { before } = await convertDocument(swagger);
  expect(before('#/components/schemas/Pet/examples/0')).toBe('#/definitions/Pet/example');
  expect(before('#/info/title')).toBe('#/info/title');
});

test('a pointer into a document that needs no conversion stays as it is', async () => {
  const { before, document } = await convertDocument(openapi('3.1.0', { type: 'string' }));
  expect(before('#/components/schemas/Pet/examples/0')).toBe('#/components/schemas/Pet/examples/0');
  expect(document).toEqual(openapi('3.1.0', { type: 'string' }));
});

test('only the conversions of the list are applied', async () => {
  const written = await convertDocument(
    swagger,
    CONVERSIONS.filter(({ isWritten }) => isWritten),
  );
  expect(written.document).toMatchObject({ openapi: '3.0.3', components: { schemas: { Pet: { nullable: true } } } });
});

test('a conversion starts from the result of the one before it', async () => {
  const step = (from: string, to: string): Conversion => ({
    from,
    appliesTo: ({ version }) => version === from,
    convert: ({ version, ...rest }) => ({
      document: { ...rest, version: to },
      before: (pointer) => `${pointer}/${String(version)}`,
      ...(from === 'b' && { warnings: [{ pointer: '#', message: 'was b' }] }),
    }),
  });
  const { document, before, warnings } = await convertDocument({ version: 'a' }, [
    step('a', 'b'),
    step('b', 'c'),
    step('a', 'd'),
  ]);
  expect(document).toEqual({ version: 'c' });
  expect(before('#')).toBe('#/b/a');
  expect(warnings).toEqual([{ pointer: '#', message: 'was b' }]);
});
