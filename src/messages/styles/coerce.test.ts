import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { shapeOf } from '../../schema/shape.ts';
import { coerce } from './coerce.ts';
import type { Shape } from '../../schema/shape.ts';

const list = { type: 'array', items: {} };

test.each<[text: string, schema: object, value: Json]>([
  ['1', { type: 'integer' }, 1],
  ['-0.5', { type: 'number' }, -0.5],
  ['1e3', { type: 'number' }, 1000],
  ['1E-2', { type: 'number' }, 0.01],
  ['1.0', { type: 'integer' }, 1],
  ['1.5', { type: 'integer' }, '1.5'],
  ['+1', { type: 'number' }, '+1'],
  ['.5', { type: 'number' }, '.5'],
  ['1.', { type: 'number' }, '1.'],
  ['0x10', { type: 'number' }, '0x10'],
  [' 1', { type: 'number' }, ' 1'],
  ['', { type: 'number' }, ''],
  ['1e999', { type: 'number' }, '1e999'],
  ['9'.repeat(300), { type: 'number' }, Number('9'.repeat(300))],
  ['0'.repeat(400), { type: 'number' }, 0],
  ['0'.repeat(401), { type: 'number' }, '0'.repeat(401)],
  ['true', { type: 'boolean' }, true],
  ['false', { type: 'boolean' }, false],
  ['True', { type: 'boolean' }, 'True'],
  ['', { type: 'null' }, null],
  ['null', { type: 'null' }, null],
  ['null', { type: ['string', 'null'] }, null],
  ['007', { type: 'string' }, '007'],
  ['5', { type: ['integer', 'string'] }, 5],
  ['5', { type: ['integer', 'string'], maxLength: 1, maximum: 4 }, '5'],
  ['5', {}, '5'],
  ['5', { not: { type: 'string' } }, 5],
  ['true', { const: true }, true],
  ['[1]', list, '[1]'],
])('reads %j by %j as %j', async (text, schema, value) => {
  const contract = await contractOf({ paths: {}, components: { schemas: { S: schema } } });
  expect(coerce(shapeOf(contract, '#/components/schemas/S'), text)).toEqual(value);
});

test.each<[text: string, schema: object, value: Json]>([
  [' [1,{"a":2}]', list, [1, { a: 2 }]],
  ['{"a":1}', { type: 'object' }, { a: 1 }],
  ['{"a":1}', list, '{"a":1}'],
  ['[1', list, '[1'],
  ['1', list, '1'],
  ['5', { type: ['integer', 'array'] }, 5],
])('reads %j by %j as %j where JSON may stand', async (text, schema, value) => {
  const contract = await contractOf({ paths: {}, components: { schemas: { S: schema } } });
  expect(coerce(shapeOf(contract, '#/components/schemas/S'), text, true)).toEqual(value);
});

test.each<[types: string[], asked: boolean]>([
  [['integer'], false],
  [['integer', 'string'], true],
])('a text that may be %j is held to the schema: %s', (types, asked) => {
  const seen: Json[] = [];
  const shape = { types: new Set(types), accepts: (value: Json) => seen.push(value) > 0 } as unknown as Shape;
  expect(coerce(shape, '5')).toBe(5);
  expect(seen).toEqual(asked ? [5] : []);
});
