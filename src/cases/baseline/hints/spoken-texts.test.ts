import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../model/json.ts';
import { saysOf, sentencesOf } from './spoken-texts.ts';

test.each([
  'message',
  'messages',
  'detail',
  'details',
  'error',
  'errors',
  'title',
  'description',
  'reason',
  'msg',
  'error_description',
  'errorMessage',
  'ERRORMESSAGE',
  'problem',
  'cause',
  'hint',
])('the member %s speaks to a person', (name) => {
  expect(sentencesOf({ [name]: 'said' })).toEqual(['said']);
});

/** An object that many others lie in. */
const deep = (levels: number): Json =>
  Array.from({ length: levels }).reduce<Json>((inner) => ({ error: inner }), { message: 'said' });

test.each<[string, Json, string[]]>([
  ['a text is what it says', ' no  ', ['no']],
  ['a page of HTML says nothing', '  <html>no</html>', []],
  ['an empty text says nothing', '  ', []],
  ['other members say nothing', { code: 'E1', mymessage: 'no', messages2: 'no' }, []],
  ['a list says what its items say', ['one', { message: 'two' }], ['one', 'two']],
  [
    'what lies in a member that speaks says what is in its members that speak',
    { error: { code: 'E', message: 'no' } },
    ['no'],
  ],
  ['objects in a member that speaks speak', { errors: { name: ['is required'] } }, ['is required']],
  ['texts in a list of another member are read, too', { data: { list: ['a'] } }, ['a']],
  ['an empty text is left out', { message: '', detail: 'no' }, ['no']],
  ['the same is said once', { message: 'no', error: 'no' }, ['no']],
  [
    'what has three words goes before what has two',
    { error: 'Bad Request', message: 'name is required' },
    ['name is required', 'Bad Request'],
  ],
  ['what lies six deep is read', deep(5), ['said']],
  ['what lies seven deep is not', deep(6), []],
  ['a list six deep is read', [[[[[['said']]]]]], ['said']],
  ['a list seven deep is not', [[[[[[['said']]]]]]], []],
])('sentencesOf an answer: %s', (_, answer, said) => {
  expect(sentencesOf(answer)).toEqual(said);
});

test('no more than twenty texts of an answer are read', () => {
  const errors = (count: number): JsonObject => ({ errors: Array.from({ length: count }, (_, nth) => `text ${nth}`) });
  expect(sentencesOf(errors(20))).toHaveLength(20);
  expect(sentencesOf(errors(21))).toHaveLength(20);
});

test('what is said first stands in one line of 200 characters, without control characters', () => {
  expect(saysOf({ message: ' a\n\tb\u0007 ' })).toBe('a b\\u0007');
  expect(saysOf({ message: 'x'.repeat(300) })).toHaveLength(200);
  expect(saysOf({})).toBe('');
});
