import { expect, test } from '@jest/globals';
import type { Origin, Template } from '../../model/binding.ts';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { parseExactly, writeJson } from '../../json/exact-integers.ts';
import type { Placeholder, TemplateNode } from './body-template.ts';
import { compileBody } from './compiled-body.ts';
import { createRenderContext, fillBody, type RenderContext } from './fill-template.ts';
import { createGeneratedValues } from './generated-values.ts';

const SCHEMA = '#/components/schemas/S';
const fixed = (value: Json): TemplateNode => ({ kind: 'fixed', value });
const fresh: TemplateNode = { kind: 'generated', make: ({ uuid }) => uuid('1') };
const slot = (
  pointer: string,
  template: Template = [{ in: 'body', pointer }],
  more: Partial<Placeholder> = {},
): Placeholder => ({
  ...{
    kind: 'placeholder',
    place: pointer,
    template,
    uri: false,
    documented: 'd',
    regenerate: undefined,
    byDefault: undefined,
  },
  late: template.some((part) => typeof part !== 'string' && part.in === 'response'),
  ...more,
});
const object = (members: Record<string, TemplateNode>, place = '#'): TemplateNode & { kind: 'object' } => ({
  ...{ kind: 'object', place, members: Object.entries(members) },
});
const array = (...items: TemplateNode[]): TemplateNode => ({ kind: 'array', place: '#/list', items });
const own = (pointer: string): Origin => ({ in: 'response', pointer });
const [A, B] = [slot('#/a'), slot('#/b')];

async function server(node: TemplateNode, schema: Json = {}, inHeaders: Template[] = []) {
  const contract = await contractOf({ components: { schemas: { S: schema } } });
  const compiled = compileBody(contract, SCHEMA, node, inHeaders);
  let ids = 0;
  const contextOf = (text: string): RenderContext => {
    const inputs = { path: { id: 'x y' }, query: {}, header: {}, cookie: {}, body: parseExactly(text).value };
    const generated = createGeneratedValues({ now: () => new Date(0), newId: () => `new${(ids += 1)}` }, 1);
    return createRenderContext(inputs, generated, encodeURIComponent);
  };
  return {
    compiled,
    contextOf,
    /** The answer as `compiled` writes it, if it does; it learns from the others that conform. */
    ask(sent: string): string | undefined {
      const context = contextOf(sent);
      const written = compiled?.write(context);
      const { body } = fillBody(node, context);
      const filled = writeJson(body as Json);
      if (written !== undefined) expect(written).toBe(filled);
      else if (contract.accepts(SCHEMA, body as Json)) compiled?.learn(filled);
      return written;
    },
  };
}

const PAIR = object({ a: A, n: fixed(1), b: B });
const TIED = {
  properties: { a: { type: 'string' }, b: { type: 'string' } },
  oneOf: [{ properties: { a: { enum: ['x', 'y'] } } }],
};

test.each<[what: string, node: TemplateNode, schema: Json, sent: string, next: string, written: string | undefined]>([
  [
    'other values of the same members',
    PAIR,
    {},
    '{"a":1,"b":2}',
    '{"a":"é\\"","b":null}',
    '{"a":"é\\"","n":1,"b":null}',
  ],
  ['members that are no longer sent', PAIR, {}, '{"a":1,"b":2}', '{"a":1}', undefined],
  ['members that are left out again', PAIR, {}, '{"b":2}', '{"b":3}', '{"n":1,"b":3}'],
  ['another one of two members', PAIR, {}, '{"b":2}', '{"a":3}', undefined],
  ['a value that does not conform', PAIR, { properties: { a: { type: 'string' } } }, '{"a":"1"}', '{"a":1}', undefined],
  [
    'a value that conforms',
    PAIR,
    { properties: { a: { type: 'string' } } },
    '{"a":"1"}',
    '{"a":"2"}',
    '{"a":"2","n":1}',
  ],
  ['the same tied value', PAIR, TIED, '{"a":"x","b":"1"}', '{"a":"x","b":"2"}', '{"a":"x","n":1,"b":"2"}'],
  ['another tied value', PAIR, TIED, '{"a":"x","b":"1"}', '{"a":"y","b":"1"}', undefined],
  ['a tied value that is left out', PAIR, TIED, '{"a":"x","b":"1"}', '{"b":"1"}', undefined],
  ['an integer that no number holds', PAIR, {}, '{"a":1}', '{"a":9007199254740993}', undefined],
  [
    'such an integer deeper down',
    PAIR,
    {},
    '{"a":1}',
    '{"a":{"c":[9007199254740993]}}',
    '{"a":{"c":[9007199254740993]},"n":1}',
  ],
  [
    'a whole object in the documented order',
    object({ a: { ...A, documented: { one: 1, two: 2 } } }),
    { properties: { a: { required: ['two'] } } },
    '{"a":{"two":2}}',
    '{"a":{"two":3,"more":[],"one":4}}',
    '{"a":{"one":4,"two":3,"more":[]}}',
  ],
  ['nothing at all', object({ a: A }), {}, '{}', '{}', '{}'],
  ['an object of nothing', object({ o: object({ c: slot('#/o/c') }, '#/o'), n: fixed(1) }), {}, '{}', '{}', '{"n":1}'],
  [
    'an empty object that was sent',
    object({ o: object({ c: slot('#/o/c') }, '#/o'), n: fixed(1) }),
    {},
    '{"o":{}}',
    '{"o":{}}',
    '{"o":{},"n":1}',
  ],
  [
    'an empty object that was not sent before',
    object({ o: object({ c: slot('#/o/c') }, '#/o'), n: fixed(1) }),
    {},
    '{}',
    '{"o":{}}',
    undefined,
  ],
  [
    'neighbours that are the same each time',
    object({ '"': fixed('"'), z: fixed([{}]), a: A, y: fixed(null), x: fixed(true) }),
    {},
    '{"a":1}',
    '{"a":2}',
    '{"\\"":"\\"","z":[{}],"a":2,"y":null,"x":true}',
  ],
  [
    'a list',
    object({ list: array(fixed(1), A, fixed(2), fixed(3), B) }),
    {},
    '{"b":1}',
    '{"b":[]}',
    '{"list":[1,2,3,[]]}',
  ],
  ['an empty list', object({ list: array(A) }), {}, '{}', '{}', '{"list":[]}'],
  [
    'a value of the path in a URI',
    object({ a: A, u: slot('#/u', ['/things/', { in: 'path', name: 'id' }], { uri: true }) }),
    {},
    '{"a":1}',
    '{"a":2}',
    '{"a":2,"u":"/things/x%20y"}',
  ],
  [
    'a value of the response, which comes later',
    object({
      u: slot('#/u', ['/', own('#/o/a'), '/', own('#/n')], { uri: true }),
      o: object({ a: A }, '#/o'),
      n: fixed(1),
    }),
    {},
    '{"a":"1"}',
    '{"a":"/"}',
    '{"u":"/%2F/1","o":{"a":"/"},"n":1}',
  ],
  [
    'a value of the response that is left out',
    object({ u: slot('#/u', [own('#/a')]), a: A }),
    {},
    '{}',
    '{}',
    '{"u":"d"}',
  ],
  [
    'a value of the response inside what is the same each time',
    object({ u: slot('#/u', ['~', own('#/f/x~1y/0')]), f: fixed({ 'x/y': ['!'] }), a: A }),
    {},
    '{"a":1}',
    '{"a":2}',
    '{"u":"~!","f":{"x/y":["!"]},"a":2}',
  ],
])('writes or does not write %s', async (_, node, schema, sent, next, written) => {
  const { ask } = await server(node, schema);
  expect([ask(sent), ask(next)]).toEqual([undefined, written]);
});

test('learns nothing from a body that came out otherwise', async () => {
  const { compiled, contextOf } = await server(PAIR);
  for (const text of ['{"a":2,"n":1}', '{"a":1,"n":1}']) {
    expect(compiled?.write(contextOf('{"a":1}'))).toBeUndefined();
    compiled?.learn(text);
  }
  expect(compiled?.write(contextOf('{"a":1}'))).toBe('{"a":1,"n":1}');
  compiled?.learn('{"a":1,"n":1}');
  expect(compiled?.write(contextOf('{"b":1}'))).toBeUndefined();
});

test('new values are drawn in the order of the document', async () => {
  const late = slot('#/u', [own('#/two')], { regenerate: ({ uuid }) => uuid('3') });
  const named = (name: string): TemplateNode => ({ kind: 'generated', make: ({ uuid }) => uuid(name) });
  const { ask } = await server(object({ one: named('1'), u: late, two: named('2'), again: named('1') }));
  expect([ask('{}'), ask('{}')]).toEqual([undefined, '{"one":"new4","u":"new6","two":"new6","again":"new4"}']);
});

test.each<[what: string, node: TemplateNode, inHeaders: Template[]]>([
  ['the same each time', fixed({ a: 1 }), []],
  ['with an integer that no number holds', object({ n: fixed(2 ** 60), a: A }), []],
  [
    'with a value that depends on another such',
    object({ u: slot('#/u', [own('#/v')]), v: slot('#/v', [own('#/a')]), a: A }),
    [],
  ],
  ['with a value that depends on a list', object({ u: slot('#/u', [own('#/list/0')]), list: array(A, B) }), []],
  ['with a value that depends on an object', object({ u: slot('#/u', [own('#/o')]), o: object({ a: A }, '#/o') }), []],
  ['with a value that depends on a part of what is sent', object({ u: slot('#/u', [own('#/a/b')]), a: A }), []],
  ['with a value that depends on what is not there', object({ u: slot('#/u', [own('#/gone')]), a: A }), []],
  ['that is a value of which a header needs all', A, [[own('#')]]],
  ['with a value that depends on all of it', object({ u: slot('#/u', [own('#')]), a: A }), []],
  ['with a member that no object has', object({ ['__proto__' as string]: A }), []],
  ['of which a header needs a list', object({ list: array(A) }), [[own('#/list/0')]]],
])('does not prepare a body %s', async (_, node, inHeaders) => {
  expect((await server(node, {}, inHeaders)).compiled).toBeUndefined();
});

test('a header that depends on the body finds its value', async () => {
  const { compiled, contextOf } = await server(object({ id: fresh, f: fixed({ g: 7 }), a: A }), {}, [
    [own('#/id'), '/', own('#/f/g')],
  ]);
  const first = contextOf('{"a":1}');
  compiled?.write(first);
  expect(first.scene.response).toBeUndefined();
  compiled?.learn('{"id":"new1","f":{"g":7},"a":1}');
  const next = contextOf('{"a":2}');
  expect(compiled?.write(next)).toBe('{"id":"new2","f":{"g":7},"a":2}');
  expect(next.scene.response).toEqual({ id: 'new2', f: { g: 7 } });
});

test('forgets the sets of values when there are too many, and learns them anew', async () => {
  const { ask } = await server(object({ a: A }), { oneOf: [{ properties: { a: {} } }] });
  for (let n = 0; n < 200; n += 1) ask(`{"a":${n}}`);
  expect([ask('{"a":0}'), ask('{"a":200}'), ask('{"a":0}'), ask('{"a":0}')]).toEqual([
    ...['{"a":0}', undefined, undefined, '{"a":0}'],
  ]);
});

test('gives up where nothing comes again, and goes on where it does', async () => {
  const schema = { oneOf: [{ properties: { a: {} } }] };
  const [changing, often] = [await server(object({ a: A }), schema), await server(object({ a: A }), schema)];
  for (let n = 0; n <= 1_000; n += 1) changing.ask(`{"a":${n}}`);
  expect(changing.ask('{"a":1000}')).toBeUndefined();
  often.ask('{"a":"x"}');
  for (let n = 0; n <= 1_000; n += 1) {
    often.ask(`{"a":${n}}`);
    often.ask('{"a":"x"}');
    often.ask('{"a":"x"}');
  }
  expect(often.ask('{"a":"x"}')).toBe('{"a":"x"}');
});

test('a thousand misses more than hits are not too many, and one more is', async () => {
  const { ask } = await server(object({ a: A }), { oneOf: [{ properties: { a: {} } }] });
  const asked = (n: number) => ask(`{"a":${n}}`) !== undefined;
  expect([asked(0), asked(0), asked(0)]).toEqual([false, true, true]);
  for (let n = 1; n <= 1_000; n += 1) asked(n);
  expect(asked(1_000)).toBe(true);
  expect([asked(1_001), asked(1_002), asked(1_002)]).toEqual([false, false, false]);
});

test('values that are made anew each time do not count as members that may be left out', async () => {
  const made = Array.from({ length: 1_001 }, (_, nth) => [`m${nth}`, fresh] as const);
  const { ask } = await server(object({ ...Object.fromEntries(made), a: A }));
  expect([ask('{"a":1}'), ask('{"a":2}')]).toEqual([undefined, expect.stringMatching(/"a":2\}$/)]);
});

test('a tied value of any length does not fill the memory', async () => {
  const { ask } = await server(object({ a: A }), { oneOf: [{ properties: { a: {} } }] });
  const [fits, tooLong] = [997, 998].map((length) => `{"a":"${'x'.repeat(length)}"}`) as [string, string];
  expect([ask(fits), ask(fits), ask(tooLong), ask(tooLong)]).toEqual([undefined, fits, undefined, undefined]);
});
