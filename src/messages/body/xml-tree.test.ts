import { expect, test } from '@jest/globals';
import { DEPTH_LIMIT } from '../../json/parse-json.ts';
import { parseXml } from './xml-tree.ts';

const element = (local: string, more: object = {}) => ({
  ...{ local, uri: '', attributes: [], children: [], text: '' },
  ...more,
});

test.each<[text: string, root: object]>([
  ['<a/>', element('a')],
  ['<a>x<![CDATA[<y>]]>z</a>', element('a', { text: 'x<y>z' })],
  ['<a>x<b>y</b>z</a>', element('a', { text: 'xz', children: [element('b', { text: 'y' })] })],
  [
    '<n:a xmlns:n="urn:n" xmlns="urn:d" n:k="1" l="2"><b/></n:a>',
    element('a', {
      uri: 'urn:n',
      attributes: [
        { local: 'k', uri: 'urn:n', value: '1' },
        { local: 'l', uri: '', value: '2' },
      ],
      children: [element('b', { uri: 'urn:d' })],
    }),
  ],
  [`<a>${'x'.repeat(25_000)}</a>`, element('a', { text: 'x'.repeat(25_000) })],
])('%s is read', (text, root) => expect(parseXml(text)).toEqual({ root }));

test.each<[text: string, problem: string]>([
  ['', 'is not well-formed XML (at line 1, column 0)'],
  ['<a>', 'is not well-formed XML (at line 1, column 3)'],
  ['<a>\n<b></a>', 'is not well-formed XML (at line 2, column 7)'],
])('%j is no XML', (text, problem) => expect(parseXml(text)).toEqual({ problem }));

test('XML may be nested up to the limit', () => {
  const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
  expect(parseXml(nested(DEPTH_LIMIT))).toHaveProperty('root');
  expect(parseXml(nested(DEPTH_LIMIT + 1))).toEqual({ problem: 'is nested deeper than 1000 levels' });
});
