import { expect, test } from '@jest/globals';
import type { Operation } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';
import { documentedMedia, maskBody, maskHeaders, maskQuery, type Hiding } from './mask-messages.ts';

const secured = {
  security: [
    [
      { pointer: '#', id: 'q', type: 'apiKey' as const, in: 'query' as const, name: 'my key' },
      { pointer: '#', id: 'h', type: 'apiKey' as const, in: 'header' as const, name: 'X-Pin' },
    ],
  ],
};
const hiding: Hiding = {
  secured,
  isMadeUp: (value) => value === 'assay',
  names: new Set(['pin', 'x-given']),
  mask: (text) => text.replaceAll('hunter2', '[masked]'),
};
const show = (text: string, limit = 1_000) => maskBody(hiding, undefined, Buffer.from(text, 'latin1'), limit);

test.each<[field: HeaderField, shown: string]>([
  [['Accept', 'a/b'], 'a/b'],
  [['Accept', 'hunter2'], '[masked]'],
  [['Location', '/x?token=abc&a=b'], '/x?token=[masked]&a=b'],
  [['Authorization', 'bearer abc'], 'bearer [masked]'],
  [['Proxy-Authorization', 'Basic abc'], 'Basic [masked]'],
  [['AUTHORIZATION', 'abc'], '[masked]'],
  [['Cookie', 'bearer abc'], '[masked]'],
  [['X-PIN', 'abc'], '[masked]'],
  [['X-Given', 'abc'], '[masked]'],
])('the header %j is shown as %s', (field, shown) => {
  expect(maskHeaders(hiding, [field])).toEqual([[field[0], shown]]);
});

test.each([
  ['/x', '/x'],
  ['/token=abc', '/token=abc'],
  ['/x?token=abc', '/x?token=[masked]'],
  ['/x?a=b&apiKey=abc&c=d', '/x?a=b&apiKey=[masked]&c=d'],
  ['/x?my%20key=abc', '/x?my%20key=[masked]'],
  ['/x?pin=abc;d#f', '/x?pin=[masked]#f'],
  ['/x?pin=abc;password=d&a=b', '/x?pin=[masked]&a=b'],
  ['/x?a=b;pin=abc', '/x?a=b;pin=[masked]'],
  ['/x?next=/y?token=abc&a=b', '/x?next=/y?token=[masked]&a=b'],
  ['/x?token=a&token=b', '/x?token=[masked]&token=[masked]'],
  ['/x?token=', '/x?token=[masked]'],
  ['/x?page=2', '/x?page=2'],
  ['/x?code=abc&state=d', '/x?code=[masked]&state=d'],
  ['/x?sig=abc', '/x?sig=[masked]'],
  ['/x?X-Amz-Signature=abc&X-Amz-Date=d', '/x?X-Amz-Signature=[masked]&X-Amz-Date=d'],
  ['/x?user%5Bpassword%5D=abc', '/x?user%5Bpassword%5D=[masked]'],
  ['/x?token=assay&a=b', '/x?token=assay&a=b'],
])('the target %s is shown as %s', (target, shown) => {
  expect(maskQuery(hiding, target)).toBe(shown);
});

test.each<[body: string, shown: object]>([
  ['', { kind: 'none', size: 0 }],
  ['{"a": 1}', { kind: 'json', value: { a: 1 }, text: '{"a": 1}', size: 8 }],
  ['{"token": "x"}', { kind: 'json', value: { token: '[masked]' }, text: '{"token":"[masked]"}' }],
  ['{"pin": "x"}', { kind: 'json', value: { pin: '[masked]' } }],
  ['["hunter2"]', { kind: 'json', value: ['[masked]'] }],
  ['"hunt\\u0065r2"', { kind: 'json', value: '[masked]' }],
  ['{"token": "assay", "n": "assay"}', { kind: 'json', value: { token: 'assay', n: 'assay' } }],
  ['{"tokens": ["a", "b', { kind: 'text', text: '{"tokens":["[masked]"]}' }],
  [
    '{"x": bad, "tokens": ["a"], "credentials": {"a": "b"}}',
    { kind: 'text', text: '{"x": bad, "tokens": "[masked]", "credentials": "[masked]"}' },
  ],
  ['<u><password>a</password></u>', { kind: 'text', text: '<u><password>[masked]</password></u>' }],
  [
    '<u pwd="a"><credentials><b>c</b></credentials></u>',
    { kind: 'text', text: '<u pwd="[masked]"><credentials>[masked]</credentials></u>' },
  ],
  ['hello hunter2', { kind: 'text', text: 'hello [masked]' }],
  ['{"token": "abc", "a": "b"', { kind: 'text', text: '{"token":"[masked]"}' }],
  ['{"token": "ab\\"c', { kind: 'text', text: '{"token": "[masked]"' }],
  ['{"pin": -12.5e3, "n": 1', { kind: 'text', text: '{"pin":"[masked]"}' }],
  ['a=b&password=x&c=d', { kind: 'text', text: 'a=b&password=[masked]&c=d' }],
  [
    '--b\r\nContent-Disposition: form-data; name="token"\r\n\r\nabc\r\n--b--',
    { kind: 'text', text: '--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n[masked]\r\n--b--' },
  ],
  [
    '--b\r\nContent-Disposition: form-data; name="token"\r\nA: b\r\n\r\na\r\nb',
    { kind: 'text', text: '--b\r\nContent-Disposition: form-data; name="token"\r\nA: b\r\n\r\n[masked]' },
  ],
  [
    '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nabc\r\n--b--',
    { kind: 'text', text: '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nabc\r\n--b--' },
  ],
])('the body %j is shown as %j', (body, shown) => {
  expect(show(body)).toMatchObject({ isCut: false, ...shown });
});

test('bytes are shown as bytes, without the secrets that are known', () => {
  const shown = show('\u00ff hunter2');
  expect(shown.kind === 'bytes' && Buffer.from(shown.bytes).toString('latin1')).toBe('\u00ff [masked]');
});

test.each<[limit: number, isCut: boolean, text: string]>([
  [4, false, 'abcd'],
  [3, true, 'abc'],
])('a body of four bytes is shown up to %d: cut %s', (limit, isCut, text) => {
  expect(show('abcd', limit)).toMatchObject({ kind: 'text', size: 4, isCut, text });
});

test('a character that the cut divides is left out', () => {
  expect(maskBody(hiding, undefined, Buffer.from('aé'), 2)).toMatchObject({ kind: 'text', text: 'a', isCut: true });
});

test.each<[status: number, type: string, found: string | undefined]>([
  [200, 'a/b', '200 a/b'],
  [200, 'c/d; charset=x', '200 c/d'],
  [200, 'x/y', '200 a/b'],
  [204, '', '2XX a/b'],
  [299, '', '2XX a/b'],
  [300, '', 'default a/b'],
  [404, '', 'default a/b'],
])('a response of status %d and type %j is described by %s', (status, type, found) => {
  const media = (key: string) => ['a/b', 'c/d'].map((label) => ({ type: label, pointer: `${key} ${label}` }));
  const responses = ['default', '2xx', '200'].map((key) => ({ status: key, media: media(key.replace('xx', 'XX')) }));
  const documented = documentedMedia({ responses } as unknown as Operation, status, [['content-type', type]]);
  expect(documented?.pointer).toBe(found);
});
