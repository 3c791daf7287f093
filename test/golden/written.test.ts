/** Requests written from values: each value in each place and style, and each body with each encoding. */
import { expect, test } from '@jest/globals';
import type { Contract, Operation, RequestValues } from '../../src/model/contract.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { encodeRequest } from '../../src/messages/encode-request.ts';
import { NO_OVERRIDES } from '../../src/messages/overrides.ts';
import { readJson } from '../../src/json/parse-json.ts';
import { contractOf } from '../support/contracts.ts';
import { expectGolden, lines, shown } from './golden.ts';

/** Names that an address or a header cannot hold as they are, where a name can be such a one. */
const NAMES: Record<string, string> = { path: 'a b%/é', query: 'a b&=é', header: 'X-A', cookie: 'a' };
const STYLES: Record<string, string[]> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
};

/** As texts, so that the digits of large integers are read. */
const VALUES: string[] = [
  ...['null', 'true', '0', '-1.5', '12345678901234567890', '""', '"x"', '"a b"', '"a,b;c.d|e=f&g#h?i/j%k+l:m@n$o[p]q"'],
  ...[
    '"é😀"',
    '"\\"\\\\\\n"',
    '[]',
    '[1,"a b"]',
    '["a,b",".|;"]',
    '[null,true,[1,{"x":2}],{"y":[3]}]',
    '[12345678901234567890]',
  ],
  ...[
    '{}',
    '{"R":1,"G":"a b"}',
    '{"a=b&c":"d,e"}',
    '{"l":[1,"a b"],"o":{"x":{"y":2}}}',
    '{"l":[],"o":{}}',
    '{"l":[{"x":[1]}]}',
  ],
  ...['{"n":null,"big":12345678901234567890}', '{"é":"ü"}', '{"a.b":".c","d[e]":"f"}'],
];
/** An object with one member, which has its digits. */
function objectOf(name: string, text: string): JsonObject {
  const read = readJson(`{${JSON.stringify(name)}:${text}}`);
  if ('problem' in read) throw new Error(text);
  return read.value as JsonObject;
}

const NONE: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
function written(operation: Operation, inputs: RequestValues): string {
  const { path, headers, body } = encodeRequest(operation, inputs, NO_OVERRIDES);
  const fields = headers.filter(([name]) => name !== 'Accept').map(([name, value]) => `${name}: ${shown(value)}`);
  const text = body && shown(Buffer.from(body).toString('latin1'));
  return [path, ...fields, ...(text === undefined ? [] : [text])].join(' | ');
}

const rows = Object.entries(STYLES).flatMap(([where, styles]) =>
  styles.flatMap((style) =>
    [true, false].flatMap((explode) =>
      (where === 'query' ? [false, true] : [false]).map((allowReserved) => ({ where, style, explode, allowReserved })),
    ),
  ),
);
const CONTENT = ['application/json', 'text/plain'];

const asked = (where: string, more: JsonObject) => {
  const name = NAMES[where] ?? '';
  return {
    path: where === 'path' ? `/{${name}}` : '',
    operation: {
      parameters: [{ name, in: where, required: where === 'path', ...more }],
      responses: { 200: { description: '' } },
    },
  };
};

test('what each value is written as in each style is the same', async () => {
  const all = [
    ...rows.map(({ where, style, explode, allowReserved }) => ({
      where,
      title: `${where}, ${style}${explode ? ' exploded' : ''}${allowReserved ? ' with reserved characters' : ''}`,
      ...asked(where, { style, explode, allowReserved, schema: {} }),
    })),
    ...Object.keys(STYLES).flatMap((where) =>
      CONTENT.map((type) => ({ where, title: `${where} as ${type}`, ...asked(where, { content: { [type]: {} } }) })),
    ),
    ...['application/x-www-form-urlencoded', 'application/json'].map((type) => ({
      where: 'query',
      title: `the whole query as ${type}`,
      path: '',
      operation: {
        parameters: [{ name: NAMES['query'] ?? '', in: 'querystring', content: { [type]: {} } }],
        responses: { 200: { description: '' } },
      },
    })),
  ];
  const contract = await contractOf({
    openapi: '3.2.0',
    paths: Object.fromEntries(all.map(({ path, operation }, nth) => [`/${nth} ü%2F%${path}`, { get: operation }])),
  });
  expectGolden(
    'grid-written.txt',
    lines(
      all.flatMap(({ where, title }, nth) => [
        title,
        ...VALUES.map((text) => {
          const operation = contract.operations.find(({ path }) => path.startsWith(`/${nth} `)) as Operation;
          return `  ${shown(text)} → ${written(operation, { ...NONE, [where]: objectOf(NAMES[where] ?? '', text) })}`;
        }),
      ]),
    ),
  );
});

const ENCODINGS: Record<string, JsonObject> = {
  nothing: {},
  'a form, exploded': { a: { style: 'form', explode: true } },
  'a form, not exploded': { a: { style: 'form', explode: false } },
  'a deep object': { a: { style: 'deepObject', explode: true } },
  'reserved characters': { a: { allowReserved: true } },
  JSON: { a: { contentType: 'application/json' } },
  'a list of types': { a: { contentType: ' text/csv , text/plain' } },
  'a range of types': { a: { contentType: 'image/*' } },
  'headers of a part': {
    a: {
      headers: {
        'X-Example': { required: true, example: [1], schema: { const: 2 } },
        'X-Schema': { required: true, schema: { examples: [{ a: 1 }], default: 3 } },
        'X-None': { required: true },
        'X-Open': { example: 4 },
        'content-type': { required: true, example: 'a/b' },
      },
    },
  },
  'what is no object': { a: 5, headers: [] },
};
const BODIES = ['application/x-www-form-urlencoded', 'multipart/form-data'];
const MEMBERS = [
  '5',
  '"x, y&z=\\u00fc"',
  'null',
  '[1,"b c"]',
  '{"R":1,"é":"%"}',
  '[{"x":[1]}]',
  '12345678901234567890',
  '[12345678901234567890]',
  '{"R":12345678901234567890}',
  '[]',
  '{}',
];

test('what each member of a form is written as by its encoding is the same', async () => {
  const schema = {
    type: 'object',
    properties: {
      a: {},
      'f"\r\n': { type: 'string', format: 'binary' },
      l: { type: 'array', items: { format: 'binary' } },
    },
  };
  const all = BODIES.flatMap((type) =>
    Object.entries(ENCODINGS).map(([title, encoding]) => ({ type, title, encoding })),
  );
  const contract: Contract = await contractOf({
    openapi: '3.1.0',
    paths: Object.fromEntries(
      all.map(({ type, encoding }, nth) => [
        `/${nth}`,
        {
          post: { requestBody: { content: { [type]: { schema, encoding } } }, responses: { 200: { description: '' } } },
        },
      ]),
    ),
  });
  const write = (nth: number, type: string, body: Json) =>
    written(contract.operations[nth] as Operation, { ...NONE, body, mediaType: type });
  expectGolden(
    'grid-written-forms.txt',
    lines(
      all.flatMap(({ type, title }, nth) => [
        `${type} with ${title}`,
        ...MEMBERS.map((text) => `  ${shown(text)} → ${write(nth, type, objectOf('a', text))}`),
        `  other members → ${write(nth, type, { 'f"\r\n': 'x\u00ff', l: ['a', 'b'], 'ü ': 'v' })}`,
        `  a list → ${write(nth, type, [1])}`,
      ]),
    ),
  );
});

test('the values of the grid differ', () => expect(new Set(VALUES).size).toBe(VALUES.length));
