import { expect, test } from '@jest/globals';
import { splitOnce } from './split-once.ts';

test.each([
  ['a=b', '=', ['a', 'b']],
  ['a=b=c', '=', ['a', 'b=c']],
  ['a=', '=', ['a', '']],
  ['=b', '=', ['', 'b']],
  ['=', '=', ['', '']],
  ['a: b', ': ', ['a', 'b']],
  ['a', '=', ['a', undefined]],
  ['', '=', ['', undefined]],
])('splitOnce of %j at %j gives %j', (text, separator, parts) => expect(splitOnce(text, separator)).toEqual(parts));
