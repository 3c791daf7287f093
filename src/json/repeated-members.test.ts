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
])('%s repeats %j', (text, want) => {
  JSON.parse(text);
  expect(repeatedMembers(text, 5)).toEqual(want);
});

test('no more members than requested are listed', () => {
  expect(repeatedMembers('{"a":1,"a":1,"b":1,"b":1,"c":1,"c":1}', 2)).toEqual(['#/a', '#/b']);
});
