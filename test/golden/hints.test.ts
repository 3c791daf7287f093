import { readFileSync } from 'node:fs';
import { test } from '@jest/globals';
import type { Json } from '../../src/model/json.ts';
import type { Hint } from '../../src/cases/baseline/hints/hint.ts';
import { readHints } from '../../src/cases/baseline/hints/read-hints.ts';
import { expectGolden, here, lines } from './golden.ts';
import { withOtherParts } from './grids.ts';

const hintLine = ({ in: where, path, wants, says }: Hint) =>
  `  ${[where ?? 'anywhere', ...path].join(' ')} | ${JSON.stringify(wants)} | ${says}`;

/** Refusals, a line each: the text of the answer where the line is a JSON string, else the line itself. */
test('what refusals ask for is read the same', () => {
  const refusals = readFileSync(here('refusals.jsonl'), 'utf8').split('\n').slice(0, -1);
  expectGolden(
    'hints.txt',
    lines(
      refusals.flatMap((line) => {
        const value: unknown = JSON.parse(line);
        return [line, ...readHints(422, typeof value === 'string' ? value : line).map(hintLine)];
      }),
    ),
  );
});

test('a conflict, long answers and many errors are read the same', () => {
  const many = (count: number) => ({
    errors: Array.from({ length: count }, (_, nth) => ({ field: `f${nth}`, message: 'is required' })),
  });
  const answers: [number, string][] = [
    [409, JSON.stringify({ errors: { name: ['is taken: must be unique'] }, message: 'There is one.' })],
    [409, 'There\n is   one.'],
    [409, ''],
    [408, 'There is one.'],
    [410, 'There is one.'],
    [422, JSON.stringify(many(19))],
    [422, JSON.stringify(many(20))],
    [422, JSON.stringify(many(21))],
    [409, JSON.stringify(many(20))],
    [422, JSON.stringify([...many(2).errors, ...many(2).errors])],
    [422, `${' '.repeat(64 * 1024 - 16)}name is required`],
    [422, `${' '.repeat(64 * 1024 - 15)}name is required`],
    [422, `${'x'.repeat(64 * 1024)} name is required`],
  ];
  expectGolden(
    'hints-of-many.txt',
    lines(
      answers.flatMap(([status, text]) => [
        `${status} ${text.length > 80 ? `${text.slice(0, 40).trim()}… (${text.length})` : JSON.stringify(text)}`,
        ...readHints(status, text).map(hintLine),
      ]),
    ),
  );
});

/** What a refusal of each kind looks like. */
const REFUSALS: Record<string, Json> = {
  'problem details': {
    type: 'about:blank',
    errors: [{ pointer: '#/size', detail: 'is required' }],
    'invalid-params': [{ name: 'kind', reason: 'must be one of: a, b' }],
  },
  'JSON:API': {
    errors: [
      { source: { pointer: '/data/size' }, title: 'Missing', detail: 'must be present' },
      { source: { parameter: 'kind' }, detail: 'is required' },
      { source: { header: 'X-Kind' }, title: 'is required' },
    ],
  },
  'messages by field': {
    errors: { size: ["can't be blank"], kind: { message: 'is required' }, 'a.b': 'is too short' },
  },
  'messages at the top': { size: ['This field is required.'], kind: ['"x" is not a valid choice.'] },
  'objects of fields': {
    error: {
      violations: [
        { field: 'size', location: 'header', defaultMessage: 'must not be null', code: 'NotNull' },
        { propertyPath: 'items[0].kind', in: 'Query', message: 'is required', type: 'required' },
      ],
    },
  },
  pydantic: {
    detail: [
      { loc: ['body', 'size'], msg: 'Field required', type: 'missing' },
      { loc: ['query', 'kind'], msg: 'Input', type: 'enum', ctx: { expected: "'a', 'b' or 'c'" } },
      { loc: ['body', 'list', 0, 'code'], msg: 'String', type: 'x', ctx: { pattern: '^[a-z]+$' } },
    ],
  },
  ajv: {
    errors: [
      { instancePath: '/body', message: 'must have', params: { missingProperty: 'size' } },
      { dataPath: '.kind', message: 'must be equal', params: { allowedValues: ['a', 'b'] } },
      { instancePath: '/a', message: 'must NOT have', params: { additionalProperty: 'extra' } },
      { path: '/code', message: 'must match', params: { pattern: '^[a-z]$' } },
      { path: '/one', message: 'must be', params: { allowedValue: 3 } },
    ],
  },
  'lists of paths': {
    issues: [
      { path: ['size'], message: 'Required', code: 'invalid_type' },
      { path: ['kind', 0], message: 'Invalid', options: ['a', 'b'] },
      { path: ['x'], message: 'must be', type: 'any.only', context: { valids: ['c'] } },
      { path: ['y'], message: 'Unrecognized', code: 'unrecognized_keys', keys: ['k', 'l'] },
    ],
  },
  celebrate: {
    validation: {
      body: { keys: ['size'], message: '"size" is required' },
      Headers: { keys: ['x'], message: 'is required' },
    },
  },
  extensions: {
    errors: [
      { message: 'Invalid', extensions: { field: 'size', code: 'FAILED_VALIDATION', type: 'nnull' } },
      { message: 'Invalid', extensions: { path: 'kind', type: 'in', valid: ['a', 'b'] } },
    ],
  },
  'validator of Go': { error: "Key: 'User.Size' Error:Field validation for 'Size' failed on the 'required' tag" },
  words: {
    message: ['name is required', { text: 'kind must be one of: a, b' }],
    hint: { code: 'x', errors: ['size must be greater than 3'] },
  },
};

test.each(Object.entries(REFUSALS))('what is read of %s with one other part is the same', (name, whole) => {
  const groups = new Map<string, string[]>();
  for (const [what, value] of [['nothing', whole] as const, ...withOtherParts(whole)]) {
    const read = readHints(422, JSON.stringify(value)).map(hintLine).join('\n');
    groups.set(read, [...(groups.get(read) ?? []), what]);
  }
  const text = [...groups].flatMap(([read, whats]) => [`${whats.join('; ')}:`, read === '' ? '  nothing' : read]);
  expectGolden(`hints/${name.replace(/\W+/g, '-')}.txt`, lines(text));
});
