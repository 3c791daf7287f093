import { expect, test } from '@jest/globals';
import type { Operation } from '../model/contract.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { isOpenInWords } from './open-in-words.ts';

async function isOpen(texts: { summary?: string; description?: string }): Promise<boolean> {
  const contract = await contractOf({ paths: { '/': { get: { ...texts, responses: { 200: { description: '' } } } } } });
  return isOpenInWords(contract, contract.operations[0] as Operation);
}

test.each([
  'This endpoint is not authenticated for the purpose of clients to identify the version.',
  'No authentication is required.',
  'No token needed.',
  'Authentication is not required.',
  'It does not require any credentials.',
  'A public endpoint.',
  'An unauthenticated route for health checks.',
  'Can be called without authentication.',
  'Works without logging in.',
])('%s', async (description) => {
  expect(await isOpen({ description })).toBe(true);
  expect(await isOpen({ summary: description })).toBe(true);
});

test.each([
  'Answers with 401 if the caller is not authenticated.',
  'Fails without a token.',
  'Authentication is required.',
  'Lists the public keys of an account.',
  'Whether the page is public.',
  'Users that are not authenticated are refused.',
  '',
])('%j says nothing of it', async (description) => {
  expect(await isOpen({ description })).toBe(false);
});

test('an operation without words says nothing of it', async () => expect(await isOpen({})).toBe(false));
