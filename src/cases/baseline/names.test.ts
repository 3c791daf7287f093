import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { withFreshNames } from './names.ts';
import { withFutureTimes } from './times.ts';

async function mediaWith(properties: JsonObject) {
  const schema = { type: 'object', properties };
  const contract = await contractOf({
    paths: {
      '/things': {
        post: {
          requestBody: { content: { 'application/json': { schema } } },
          responses: { '201': { description: 'Made.' } },
        },
      },
    },
  });
  const media = contract.operations[0]?.body?.media[0];
  if (!media) throw new Error('no media type');
  return { contract, media };
}

const text = { type: 'string' };

describe('withFreshNames', () => {
  test.each([
    ...[
      'id',
      '_id',
      'uuid',
      'guid',
      'uid',
      'key',
      'slug',
      'code',
      'handle',
      'login',
      'sku',
      'alias',
      'title',
      'subject',
    ],
    ...['identifier', 'name', 'nickname', 'first_name', 'display-name', 'mail', 'email', 'userName', 'workMail'],
    ...['workEmail', 'urlSlug', 'pageTitle', 'apiKey', 'twitterHandle', 'githubLogin'],
  ])('ends the text of %s with the mark', async (member) => {
    const { contract, media } = await mediaWith({ [member]: text });
    expect(withFreshNames(contract, media, { [member]: 'a' }, 'k7')).not.toEqual({ [member]: 'a' });
  });

  test.each(['keys', 'codec', 'titled', 'subjects', 'idx', 'names', 'mailbox', 'named'])(
    'leaves the text of %s as it is',
    async (member) => {
      const { contract, media } = await mediaWith({ [member]: text });
      expect(withFreshNames(contract, media, { [member]: 'a' }, 'k7')).toEqual({ [member]: 'a' });
    },
  );

  test.each<[string, JsonObject, Json, Json]>([
    ['ends a name with the mark', { name: text }, { name: 'Rex' }, { name: 'Rex-k7' }],
    [
      'leaves other texts as they are',
      { note: text, colour: text },
      { note: 'a', colour: 'b' },
      { note: 'a', colour: 'b' },
    ],
    [
      'ends each of several names with the mark',
      { usernames: { type: 'array', items: text } },
      { usernames: ['ann', 'bob'] },
      { usernames: ['ann-k7', 'bob-k71'] },
    ],
    [
      'leaves lists of other texts',
      { tags: { type: 'array', items: text }, keys: { type: 'array', items: text } },
      { tags: ['a'], keys: ['b'] },
      { tags: ['a'], keys: ['b'] },
    ],
    [
      'leaves lists that are not of texts alone',
      { names: { type: 'array' } },
      { names: ['a', 1] },
      { names: ['a', 1] },
    ],
    ['leaves an empty list', { names: { type: 'array', items: text } }, { names: [] }, { names: [] }],
    ['keeps to listed names', { names: { type: 'array', items: { enum: ['a'] } } }, { names: ['a'] }, { names: ['a'] }],
    ['keeps a listed value', { name: { enum: ['a', 'b'] } }, { name: 'a' }, { name: 'a' }],
    ['keeps to a pattern', { key: { type: 'string', pattern: '^[a-z0-9]+$' } }, { key: 'abc' }, { key: 'abck7' }],
    [
      'joins by what a pattern allows',
      { key: { type: 'string', pattern: '^[a-z]+_[a-z0-9]+$' } },
      { key: 'abc' },
      { key: 'abc_k7' },
    ],
    ['keeps to capitals', { key: { type: 'string', pattern: '^[A-Z0-9]{2}$' } }, { key: 'abc' }, { key: 'K7' }],
    ['keeps to letters', { key: { type: 'string', pattern: '^[a-z]{2}$' } }, { key: 'abc' }, { key: 'kx' }],
    ['puts the mark before a host name', { name: text }, { name: 'example.com.' }, { name: 'k7.example.com.' }],
    ['leaves the dots of a version', { name: text }, { name: '1.0.2' }, { name: '1.0.2-k7' }],
    ['keeps to Base64', { key: text }, { key: 'YQ==' }, { key: Buffer.from('YQ==k7').toString('base64') }],
    ['keeps to digits', { id: { type: 'string', format: 'int64' } }, { id: '1' }, { id: '727' }],
    [
      'keeps to Base64 that the contract asks for',
      { key: { type: 'string', contentEncoding: 'base64' } },
      { key: 'YXNzYXk=' },
      { key: Buffer.from('YXNzYXk=k7').toString('base64') },
    ],
    ['keeps to a length', { slug: { type: 'string', maxLength: 4 } }, { slug: 'abcd' }, { slug: 'k7' }],
    [
      'changes the name of a mailbox',
      { email: { type: 'string', format: 'email' } },
      { email: 'a@b.example' },
      { email: 'a-k7@b.example' },
    ],
    [
      'makes another uuid',
      { id: text },
      { id: '00000000-0000-4000-8000-000000000000' },
      { id: '00000000-0000-4000-8000-000000006b37' },
    ],
    [
      'goes one level down',
      { meta: { type: 'object', properties: { title: text } } },
      { meta: { title: 'A' } },
      { meta: { title: 'A-k7' } },
    ],
  ])('%s', async (_, properties, body, want) => {
    const { contract, media } = await mediaWith(properties);
    expect(withFreshNames(contract, media, body, 'k7')).toEqual(want);
  });

  const names = (schema: JsonObject): JsonObject => ({ usernames: { type: 'array', ...schema } });
  const many = (count: number, end: (nth: number) => string) =>
    Array.from({ length: count }, (_, nth) => `u${nth}${end(nth)}`);

  test.each<[string, JsonObject, Json, mark: string, Json]>([
    ['ends a single name of a list', names({ items: text }), { usernames: ['ann'] }, 'k7', { usernames: ['ann-k7'] }],
    [
      'ends the names of a list as the contract allows',
      names({ items: { ...text, pattern: '^[a-z0-9]+$' } }),
      { usernames: ['ann', 'bob'] },
      'k7',
      { usernames: ['annk7', 'bobk71'] },
    ],
    [
      'leaves a list that would not be allowed with other names',
      names({ prefixItems: [text, { const: 'bob' }] }),
      { usernames: ['ann', 'bob'] },
      'k7',
      { usernames: ['ann', 'bob'] },
    ],
    [
      'counts the names of a list in letters and digits',
      names({ items: text }),
      { usernames: many(37, () => '') },
      'k',
      { usernames: many(37, (nth) => (nth === 0 ? '-k' : `-k${nth.toString(36)}`)) },
    ],
    [
      'ends a uuid with the last six characters of a long mark',
      { id: text },
      { id: '00000000-0000-4000-8000-000000000000' },
      'abcdefgh',
      { id: '00000000-0000-4000-8000-636465666768' },
    ],
    [
      'calls a mailbox by the mark where its name would get too long',
      { email: { ...text, format: 'email', maxLength: 12 } },
      { email: 'ab@b.example' },
      'k7',
      { email: 'k7@b.example' },
    ],
    [
      'adds a segment to an address, with its slash at the end or without',
      { slug: text, key: text },
      { slug: 'https://a.example/b/', key: 'urn+x://a' },
      'k7',
      { slug: 'https://a.example/b/k7', key: 'urn+x://a/k7' },
    ],
    [
      'writes a long mark in nine digits',
      { key: { ...text, pattern: '^\\d+$' } },
      { key: '1' },
      'zzzzzz',
      { key: String((36 ** 6 - 1) % 1_000_000_000) },
    ],
    [
      'leaves a date by the name of a thing',
      { name: { ...text, format: 'date' } },
      { name: '2026-01-31' },
      'k7',
      { name: '2026-01-31' },
    ],
  ])('%s', async (_, properties, body, mark, want) => {
    const { contract, media } = await mediaWith(properties);
    expect(withFreshNames(contract, media, body, mark)).toEqual(want);
  });

  test('changes every free text where it is asked to, but for the place that is kept', async () => {
    const { contract, media } = await mediaWith({ note: text, name: text, kind: { const: 'a' } });
    expect(
      withFreshNames(contract, media, { note: 'a', name: 'b', kind: 'a' }, 'k7', { all: true, except: '#/name' }),
    ).toEqual({
      note: 'a-k7',
      name: 'b',
      kind: 'a',
    });
  });
});

describe('withFutureTimes', () => {
  const date = { type: 'string', format: 'date' };
  const moment = { type: 'string', format: 'date-time' };

  test.each<[string, JsonObject, Json, Json]>([
    [
      'puts what begins before what ends',
      { endsAt: moment, startsAt: moment, day: date },
      { endsAt: '2020-01-01T00:00:00Z', startsAt: '2020-01-02T00:00:00Z', day: '2020-01-01' },
      { endsAt: '2026-03-10T00:00:00Z', startsAt: '2026-03-03T00:00:00Z', day: '2026-03-06' },
    ],
    ['leaves other texts as they are', { since: text }, { since: 'ever' }, { since: 'ever' }],
    ['keeps a listed time', { day: { ...date, enum: ['2020-01-01'] } }, { day: '2020-01-01' }, { day: '2020-01-01' }],
  ])('%s', async (_, properties, body, want) => {
    const { contract, media } = await mediaWith(properties);
    expect(withFutureTimes(contract, media, body, new Date('2026-03-01T22:00:00Z'))).toEqual(want);
  });
});
