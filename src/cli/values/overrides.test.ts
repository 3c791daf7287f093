import { describe, expect, test } from '@jest/globals';
import { readBaseUrl, readOverrides, readTargetUrl } from './overrides.ts';

const usageError = (message: string) => expect.objectContaining({ name: 'UsageError', message });

describe('readOverrides', () => {
  test.each<[text: string, name: string, value: string]>([
    ['Name: value', 'Name', 'value'],
    ['Name:value', 'Name', 'value'],
    [' Name : value ', 'Name', 'value'],
    ['Name: a:b', 'Name', 'a:b'],
    ['Name:', 'Name', ''],
    ["!#$%&'*+-.^_`|~9a: x", "!#$%&'*+-.^_`|~9a", 'x'],
    ['Name: caf\u00e9', 'Name', 'caf\u00e9'],
    ['Name: a\tb', 'Name', 'a\tb'],
  ])('reads the header %j', (text, name, value) =>
    expect(readOverrides([text], [])).toEqual({ headers: [[name, value]], set: {} }),
  );

  test.each<[text: string, message: string]>([
    ['nocolon', '--header "nocolon" is not a header field'],
    [': value', '--header ": value" is not a header field'],
    ['Bad Name: x', '--header "Bad Name: x" is not a header field'],
    ['N\u00e4me: x', '--header "N\u00e4me: x" is not a header field'],
    ['Name: \u20ac', 'the value of --header Name holds a character that HTTP cannot carry'],
    ['Name: a\nb', 'the value of --header Name holds a control character'],
    ['Name: a\u0000b', 'the value of --header Name holds a control character'],
    ['Name: a\u007fb', 'the value of --header Name holds a control character'],
  ])('refuses the header %j', (text, message) => expect(() => readOverrides([text], [])).toThrow(usageError(message)));

  test('shows no more than 40 characters of what may be a secret', () =>
    expect(() => readOverrides(['x'.repeat(41)], [])).toThrow(
      usageError(`--header "${'x'.repeat(40)}" is not a header field`),
    ));

  test.each<[text: string, set: Record<string, string>]>([
    ['guid=1', { guid: '1' }],
    ['g=', { g: '' }],
    ['guid=a=b', { guid: 'a=b' }],
    ['a\nb=c\nd', { 'a\nb': 'c\nd' }],
  ])('reads the setting %s', (text, set) => expect(readOverrides([], [text])).toEqual({ headers: [], set }));

  test.each(['guid', '=1', ''])('refuses the setting %j', (text) =>
    expect(() => readOverrides([], [text])).toThrow(usageError(`--set ${text} is not NAME=VALUE`)),
  );
});

describe('readTargetUrl and readBaseUrl', () => {
  test.each(['http://127.0.0.1:4010', 'https://api.example.org/v2', 'HTTP://example.org'])('accept %s', (url) => {
    expect(readTargetUrl(url)).toBe(url);
    expect(readBaseUrl(url)).toBe(url);
  });

  test.each(['127.0.0.1:8080', 'ftp://example.org', 'example', ''])('refuse %j', (url) => {
    const error = usageError(`--target ${url} is not an http or https URL`);
    expect(() => readTargetUrl(url)).toThrow(error);
    expect(() => readBaseUrl(url)).toThrow(error);
  });

  test.each(['http://user@example.org', 'http://:s3cr3t@example.org'])(
    'refuse credentials, without showing %s',
    (url) => expect(() => readTargetUrl(url, 'tokenUrl')).toThrow(usageError('the URL of tokenUrl holds credentials')),
  );

  test.each([
    ['http://example.org?key=s3cr3t', 'http://example.org/?…'],
    ['http://example.org/#a', 'http://example.org/#…'],
  ])('differ on %s: a base URL has no query or fragment, which may hold a key and is not shown', (url, shown) => {
    expect(readTargetUrl(url)).toBe(url);
    expect(() => readBaseUrl(url)).toThrow(usageError(`--target ${shown} has a query or a fragment`));
  });
});
