import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { followReference, isUrl, resolveReference, type Boundary } from './reference-policy.ts';

const folder = temporaryFolder('references');
const root = join(folder, 'api', 'openapi.yaml');
beforeAll(() => {
  mkdirSync(join(folder, 'api', 'parts'), { recursive: true });
  for (const name of [
    'api/openapi.yaml',
    'api/a.yaml',
    'api/a b.yaml',
    'api/c%20d.yaml',
    'api/..e.yaml',
    'outside.yaml',
  ])
    writeFileSync(join(folder, name), '');
  symlinkSync('../outside.yaml', join(folder, 'api', 'link.yaml'));
  symlinkSync('a.yaml', join(folder, 'api', 'inner.yaml'));
  for (const [name, size] of [
    ['large.yaml', 64 * 2 ** 20],
    ['larger.yaml', 64 * 2 ** 20 + 1],
  ] as const) {
    writeFileSync(join(folder, 'api', name), '');
    truncateSync(join(folder, 'api', name), size);
  }
});

test.each([
  ['http://h/a', true],
  ['HTTPS://h', true],
  ['ftp://h', false],
  ['a/http://h', false],
  ['./http:', false],
])('%s is a URL: %s', (text, is) => {
  expect(isUrl(text)).toBe(is);
});

test.each([
  ['http://h/v1/a.yaml', 'b.yaml#/x', 'http://h/v1/b.yaml'],
  ['http://h/v1/a.yaml', '/b.yaml', 'http://h/b.yaml'],
  ['http://h/v1/a.yaml', 'http://g/b.yaml#/x', 'http://g/b.yaml'],
  ['http://h/v1/a.yaml', 'http://[', 'http://['],
  ['/x/a.yaml', 'http://g/b.yaml', 'http://g/b.yaml'],
  ['/x/a.yaml', '../b.yaml#/x', '/b.yaml'],
  ['/x/a.yaml', 'b%20c.yaml', '/x/b c.yaml'],
  ['/x/a.yaml', 'b%zz.yaml', '/x/b%zz.yaml'],
])('a reference in %s to %s leads to %s', (base, ref, to) => {
  expect(resolveReference(base, ref)).toBe(to);
});

test('a file whose name has a percent sign takes precedence over the file of the decoded name', () => {
  expect(resolveReference(root, 'c%20d.yaml')).toBe(join(folder, 'api', 'c%20d.yaml'));
  expect(resolveReference(root, 'a%20b.yaml')).toBe(join(folder, 'api', 'a b.yaml'));
});

const URL_ROOT = 'http://h/v1/openapi.yaml';
type Options = Omit<Boundary, 'root'>;

test.each<[base: string, ref: string, options: Options, to: string]>([
  [root, 'a.yaml#/x', {}, 'api/a.yaml'],
  [root, '../outside.yaml', {}, 'outside.yaml'],
  [root, 'link.yaml', {}, 'api/link.yaml'],
  [root, 'a.yaml', { confined: true }, 'api/a.yaml'],
  [root, 'inner.yaml', { confined: true }, 'api/inner.yaml'],
  [root, '..e.yaml', { confined: true }, 'api/..e.yaml'],
  [root, 'large.yaml', {}, 'api/large.yaml'],
])('from %s the reference %s is followed with %j', (base, ref, options, to) => {
  expect(followReference(base, ref, { root: base, ...options })).toEqual({ to: join(folder, to) });
});

test.each<[base: string, ref: string, options: Options, why: RegExp, hint: RegExp]>([
  [root, 'file:///etc/passwd', {}, /a file: URL is not followed/, /relative path/],
  [root, 'FTP://h/x', { allowRemoteRefs: true }, /a ftp: URL is not followed/, /relative path/],
  [root, 'http://h/x', {}, /not fetched/, /--allow-remote-refs/],
  [URL_ROOT, 'b.yaml', {}, /not fetched/, /--allow-remote-refs/],
  [URL_ROOT, 'file:///etc/passwd', { allowRemoteRefs: true }, /a file: URL/, /relative path/],
  [URL_ROOT, 'http://[', {}, /not fetched/, /--allow-remote-refs/],
  [root, '/etc/passwd', {}, /an absolute path/, /relative path/],
  [root, 'C:\\x.yaml', {}, /an absolute path/, /relative path/],
  [root, '\\\\host\\x.yaml', {}, /an absolute path/, /relative path/],
  [root, 'nope.yaml', {}, /there is no such file/, /write the file/],
  [root, 'parts', {}, /not a file|no file/, /\$ref/],
  [root, 'larger.yaml', {}, /larger than 64 MB/, /smaller file/],
  [root, '../outside.yaml', { confined: true }, /outside of the contract’s folder/, /openapi\.yaml$/],
  [root, 'link.yaml', { confined: true }, /outside of the contract’s folder/, /Move it/],
])('from %s the reference %s is not followed with %j: %s', (base, ref, options, why, hint) => {
  const followed = followReference(base, ref, { root: base, ...options });
  expect(followed).toEqual({ why: expect.stringMatching(why), hint: expect.stringMatching(hint) });
});

test.each([
  ['http://g/x.yaml#/a', 'http://g/x.yaml'],
  ['b.yaml', 'http://h/v1/b.yaml'],
])('with leave, %s is fetched from %s', (ref, to) => {
  expect(followReference(URL_ROOT, ref, { root: URL_ROOT, allowRemoteRefs: true })).toEqual({ to });
});
