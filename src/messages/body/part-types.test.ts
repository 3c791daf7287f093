import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { partTypes } from './part-types.ts';

const OCTETS = 'application/octet-stream';
const list = (items: object) => ({ type: 'array', items });
const deep = (levels: number): object => (levels === 0 ? { format: 'binary' } : list(deep(levels - 1)));

test.each<[member: object | boolean, type: string | undefined]>([
  [{ type: 'string' }, undefined],
  [{ type: 'string', format: 'binary' }, OCTETS],
  [{ type: 'string', format: 'byte' }, undefined],
  [{ contentMediaType: 'Image/PNG' }, 'image/png'],
  [{ contentMediaType: 'image/png', contentEncoding: 'base64' }, undefined],
  [{ contentEncoding: 'base64', format: 'binary' }, OCTETS],
  [{}, OCTETS],
  [true, OCTETS],
  [false, undefined],
  [{ title: 'a', description: 'b', deprecated: true, $comment: 'c', default: 1 }, OCTETS],
  [{ example: 'a', examples: ['b'], readOnly: true, writeOnly: true }, OCTETS],
  [{ minLength: 1 }, undefined],
  [list({ type: 'string', format: 'binary' }), OCTETS],
  [list({ type: 'string' }), undefined],
  [{ type: 'array' }, undefined],
  [{ type: ['array', 'null'], items: { contentMediaType: 'image/png' } }, 'image/png'],
  [{ $ref: '#/components/schemas/File' }, OCTETS],
  [{ $ref: '#/components/schemas/Nothing' }, undefined],
  [{ $ref: '#/components/schemas/Loop' }, undefined],
  [deep(8), OCTETS],
  [deep(9), undefined],
])('the member %j has the type %s', (member, type) => {
  const document: JsonObject = {
    components: {
      schemas: {
        Form: { properties: { a: member } } as JsonObject,
        File: { format: 'binary' },
        Loop: { type: 'array', items: { $ref: '#/components/schemas/Loop' } },
      },
    },
  };
  expect(partTypes(document, '#/components/schemas/Form')).toEqual(type === undefined ? {} : { a: type });
});

test.each(['allOf', 'anyOf', 'oneOf'])('the members of %s are found', (keyword) => {
  const Form: JsonObject = { [keyword]: [{ properties: { a: { format: 'binary' } } }, { $ref: '#/Form' }] };
  expect(partTypes({ Form }, '#/Form')).toEqual({ a: OCTETS });
});
