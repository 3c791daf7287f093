import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { RequestValues } from '../../model/contract.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import type { RequestError } from '../request-error.ts';
import { decodeBody } from './decode.ts';

const PET = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
const CONTENT = { 'application/json': { schema: PET }, 'image/png': { schema: PET }, 'text/*': {} };
const AT = '#/paths/~1pets/post/requestBody';

/** What is read of a body that comes with these header fields, and its errors. */
async function decode(
  body: string | Uint8Array | undefined,
  fields: Record<string, string> = { 'content-type': 'application/json' },
  {
    content = CONTENT,
    required = true,
    maxBody = 100,
  }: { content?: object; required?: boolean; maxBody?: number } = {},
) {
  const contract = await contractOf({
    paths: { '/pets': { post: { requestBody: { required, content }, responses: { 200: { description: 'Done.' } } } } },
  });
  const declared = contract.operations[0]?.body;
  if (!declared) throw new Error('no body');
  const inputs: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
  const errors: RequestError[] = [];
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  decodeBody(contract, declared, { fields: new Map(Object.entries(fields)), bytes, maxBody }, inputs, errors);
  return { body: inputs.body, mediaType: inputs.mediaType, errors };
}
const REX = '{"name":"Rex"}';

describe('a body that is read', () => {
  test.each<[string, body: string, type: string | undefined, value: unknown, mediaType: string]>([
    ['JSON', REX, 'application/json', { name: 'Rex' }, 'application/json'],
    ['JSON with a parameter', REX, 'Application/JSON; charset=UTF-8', { name: 'Rex' }, 'application/json'],
    ['a text of a range', 'words', 'text/csv', 'words', 'text/csv'],
    // A picture is no object, whatever its schema says.
    ['bytes', 'words', 'image/png', 'words', 'image/png'],
  ])('is %s', async (_, body, type, value, mediaType) => {
    expect(await decode(body, type === undefined ? {} : { 'content-type': type })).toStrictEqual({
      ...{ body: value, mediaType, errors: [] },
    });
  });

  test('is octets without a Content-Type', async () => {
    const content = { 'application/octet-stream': {} };
    expect(await decode('words', {}, { content })).toStrictEqual({
      ...{ body: 'words', mediaType: 'application/octet-stream', errors: [] },
    });
  });

  test.each([['gzip'], ['x-gzip'], ['GZIP']])('may be in the coding %s', async (coding) => {
    const fields = { 'content-type': 'application/json', 'content-encoding': coding };
    expect(await decode(gzipSync(REX), fields)).toMatchObject({ body: { name: 'Rex' }, errors: [] });
  });

  test.each([['identity'], ['Identity']])('is as it came in the coding %s', async (coding) => {
    const fields = { 'content-type': 'application/json', 'content-encoding': coding };
    expect(await decode(REX, fields)).toMatchObject({ body: { name: 'Rex' }, errors: [] });
  });

  test('is read though it breaks its schema, and its errors are told', async () => {
    const { body, errors } = await decode('{"name":7}');
    expect(body).toStrictEqual({ name: 7 });
    expect(errors).toMatchObject([{ kind: 'body', at: 'request body#/name', expected: 'string' }]);
    expect(errors[0]).not.toHaveProperty('malformed');
  });

  test('is held to its schema where it is a text by that', async () => {
    const content = { 'text/plain': { schema: { type: 'string', maxLength: 3 } } };
    expect((await decode('four', { 'content-type': 'text/plain' }, { content })).errors).toHaveLength(1);
    expect((await decode('one', { 'content-type': 'text/plain' }, { content })).errors).toHaveLength(0);
  });
});

describe('a body that is missing', () => {
  test.each<[Uint8Array | undefined]>([[undefined], [new Uint8Array()]])(
    'is an error where one is required: %j',
    async (body) => {
      expect(await decode(body)).toStrictEqual({
        ...{ body: undefined, mediaType: undefined },
        errors: [
          { kind: 'body', clause: `${AT}/required`, at: 'request body', message: 'is required', expected: true },
        ],
      });
    },
  );

  test('is none where none is required', async () => {
    expect((await decode(undefined, {}, { required: false })).errors).toStrictEqual([]);
  });
});

describe('a body that cannot be read', () => {
  const TYPES = ['application/json', 'image/png', 'text/*'];
  test.each<[string, string | Uint8Array, fields: Record<string, string>, error: object]>([
    [
      'is of another media type',
      REX,
      { 'content-type': 'application/xml' },
      {
        ...{ kind: 'media type', clause: `${AT}/content`, at: 'header Content-Type', expected: TYPES },
        message: 'is none of the documented media types: application/json, image/png, text/*',
      },
    ],
    [
      'has no media type',
      REX,
      {},
      {
        ...{ kind: 'media type', clause: `${AT}/content`, at: 'header Content-Type', expected: TYPES },
        message: 'is missing, and the body is none of the documented media types without it',
      },
    ],
    [
      'has a media type that is none',
      REX,
      { 'content-type': 'json' },
      {
        ...{ kind: 'media type', clause: `${AT}/content`, at: 'header Content-Type', expected: TYPES },
        message: 'is none of the documented media types: application/json, image/png, text/*',
      },
    ],
    [
      'is not JSON',
      '{',
      { 'content-type': 'application/json' },
      {
        ...{ kind: 'body', clause: `${AT}/content/application~1json`, at: 'request body', malformed: true },
        message: expect.stringContaining('JSON'),
      },
    ],
    [
      'is not in its coding',
      REX,
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      {
        ...{ kind: 'body', clause: `${AT}/content/application~1json`, at: 'header Content-Encoding', malformed: true },
        message: 'names the coding gzip, and the body is not in it',
      },
    ],
    [
      'is in a coding that cannot be undone',
      REX,
      { 'content-type': 'application/json', 'content-encoding': 'compress' },
      {
        ...{ kind: 'media type', clause: `${AT}/content/application~1json`, at: 'header Content-Encoding' },
        message: 'names the coding compress, which cannot be undone here',
        expected: ['gzip', 'deflate', 'br'],
      },
    ],
    [
      'is too long without its coding',
      gzipSync(`"${'x'.repeat(99)}"`),
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      {
        ...{ kind: 'size', clause: `${AT}/content/application~1json`, at: 'request body', malformed: true },
        message: 'is longer than 100 bytes without its coding',
      },
    ],
  ])('is an error, as it %s', async (_, sent, fields, error) => {
    expect(await decode(sent, fields)).toStrictEqual({ body: undefined, mediaType: undefined, errors: [error] });
  });

  test('is one of the greatest length, and not a byte less', async () => {
    const fields = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const { errors } = await decode(gzipSync(`"${'x'.repeat(98)}"`), fields);
    expect(errors.map(({ kind }) => kind)).not.toContain('size');
  });
});
