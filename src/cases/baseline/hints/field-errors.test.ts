import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../model/json.ts';
import { type FieldError, READERS } from './field-errors.ts';

const read = (body: Json): FieldError[] => READERS.flatMap((reader) => reader(body));

describe('problem details', () => {
  test.each(['errors', 'invalid-params', 'invalidParams', 'invalid_params'])('list their errors under %s', (list) => {
    expect(read({ [list]: [{ pointer: '#/a', detail: 'is wrong' }] })).toStrictEqual([
      { path: ['a'], message: 'is wrong' },
    ]);
  });

  test.each([
    ['pointer', '#/a/b', ['a', 'b']],
    ['name', 'a', ['a']],
    ['parameter', 'a', ['a']],
  ])('name the place by %s', (name, place, path) => {
    expect(read({ errors: [{ [name]: place, detail: 'is wrong' }] })).toStrictEqual([{ path, message: 'is wrong' }]);
  });

  test.each(['detail', 'reason', 'message'])('say what is wrong in %s', (name) => {
    expect(read({ errors: [{ name: 'a', [name]: 'is wrong' }] })).toStrictEqual([{ path: ['a'], message: 'is wrong' }]);
  });

  test.each<[string, Json]>([
    ['without a place', { detail: 'is wrong' }],
    ['without words', { pointer: '#/a' }],
    ['whose words are a number', { pointer: '#/a', detail: 1 }],
    ['whose place is a number', { pointer: 1, detail: 'is wrong' }],
    ['numbers among them', 1],
  ])('%s say nothing of a member', (_, one) => {
    expect(read({ errors: [one] })).toStrictEqual([]);
  });
});

describe('an error of JSON:API', () => {
  test.each<[string, Json, FieldError[]]>([
    ['has a pointer', { source: { pointer: '/a' }, detail: 'is wrong' }, [{ path: ['a'], message: 'is wrong' }]],
    ['has a title alone', { source: { pointer: '/a' }, title: 'Wrong' }, [{ path: ['a'], message: 'Wrong' }]],
    [
      'has a pointer and a parameter',
      { source: { pointer: '/a', parameter: 'b' }, detail: 'is wrong' },
      [{ path: ['a'], message: 'is wrong' }],
    ],
    [
      'has a parameter',
      { source: { parameter: 'a.b' }, detail: 'is wrong' },
      [{ in: 'query', path: ['a.b'], message: 'is wrong' }],
    ],
    [
      'has a header',
      { source: { header: 'X-A' }, detail: 'is wrong' },
      [{ in: 'header', path: ['X-A'], message: 'is wrong' }],
    ],
    ['has an empty source', { source: {}, detail: 'is wrong' }, []],
    ['has a source that is a text', { source: 'a', detail: 'is wrong' }, []],
    ['has no words', { source: { pointer: '/a' } }, []],
  ])('is understood where it %s', (_, one, errors) => {
    expect(read({ errors: [one] })).toStrictEqual(errors);
  });
});

describe('messages by the names of members', () => {
  test.each(['errors', 'fieldErrors', 'field_errors', 'error'])('stand under %s', (key) => {
    expect(read({ [key]: { a: ['is wrong'] } })).toStrictEqual([{ path: ['a'], message: 'is wrong' }]);
  });

  test.each<[string, Json, string[]]>([
    ['a text', 'is wrong', ['is wrong']],
    ['several texts', ['is wrong', 'is long'], ['is wrong', 'is long']],
    ['an object with a message', { message: 'is wrong' }, ['is wrong']],
    ['an object with a msg', { msg: 'is wrong' }, ['is wrong']],
    ['an object with a code', { code: 'wrong' }, ['wrong']],
    ['an object without words', { id: 'wrong' }, []],
    ['a list of objects', [{ message: 'is wrong', code: 'wrong' }], ['is wrong']],
    ['a number', 1, []],
    ['null', null, []],
  ])('are %s', (_, messages, words) => {
    expect(read({ errors: { a: messages } })).toStrictEqual(words.map((message) => ({ path: ['a'], message })));
  });

  test('stand one level below the top, too', () => {
    expect(read({ answer: { errors: { a: 'is wrong' } } })).toStrictEqual([{ path: ['a'], message: 'is wrong' }]);
  });

  test('are the answer itself only where all members are lists of texts', () => {
    expect(read({ a: ['is wrong'], b: ['is long'] })).toStrictEqual([
      { path: ['a'], message: 'is wrong' },
      { path: ['b'], message: 'is long' },
    ]);
    expect(read({ a: ['is wrong'], status: 400 })).toStrictEqual([]);
    expect(read({ a: ['is wrong', 1] })).toStrictEqual([]);
    expect(read({ a: 'is wrong' })).toStrictEqual([]);
    expect(read(['is wrong'])).toStrictEqual([]);
    expect(read('is wrong')).toStrictEqual([]);
  });
});

describe('objects with the name of a member', () => {
  test.each(['errors', 'fieldErrors', 'field_errors', 'violations', 'validationErrors', 'details', 'messages'])(
    'stand in the list %s',
    (list) => {
      expect(read({ [list]: [{ field: 'a', message: 'is wrong' }] })).toStrictEqual([
        { path: ['a'], message: 'is wrong' },
      ]);
    },
  );

  test.each(['field', 'propertyPath', 'property', 'param', 'path', 'fieldName', 'attribute', 'key'])(
    'name it by %s',
    (name) => {
      expect(read({ errors: [{ [name]: 'a', message: 'is wrong' }] })).toStrictEqual([
        { path: ['a'], message: 'is wrong' },
      ]);
    },
  );

  test.each(['defaultMessage', 'message', 'msg', 'reason', 'description', 'title', 'error'])(
    'say what is wrong in %s',
    (name) => {
      expect(read({ errors: [{ field: 'a', [name]: 'is wrong' }] })).toStrictEqual([
        { path: ['a'], message: 'is wrong' },
      ]);
    },
  );

  test.each(['code', 'errorCode', 'type', 'rule'])('name the rule by %s', (name) => {
    expect(read({ errors: [{ field: 'a', message: 'is wrong', [name]: 'NotNull' }] })).toStrictEqual([
      { path: ['a'], message: 'is wrong', code: 'NotNull' },
    ]);
  });

  test('have a rule for their only words', () => {
    expect(read({ errors: [{ field: 'a', code: 'missing' }] })).toStrictEqual([
      { path: ['a'], message: 'missing', code: 'missing' },
    ]);
  });

  test.each<[string, Json, FieldError['in']]>([
    ['location', 'query', 'query'],
    ['location', 'Headers', 'header'],
    ['in', 'path', 'path'],
    ['location', 'elsewhere', undefined],
    ['location', 1, undefined],
  ])('say by %s %j where it is', (name, value, where) => {
    expect(read({ errors: [{ field: 'a', message: 'is wrong', [name]: value }] })).toStrictEqual([
      { path: ['a'], message: 'is wrong', ...(where && { in: where }) },
    ]);
  });

  test('stand in the answer itself where it is a list, and one level below the top', () => {
    const want = [{ path: ['a'], message: 'is wrong' }];
    expect(read([{ field: 'a', msg: 'is wrong' }, 'is wrong', null])).toStrictEqual(want);
    expect(read({ answer: { violations: [{ field: 'a', msg: 'is wrong' }] } })).toStrictEqual(want);
    expect(read({ answer: { inner: { violations: [{ field: 'a', msg: 'is wrong' }] } } })).toStrictEqual([]);
  });
});

describe('an error of pydantic', () => {
  test.each(['detail', 'errors'])('stands in the list %s', (list) => {
    expect(read({ [list]: [{ loc: ['body', 'items', 0], msg: 'is wrong' }] })).toStrictEqual([
      { in: 'body', path: ['items', '0'], message: 'is wrong' },
    ]);
  });

  test.each<[string, Json, Partial<FieldError>]>([
    ['a type', { type: 'missing' }, { code: 'missing' }],
    ['what is expected', { ctx: { expected: "'a' or 'b'" } }, { values: ['a', 'b'] }],
    ['the values of an enumeration', { ctx: { enum_values: "'a' or 'b'" } }, { values: ['a', 'b'] }],
    ['a pattern', { ctx: { pattern: '^a$' } }, { pattern: '^a$' }],
    ['a context that is a text', { ctx: 'a' }, {}],
  ])('has %s', (_, more, want) => {
    const one = { loc: ['query', 'a'], msg: 'is wrong', ...(more as object) };
    expect(read({ detail: [one] })).toStrictEqual([{ in: 'query', path: ['a'], message: 'is wrong', ...want }]);
  });

  test.each<[string, Json]>([
    ['a place that is a text', { loc: 'a', msg: 'is wrong' }],
    ['no words', { loc: ['a'] }],
  ])('with %s says nothing of a member', (_, one) => {
    expect(read({ detail: [one] })).toStrictEqual([]);
  });
});

describe('an error of ajv', () => {
  test.each(['errors', 'details', 'validation', 'validationErrors', 'issues'])('stands in the list %s', (list) => {
    const one = { instancePath: '/a', params: { missingProperty: 'b' }, message: 'is wrong' };
    expect(read({ [list]: [one] })).toStrictEqual([{ path: ['a', 'b'], message: 'is wrong', code: 'required' }]);
  });

  test.each<[string, Json, FieldError[]]>([
    [
      'names its place by instancePath',
      { instancePath: '/a', params: {}, message: 'is wrong' },
      [{ path: ['a'], message: 'is wrong' }],
    ],
    [
      'names its place by dataPath',
      { dataPath: '.a', params: {}, message: 'is wrong' },
      [{ path: ['a'], message: 'is wrong' }],
    ],
    [
      'is about the body',
      { instancePath: '/body/a', params: {}, message: 'is wrong' },
      [{ in: 'body', path: ['a'], message: 'is wrong' }],
    ],
    [
      'is about a member too many',
      { instancePath: '', params: { additionalProperty: 'b' }, message: 'is wrong' },
      [{ path: ['b'], message: 'is wrong', code: 'additionalProperties' }],
    ],
    [
      'is about a member that nothing allows',
      { instancePath: '', params: { unevaluatedProperty: 'b' }, message: 'is wrong' },
      [{ path: ['b'], message: 'is wrong', code: 'additionalProperties' }],
    ],
    [
      'lists what is allowed',
      { instancePath: '/a', params: { allowedValues: ['x', 1] }, message: 'is wrong' },
      [{ path: ['a'], message: 'is wrong', values: ['x', 1] }],
    ],
    [
      'has the one value that is allowed',
      { instancePath: '/a', params: { allowedValue: 'x' }, message: 'is wrong' },
      [{ path: ['a'], message: 'is wrong', values: ['x'] }],
    ],
    [
      'has a pattern',
      { instancePath: '/a', params: { pattern: '^a$' }, message: 'is wrong' },
      [{ path: ['a'], message: 'is wrong', pattern: '^a$' }],
    ],
    ['has a place and no params', { instancePath: '/a', message: 'is wrong' }, []],
    ['has params and no words', { instancePath: '/a', params: {} }, []],
    ['has params that are a text', { instancePath: '/a', params: 'a', message: 'is wrong' }, []],
  ])('is understood where it %s', (_, one, errors) => {
    expect(read({ errors: [one] })).toStrictEqual(errors);
  });

  test('has its place in path, too, where others see it as well', () => {
    const one = { path: '/a', params: { missingProperty: 'b' }, message: 'is wrong' };
    expect(read({ issues: [one] })).toStrictEqual([{ path: ['a', 'b'], message: 'is wrong', code: 'required' }]);
  });
});

describe('an error whose path is a list', () => {
  test.each(['details', 'issues', 'errors', 'error'])('stands in the list %s', (list) => {
    expect(read({ [list]: [{ path: ['a', 0], message: 'is wrong' }] })).toStrictEqual([
      { path: ['a', '0'], message: 'is wrong' },
    ]);
  });

  test.each<[string, Json, FieldError[]]>([
    ['has a type', { type: 'any.only' }, [{ path: ['a'], message: 'is wrong', code: 'any.only' }]],
    ['has a code', { code: 'custom' }, [{ path: ['a'], message: 'is wrong', code: 'custom' }]],
    [
      'has valids in its context',
      { context: { valids: ['x'] } },
      [{ path: ['a'], message: 'is wrong', values: ['x'] }],
    ],
    ['has valids', { valids: ['x'] }, [{ path: ['a'], message: 'is wrong', values: ['x'] }]],
    ['has options', { options: ['x'] }, [{ path: ['a'], message: 'is wrong', values: ['x'] }]],
    ['has values', { values: ['x'] }, [{ path: ['a'], message: 'is wrong', values: ['x'] }]],
    ['has values that are a text', { values: 'x' }, [{ path: ['a'], message: 'is wrong' }]],
    [
      'has names of members below it',
      { keys: ['b', 'c', 1] },
      [
        { path: ['a', 'b'], message: 'is wrong' },
        { path: ['a', 'c'], message: 'is wrong' },
      ],
    ],
    ['has the name of one member below it', { keys: ['b'] }, [{ path: ['a', 'b'], message: 'is wrong' }]],
    ['has no names of members below it', { keys: [] }, [{ path: ['a'], message: 'is wrong' }]],
    ['has a text for such names', { keys: 'b' }, [{ path: ['a'], message: 'is wrong' }]],
    ['has no words', { message: 1 }, []],
    ['has an empty path', { path: [] }, []],
  ])('is understood where it %s', (_, more, errors) => {
    expect(read({ issues: [{ path: ['a'], message: 'is wrong', ...(more as object) }] })).toStrictEqual(errors);
  });

  test('may be an item of the answer itself', () => {
    expect(read([{ path: ['a'], message: 'is wrong' }])).toStrictEqual([{ path: ['a'], message: 'is wrong' }]);
  });
});

describe('an answer of celebrate', () => {
  test.each<[string, Json, FieldError[]]>([
    [
      'about several members',
      { body: { keys: ['a.b', 'c', 1], message: 'is wrong' } },
      [
        { in: 'body', path: ['a', 'b'], message: 'is wrong' },
        { in: 'body', path: ['c'], message: 'is wrong' },
      ],
    ],
    [
      'about a header',
      { Headers: { keys: ['x'], message: 'is wrong' } },
      [{ in: 'header', path: ['x'], message: 'is wrong' }],
    ],
    [
      'about a part without a name',
      { other: { keys: ['x'], message: 'is wrong' } },
      [{ path: ['x'], message: 'is wrong' }],
    ],
    ['without words', { body: { keys: ['a'] } }, []],
    ['whose keys are a text', { body: { keys: 'a', message: 'is wrong' } }, []],
    ['whose part is a text', { body: 'a' }, []],
  ])('%s', (_, validation, errors) => {
    expect(read({ validation })).toStrictEqual(errors);
  });
});

describe('an error with extensions', () => {
  test.each<[string, Json, FieldError[]]>([
    ['field', { field: 'a' }, [{ path: ['a'], message: 'is wrong' }]],
    ['path', { path: 'a' }, [{ path: ['a'], message: 'is wrong' }]],
    ['property', { property: 'a' }, [{ path: ['a'], message: 'is wrong' }]],
    ['type', { field: 'a', type: 'in' }, [{ path: ['a'], message: 'is wrong', code: 'in' }]],
    ['code', { field: 'a', code: 'IN' }, [{ path: ['a'], message: 'is wrong', code: 'IN' }]],
    ['valid', { field: 'a', valid: ['x'] }, [{ path: ['a'], message: 'is wrong', values: ['x'] }]],
    ['allowed', { field: 'a', allowed: ['x'] }, [{ path: ['a'], message: 'is wrong', values: ['x'] }]],
    ['a text as allowed', { field: 'a', allowed: 'x' }, [{ path: ['a'], message: 'is wrong' }]],
    ['no name of a member', { code: 'IN' }, []],
    ['a text alone', 'a', []],
  ])('has %s', (_, extensions, errors) => {
    expect(read({ errors: [{ message: 'is wrong', extensions }] })).toStrictEqual(errors);
  });

  test('says nothing of a member without words', () => {
    expect(read({ errors: [{ extensions: { field: 'a' } }] })).toStrictEqual([]);
  });
});

test.each<[string, FieldError[]]>([
  [
    "Key: 'User.Name' Error:Field validation for 'Name' failed on the 'required' tag",
    [
      {
        in: 'body',
        path: ['Name'],
        message: "Key: 'User.Name' Error:Field validation for 'Name' failed on the 'required' tag",
        code: 'required',
      },
    ],
  ],
  [
    "Key: 'Name' Error:Field validation for 'Name' failed on the 'min' tag",
    [
      {
        in: 'body',
        path: ['Name'],
        message: "Key: 'Name' Error:Field validation for 'Name' failed on the 'min' tag",
        code: 'min',
      },
    ],
  ],
  ["Key: 'Name' Error:Field validation failed", []],
])('the sentence "%s" of a validator in Go', (error, errors) => {
  expect(read({ error })).toStrictEqual(errors);
});

test.each<[Json]>([
  [{ errors: ["Name can't be blank"] }],
  [{ message: ['Name is too short'], full_messages: ['Name is too short'] }],
  [{ details: ['one'], Error: ['two'] }],
])('whole sentences are no fields: %j', (body) => {
  expect(read(body)).toStrictEqual([]);
});

test('a field of that name beside others is one', () => {
  expect(read({ message: ['is wrong'], name: ['is wrong'] }).map(({ path }) => path)).toStrictEqual([
    ['message'],
    ['name'],
  ]);
});
