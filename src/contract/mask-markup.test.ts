import { expect, test } from '@jest/globals';
import { maskMarkup } from './mask-markup.ts';

test.each([
  ['<a>b</a>', '<a>b</a>'],
  ['<u><password>hunter2</password><n>x</n></u>', '<u><password>[masked]</password><n>x</n></u>'],
  ['<u><x:password>a</x:password></u>', '<u><x:password>[masked]</x:password></u>'],
  ['<password><![CDATA[a<b]]></password>', '<password>[masked]</password>'],
  ['<password type="text">a</password>', '<password type="text">[masked]</password>'],
  ['<password/><a>b</a>', '<password/><a>b</a>'],
  ['<password></password>', '<password></password>'],
  ['<u password="a" name=\'b\'>c</u>', '<u password="[masked]" name=\'b\'>c</u>'],
  ['<u x:password="a" password:x="b"/>', '<u x:password="[masked]" password:x="b"/>'],
  ["<u password = 'a'/>", "<u password = '[masked]'/>"],
  ['<password><a>b</a><c>d</c></password><e>f</e>', '<password>[masked]</password><e>f</e>'],
  ['<password><password>a</password>b</password><e>f</e>', '<password>[masked]</password><e>f</e>'],
  ['<password>breaks o', '<password>[masked]'],
  ['<u password="breaks o', '<u password="[masked]"'],
  ['<a>1 < 2</a><password>b</password>', '<a>1 < 2</a><password>[masked]</password>'],
])('%s is shown as %s', (text, masked) => {
  expect(maskMarkup(text, (name) => name === 'password')).toBe(masked);
});

test('takes one pass over a megabyte of open elements', () => {
  const text = '<password>'.repeat(100_000);
  expect(maskMarkup(text, (name) => name === 'password')).toBe('<password>[masked]');
  expect(maskMarkup('<a b="'.repeat(200_000), () => false)).toHaveLength(1_200_000);
});
