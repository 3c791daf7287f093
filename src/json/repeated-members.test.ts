import { expect, test } from '@jest/globals';
import { repeatedMembers } from './repeated-members.ts';

test.each<[string, string[]]>([
  ['{"n":5,"m":"n"}', []],
  ['{"n":5,"n":"hi"}', ['#/n']],
  ['{"n":5,"n":6,"n":7}', ['#/n']],
  ['{"n":5,"\\u006e":6}', ['#/n']],
  ['{"a":{"n":1},"b":{"n":1}}', []],
  ['[{"n":1},{"n":1},{"n":1,"n":2}]', ['#/2/n']],
  ['[[1,2],[3,{"a":[0,{"b/c":1 , "b/c" : 2}]}]]', ['#/1/1/a/1/b~1c']],
  ['{"a":"\\"a\\":{","a ":["a","a"]}', []],
  ['{"":1,"":2}', ['#/']],
  ['"n"', []],
  ['{\n  "n": 5,\n  "n": 6\n}', ['#/n']],
  ['{"n":5,"n" :6}', ['#/n']],
  ['{"n":{"m":1},"n":6}', ['#/n']],
  ['{"n" : "n"}', []],
  ['{"n" : ["n", "n"], "m" : "n"}', []],
  ['{"a" : {"b" : 1}, "c" : {"b" : 1, "b" : 2}}', ['#/c/b']],
  ['{"n\\":":5,"m":"\\":"}', []],
  ['{\n  "n": 5\n}', []],
  // As long as what is written of its value.
  ['{"a":1,"a":1e10}', ['#/a']],
])('%s repeats %j', (text, want) => {
  expect(repeatedMembers(text, JSON.parse(text), 5)).toEqual(want);
});

test('no more members than requested are listed', () => {
  const text = '{"a":1,"a":1,"b":1,"b":1,"c":1,"c":1}';
  expect(repeatedMembers(text, JSON.parse(text), 2)).toEqual(['#/a', '#/b']);
});
