import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { shapeOf } from '../../schema/shape.ts';
import type { PartRule } from '../styles/form-encoding.ts';
import { decodeMultipart } from './decode-multipart.ts';

const schema = {
  type: 'object',
  properties: { n: { type: 'integer' }, l: { type: 'array', items: { type: 'integer' } }, any: {} },
};
const head = (disposition: string, field = '') => `Content-Disposition: form-data; ${disposition}${field}\r\n\r\n`;
const part = (name: string, content: string, field = '') => `--b\r\n${head(`name="${name}"`, field)}${content}\r\n`;
const type = (label: string) => `\r\nContent-Type: ${label}`;

async function decode(
  text: string,
  boundary: string | undefined = 'b',
  rule: PartRule = () => undefined,
  encoding: JsonObject = {},
) {
  const contract = await contractOf({ paths: {}, components: { schemas: { S: schema } } });
  return decodeMultipart(Buffer.from(text), boundary, shapeOf(contract, '#/components/schemas/S'), encoding, rule);
}

test.each<[what: string, text: string, value: Json]>([
  ['no part', '--b--\r\n', {}],
  ['a preamble', `preamble\r\n${part('n', '1')}--b--`, { n: 1 }],
  ['a part without content', `${part('any', '')}--b--`, { any: '' }],
  ['a boundary within the content', `${part('any', 'x --b y')}--b--`, { any: 'x --b y' }],
  ['a name without quotes', `--b\r\n${head('name=n')}1\r\n--b--`, { n: 1 }],
  ['a name in capitals of the parameter', `--b\r\n${head('NAME="n"')}1\r\n--b--`, { n: 1 }],
  ['a name with quotes escaped as browsers do', `${part('a%22%0D%0Ab', 'x')}--b--`, { 'a"\r\nb': 'x' }],
  ['a name with another percent sign', `${part('a%41', 'x')}--b--`, { 'a%41': 'x' }],
  ['the first of two members that are no list', `${part('n', '1')}${part('n', '2')}--b--`, { n: 1 }],
  ['one item of a list', `${part('l', '1')}--b--`, { l: [1] }],
  ['a list as JSON', `${part('l', '[1,2]', type('application/json'))}--b--`, { l: [1, 2] }],
  [
    'lists of JSON items',
    `${part('l', '1', type('text/json'))}${part('l', '2', type('text/json'))}--b--`,
    { l: [1, 2] },
  ],
  ['a number in a file', `--b\r\n${head('name="n"; filename="f"')}1\r\n--b--`, { n: '1' }],
  ['a number in a file whose name is in capitals', `--b\r\n${head('name="n"; FILENAME="f"')}1\r\n--b--`, { n: '1' }],
  ['a number in a file of text', `--b\r\n${head('name="n"; filename="f"', type('text/plain'))}é\r\n--b--`, { n: 'é' }],
  ['a number of an extended file name', `--b\r\n${head('name="n"; filename*=UTF-8\'\'f')}1\r\n--b--`, { n: '1' }],
  ['a number in a part of bytes', `${part('n', '1', type('image/png'))}--b--`, { n: '1' }],
  ['a number in a part of text', `${part('n', '1', type('text/plain'))}--b--`, { n: 1 }],
])('reads %s', async (_, text, value) => {
  expect(await decode(text)).toEqual({ value });
});

test.each<[what: string, text: string, boundary: string, problem: string]>([
  ['an empty boundary', '--\r\n', '', 'is a multipart form whose boundary Content-Type does not tell'],
  ['no boundary in the text', 'x', 'b', 'is not a well-formed multipart form'],
  ['a part without end', `${part('n', '1')}`, 'b', 'is not a well-formed multipart form'],
  [
    'a part without an empty line',
    '--b\r\nContent-Disposition: x\r\n--b--',
    'b',
    'is not a well-formed multipart form',
  ],
  ['a part without a name', `--b\r\n${head('x=1')}1\r\n--b--`, 'b', 'is not a well-formed multipart form'],
  [
    'a part that is no JSON',
    `${part('n', '{', type('application/json'))}--b--`,
    'b',
    'has a part "n" that is not JSON',
  ],
])('refuses %s', async (_, text, boundary, problem) => {
  expect(await decode(text, boundary)).toEqual({ problem });
});

test('a part that violates a rule is refused, with its name cut where it is long', async () => {
  const rule: PartRule = ({ name, field }) => `is called ${name.length} and says ${field('X-A') ?? 'nothing'}`;
  expect(await decode(`${part('n'.repeat(200), '1', '\r\nx-a:  one ')}--b--`, 'b', rule)).toEqual({
    problem: `has a part "${'n'.repeat(158)}… that is called 200 and says one`,
  });
});

test.each<[parts: number, result: object]>([
  [9_999, { value: { n: 1 } }],
  [10_000, { problem: 'is not a well-formed multipart form' }],
])('a form of %d parts gives %j', async (parts, result) => {
  expect(await decode(`${part('n', '1').repeat(parts)}--b--`)).toEqual(result);
});

test.each<[what: string, text: string, encoding: JsonObject, members: [string, Json][]]>([
  [
    'members in the order of the parts, whether they have a style or not',
    `${part('n', '1')}${part('l', '1|2')}${part('any', 'x')}`,
    { l: { style: 'pipeDelimited', explode: false } },
    [
      ['n', 1],
      ['l', [1, 2]],
      ['any', 'x'],
    ],
  ],
  [
    'a part with a style, whose text is not percent-encoded',
    part('any', 'a%41 é'),
    { any: { style: 'form' } },
    [['any', 'a%41 é']],
  ],
  [
    'a part by the name of a member with brackets, where that has no style',
    part('l[0]', 'x'),
    { l: { contentType: 'text/plain' } },
    [['l[0]', 'x']],
  ],
  [
    'a part by the media type that is declared for its member',
    `${part('any', '{"a":1}')}${part('n', '1')}`,
    { any: { contentType: 'application/json' } },
    [
      ['any', { a: 1 }],
      ['n', 1],
    ],
  ],
])('reads %s', async (_, text, encoding, members) => {
  const { value } = await decode(`${text}--b--`, 'b', undefined, encoding);
  expect(Object.entries(value as JsonObject)).toEqual(members);
});

test('a rule finds the fields of a part by their whole names', async () => {
  const text = `${part('n', '1', '\r\nX-aZb: 1\r\nX-a.b:  2 ')}--b--`;
  expect(await decode(text, 'b', ({ field }) => `has ${field('x-A.b')}, ${field('x-a')}`)).toEqual({
    problem: 'has a part "n" that has 2, undefined',
  });
});
