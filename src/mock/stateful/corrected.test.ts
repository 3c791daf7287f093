import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { corrected } from './corrected.ts';

const text = { type: 'string' };
const SCHEMA = '#/components/schemas/Answer';

/** The answer put right by a schema, where the documented answer is as given. */
async function correct(schema: JsonObject, answer: Json, documented: Json = {}): Promise<Json | undefined> {
  const contract = await contractOf({ paths: {}, components: { schemas: { Answer: schema } } });
  return corrected(contract, SCHEMA, answer, documented);
}

const nested = (schema: JsonObject): JsonObject => ({ type: 'object', properties: { a: schema, b: text } });

const CHOICES: JsonObject[] = [
  { oneOf: [{ required: ['c'] }] },
  { anyOf: [{ required: ['c'] }] },
  { if: { type: 'object' }, then: { required: ['c'] } },
];

test.each<[what: string, schema: JsonObject, answer: Json, documented: Json, want: Json | undefined]>([
  ['an answer that conforms stays as it is', nested(text), { a: 'x', b: 'y' }, { a: 'z' }, { a: 'x', b: 'y' }],
  [
    'a missing member is as documented, and its neighbours stay',
    nested({ type: 'object', required: ['c'], properties: { c: text, d: text } }),
    { a: { d: 'sent' }, b: 'sent' },
    { a: { c: 'shown', d: 'shown' } },
    { a: { c: 'shown', d: 'sent' }, b: 'sent' },
  ],
  [
    'a missing member that no document shows is what the schema shows',
    nested({ type: 'object', required: ['c'], properties: { c: { enum: ['on'] } } }),
    { a: {} },
    {},
    { a: { c: 'on' } },
  ],
  [
    'a value of another type is as documented',
    nested({ type: 'integer' }),
    { a: 'x', b: 'y' },
    { a: 7 },
    { a: 7, b: 'y' },
  ],
  [
    'a wrong value that is documented gives way to what the schema shows',
    nested({ enum: ['on', 'off'] }),
    { a: 'x' },
    { a: 'x' },
    { a: 'on' },
  ],
  ['a member that has no value is left out', nested(false as unknown as JsonObject), { a: 1, b: 'y' }, {}, { b: 'y' }],
  [
    'a member that has no place is left out',
    { ...nested(text), additionalProperties: false },
    { a: 'x', c: 1 },
    {},
    { a: 'x' },
  ],
  [
    'what is around a wrong value is as documented where nothing else helps',
    nested({ type: 'object', properties: { c: { type: 'string', pattern: '^(?=x)y' } }, required: ['c'] }),
    { a: { c: 'z' } },
    { a: { c: 'q' } },
    { a: { c: 'q' } },
  ],
  [
    'what the documented answer has wrong may stay, beside what was sent',
    { ...nested(text), required: ['c'] },
    { a: 'sent' },
    { a: 'shown' },
    { a: 'sent' },
  ],
  [
    'what is missing may be null where the schema shows nothing else',
    {
      ...nested({ type: ['object', 'null'], required: ['c'], properties: { c: { type: 'string', enum: [7] } } }),
      required: ['a'],
    },
    {},
    {},
    { a: null },
  ],
  [
    'an answer is given up that is wrong where the documented one is not',
    { ...nested(text), minProperties: 2 },
    {},
    { a: 'x', b: 'y' },
    undefined,
  ],
  [
    'each item of a list is put right',
    { type: 'array', items: nested({ type: 'integer' }) },
    [{ a: 1 }, { a: 'x' }, { a: 'y', b: 'z' }],
    [{ a: 5 }, { a: 6 }, { a: 7 }],
    [{ a: 1 }, { a: 6 }, { a: 7, b: 'z' }],
  ],
  ['a wrong item is as documented', { type: 'array', items: { type: 'integer' } }, ['x', 2], [5, 6], [5, 2]],
  ['an answer is given up with an item that has no value', { type: 'array', items: false }, [1], [], undefined],
  [
    'a missing member that no schema describes is as documented',
    { ...nested(text), required: ['c'] },
    { a: 'sent' },
    { a: 'shown', c: 'shown' },
    { a: 'sent', c: 'shown' },
  ],
  [
    'a wrong member that nothing else helps is left out',
    nested({ type: 'string', pattern: '^(?=x)y' }),
    { a: 'z', b: 'y' },
    {},
    { b: 'y' },
  ],
  [
    'a list below a member is as documented where an item of it has no value',
    nested({ type: 'array', items: false }),
    { a: [1], b: 'y' },
    {},
    { b: 'y' },
  ],
  ...CHOICES.map((choice): [string, JsonObject, Json, Json, Json] => [
    `what is missing by ${Object.keys(choice)[0]} is put right, and its neighbours stay`,
    nested({ type: 'object', ...choice }),
    { a: { d: 'sent' } },
    { a: { c: 'shown', d: 'shown' } },
    { a: { c: 'shown', d: 'sent' } },
  ]),
  ['an answer that is no object at all is given up', { type: 'object' }, 'text', {}, undefined],
])('%s', async (_, schema, answer, documented, want) => {
  expect(await correct(schema, answer, documented)).toEqual(want);
});

test('a writeOnly member that is required only in requests is not missing', async () => {
  const schema = { type: 'object', required: ['pin'], properties: { pin: { ...text, writeOnly: true } } };
  expect(await correct(schema, {}, { pin: '1234' })).toEqual({});
});

test('the documented value of a place may stand in another place', async () => {
  const schema = { type: 'array', items: nested({ type: 'integer' }), maxItems: 2 };
  const contract = await contractOf({ paths: {}, components: { schemas: { Answer: schema } } });
  const first = (at: string) => at.replace(/^#\/\d+/, '#/0');
  const put = (answer: Json, document: Json) => corrected(contract, SCHEMA, answer, document, first);
  expect(put([{ a: 1 }, { a: 'x', b: 'sent' }], [{ a: 7, b: 'shown' }])).toEqual([{ a: 1 }, { a: 7, b: 'sent' }]);
  // What is wrong in the first one of the document may be wrong in each.
  const wrong = { type: 'array', items: { type: 'object', required: ['c'] } };
  const other = await contractOf({ paths: {}, components: { schemas: { Answer: wrong } } });
  expect(corrected(other, SCHEMA, [{ b: 'one' }, { b: 'two' }], [{}], first)).toEqual([{}, {}]);
  expect(corrected(other, SCHEMA, [{ b: 'one' }, { b: 'two' }], [{}])).toBeUndefined();
});
