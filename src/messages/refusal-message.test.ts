import { expect, test } from '@jest/globals';
import { refusalMessage } from './refusal-message.ts';

const said = (body: string | object, status = 400) =>
  refusalMessage({
    status,
    headers: [],
    body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
  });

test.each<[string, string | object, string | undefined]>([
  ['the detail of problem details', { title: 'Bad Request', detail: 'name is taken', status: 400 }, 'name is taken'],
  [
    'what is wrong, without the schema that is printed after it',
    { message: "'a' is missing\n\nFailed validating 'required' in schema:\n    {}\n\nOn instance:\n    {}" },
    "'a' is missing",
  ],
  ['a text that begins so', "Failed validating 'a' of On instance", "Failed validating 'a' of On instance"],
  ['a text that ends before', "No. Failed validating 'a' in it", "No. Failed validating 'a' in it"],
  ['a message', { name: 'NoAccess', message: 'You must specify username' }, 'You must specify username'],
  [
    'the first error of a list',
    { errors: [{ message: 'Value is required.' }, { message: 'b' }] },
    'Value is required.',
  ],
  ['a text within an error', { error: { code: 3, message: 'no such pet' } }, 'no such pet'],
  [
    'both where one says only that something is wrong',
    { message: 'Validation failed', details: [{ message: 'age is missing' }] },
    'Validation failed: age is missing',
  ],
  [
    'a description beside codes',
    { code: 10008, description: 'The app is gone', error_code: 'CF-1' },
    'The app is gone',
  ],
  ['nothing of JSON without any of these', { code: 7, user: { password: 'x' } }, undefined],
  ['a JSON string', '"no"', 'no'],
  ['text', 'Could not parse zone\n', 'Could not parse zone'],
  ['the title of a page', '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>', '502 Bad Gateway'],
  ['the text of a page without one', '<html><style>a{}</style><body><p>Not <b>here</b></p></body></html>', 'Not here'],
  ['nothing of an empty body', '', undefined],
  ['what stands before a schema, though it is one character', "-Failed validating 'a' in it: On instance", '-'],
  ['the first error that says anything', { errors: [' ', 'b'] }, 'b'],
  ['the first member that says anything', { detail: ' ', message: 'm' }, 'm'],
  ['a message alone where the error is a code', { message: 'a', error: 'b' }, 'a'],
  ['the fifth error', { errors: [{}, {}, {}, {}, { message: 'fifth' }] }, 'fifth'],
  ['nothing of the sixth error', { errors: [{}, {}, {}, {}, {}, { message: 'sixth' }] }, undefined],
  ['an error in three others', { error: { error: { error: { message: 'deep' } } } }, 'deep'],
  ['nothing of an error in four others', { error: { error: { error: { error: { message: 'deep' } } } } }, undefined],
  ['the title of a page, and not its text', '<html><title>T</title><body>B</body></html>', 'T'],
  ['the text of a page whose title is blank', '<html><title> </title><body>B</body></html>', 'B'],
  ['what is in the first 64 KB', `<html>${' '.repeat(65_536 - 22)}<title>T</title>`, 'T'],
  ['the message of JSON that is cut', { message: 'No such pet', token: 'x'.repeat(65_536) }, 'No such pet'],
  ['nothing of JSON that is cut before its message', { token: 'x'.repeat(65_536), message: 'No such pet' }, undefined],
  ['nothing of JSON that breaks off', '{"token": "secret', undefined],
  ['nothing of a list of JSON that breaks off', '[{"token": "secret', undefined],
  ['a text in brackets', '[ERROR] No such pet', '[ERROR] No such pet'],
  ['a text in braces', '{no such pet}', '{no such pet}'],
  ['nothing of what is behind them', `<html>${' '.repeat(65_536 - 21)}<title>T</title>`, 'T</title'],
])('tells %s', (_, body, want) => {
  expect(said(body)).toBe(want);
});

test('tells nothing of a success', () => {
  expect(said({ message: 'made' }, 201)).toBeUndefined();
});

test('a message is one line, harmless and not long', () => {
  expect(said({ message: `a\n\u001b[31m${'x'.repeat(500)}` })).toMatch(/^a \\u001b\[31mx{100,}…$/);
  expect(said({ message: 'x'.repeat(500) })).toHaveLength(200);
});
