import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { readHar } from './read-har.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'assay-har-'))));
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string | object) {
  const file = join(folder, 'a.har');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify({ log: { entries: [content] } }));
  return (await readHar(file)).map(({ name, ...rest }) => ({ name: name.slice(folder.length + 1), ...rest }));
}
const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();
const REQUEST = { method: 'get', url: 'https://api.example.org:8443/a/b?c=d%20e#f' };

test('reads a request with its response', async () => {
  const [entry] = await read({
    comment: 'the first',
    time: 12.5,
    request: {
      ...REQUEST,
      headers: [
        { name: ':method', value: 'GET' },
        { name: 'Accept', value: '*/*' },
        { name: 'X-Broken', value: 1 },
        'no field',
      ],
    },
    response: { status: 200, headers: [{ name: 'X-A', value: 'b' }], content: { text: 'é' } },
  });
  expect(entry).toMatchObject({ name: 'a.har#1 the first', origin: 'https://api.example.org:8443' });
  expect(entry?.exchange).toMatchObject({
    request: { method: 'GET', path: '/a/b?c=d%20e', headers: [['Accept', '*/*']] },
    outcome: { response: { status: 200, headers: [['X-A', 'b']], body: Buffer.from('é') } },
    duration: 12.5,
    retries: 0,
  });
  expect(entry?.exchange.request).not.toHaveProperty('body');
});

test('reads an entry without a response as a failure', async () => {
  for (const entry of [{ request: REQUEST }, { request: REQUEST, response: { status: 0 } }]) {
    const [found] = await read(entry);
    expect(found).toMatchObject({
      name: 'a.har#1',
      exchange: { outcome: { failure: { kind: 'unreachable', message: 'the recording has no answer' } }, duration: 0 },
    });
  }
});

test.each<[name: string, postData: object, body: string | undefined]>([
  ['text', { text: '{"a":1}', params: [{ name: 'b', value: 'c' }] }, '{"a":1}'],
  ['empty text', { text: '' }, ''],
  ['form fields', { params: [{ name: 'a b', value: 'c&d' }, { name: 'e' }, 'none'] }, 'a+b=c%26d&e='],
  ['no form fields', { params: [] }, undefined],
  ['nothing', {}, undefined],
])('a request with %s has the body %j', async (_, postData, body) => {
  const [entry] = await read({ request: { ...REQUEST, method: 'POST', postData } });
  expect(text(entry?.exchange.request.body)).toBe(body);
});

test.each<[name: string, content: object, body: string]>([
  ['text', { text: 'aGk=' }, 'aGk='],
  ['Base64', { text: 'aGk=', encoding: 'base64' }, 'hi'],
  ['nothing', {}, ''],
])('an answer with %s has the body %j', async (_, content, body) => {
  const [entry] = await read({ request: REQUEST, response: { status: 200, content } });
  const outcome = entry?.exchange.outcome;
  expect(text(outcome && 'response' in outcome ? outcome.response.body : undefined)).toBe(body);
});

test('numbers the entries from one, and skips a byte order mark', async () => {
  const entries = [{ request: REQUEST }, { request: REQUEST }];
  const found = await read(`\ufeff${JSON.stringify({ log: { entries } })}`);
  expect(found.map(({ name }) => name)).toEqual(['a.har#1', 'a.har#2']);
});

describe('refuses', () => {
  test.each<[name: string, content: string | object, message: string]>([
    ['what is not JSON', '<html>', 'a.har is not JSON'],
    ['JSON without entries', '{"log":{}}', 'a.har has no log of entries'],
    ['an entry without a method', { request: { url: 'http://a' } }, 'a.har#1 has no request with a method and a URL'],
    [
      'an entry without a URL',
      { request: { method: 'GET', url: '/a' } },
      'a.har#1 has no request with a method and a URL',
    ],
  ])('%s', async (_, content, message) => {
    const refused = read(content);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(message);
  });

  test('a file that does not exist, and a folder', async () => {
    await expect(readHar(join(folder, 'none.har'))).rejects.toThrow('none.har: there is no such file');
    await expect(readHar(folder)).rejects.toThrow('it cannot be read (EISDIR)');
  });
});
