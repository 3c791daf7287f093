import { expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import type { Leaf } from '../model/binding.ts';
import { weightOfBinding, weightOfExample } from './illustration.ts';
import type { Judgement } from './judgement.ts';

const contract = async (more: object = {}) =>
  contractOf({ ...more, paths: { '/pets': { post: { responses: { 201: { description: '' } } } } } });
const [USUAL, EXACT] = [await contract(), await contract({ 'x-examples': 'exact' })];
const judged = (method: string, status: number, headers: [string, string][] = [], isExact = false) =>
  ({
    contract: isExact ? EXACT : USUAL,
    operation: { ...(isExact ? EXACT : USUAL).operations[0], method },
    response: { status, headers: new Map(headers) },
  }) as unknown as Judgement;
const LOCATION: [string, string][] = [['location', '/pets/1']];
/** A value that is what was sent in the body. */
const SENT = { template: [{ from: 'request', in: 'body', pointer: '#/name' }] } as unknown as Leaf;

test('a difference from an example is a note', () => {
  expect(weightOfExample(judged('POST', 201))).toMatchObject({ severity: 'note' });
});

test('a difference from an example that the contract calls exact, or from a declared value, weighs as it is', () => {
  expect(weightOfExample(judged('POST', 201, [], true))).toEqual({});
  expect(weightOfExample(judged('POST', 201), { declared: true } as unknown as Leaf)).toEqual({});
});

test('a value that follows from nothing that was sent is a note', () => {
  expect(weightOfBinding(judged('POST', 201), {} as Leaf)).toMatchObject({ severity: 'note' });
});

const isNote = (judgement: Judgement) => 'severity' in weightOfBinding(judgement, SENT);

test.each<[string, Judgement]>([
  ['a POST with 201', judged('POST', 201)],
  ['a PUT with 201', judged('PUT', 201)],
  ['a POST with 200 and a Location', judged('POST', 200, LOCATION)],
  ['a POST with 299 and a Location', judged('POST', 299, LOCATION)],
])('%s proves that it created what was sent', (_, judgement) => {
  expect(isNote(judgement)).toBe(false);
});

test.each<[string, Judgement]>([
  ['a PATCH with 201', judged('PATCH', 201)],
  ['a POST with 200', judged('POST', 200)],
  ['a POST with 199 and a Location', judged('POST', 199, LOCATION)],
  ['a POST with 300 and a Location', judged('POST', 300, LOCATION)],
  ['a GET with 200 and a Location', judged('GET', 200, LOCATION)],
])('%s does not prove that it created what was sent', (_, judgement) => {
  expect(isNote(judgement)).toBe(true);
});
