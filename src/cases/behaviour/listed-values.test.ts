import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { distinctBody } from './distinct-bodies.ts';

const WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];

/** What the bodies of such numbers have of an enumeration of so many words. */
async function wordsOf(count: number, numbers: number[]): Promise<Json[]> {
  const kind = { enum: WORDS.slice(0, count) };
  const content = { 'application/json': { schema: { type: 'object', properties: { kind } } } };
  const contract = await contractOf({
    paths: { '/pets': { post: { requestBody: { content }, responses: { 200: { description: 'Done.' } } } } },
  });
  const media = contract.operations[0]?.body?.media[0];
  if (!media) throw new Error('no media type');
  const distinction = { contract, media, mark: 'mark', isKept: () => false };
  return numbers.map((nth) => (distinctBody(distinction, { kind: 'one' }, nth) as { kind: Json }).kind);
}

test.each([2, 3, 4, 5, 6, 7])(
  'a change and the next one have other values of %d than the creation before',
  async (count) => {
    const [created, changed, again] = await wordsOf(count, [0, 6, 7]);
    expect(changed).not.toBe(created);
    expect(again).not.toBe(changed);
  },
);

test.each([1, 2, 3, 7])('the first bodies go through all %d values', async (count) => {
  const numbers = WORDS.slice(0, count).map((_, index) => index);
  expect(new Set(await wordsOf(count, numbers)).size).toBe(count);
});
