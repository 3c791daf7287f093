import { expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { ContractError } from '../errors.ts';
import { checkShape } from './check-shape.ts';

const DESCRIBED = 'schemas/config.schema.json describes the file.';

/** What is said of a configuration, and where it is said to stand. */
function problemOf(root: Json, schema = 'config.schema.json'): string[] {
  const asked: string[] = [];
  const locate = (pointer: string) => {
    asked.push(pointer);
    return undefined;
  };
  try {
    checkShape(root, { locate }, schema);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return [error.message, error.hint ?? '', ...asked];
  }
  return [];
}

const target = (more: object): Json => ({ targets: { a: { url: 'http://localhost', contract: 'a.yaml', ...more } } });
const waiver = (more: object): Json => ({
  waivers: [{ fingerprint: '0123456789ab', reason: 'It is known.', ...more }],
});

test('a file that is as described is taken', () => {
  expect(problemOf(target({ workers: 64, rate: 0.5 }))).toEqual([]);
});

test.each<[what: string, root: Json, says: string, hint?: string]>([
  ['another type', { contracts: 7 }, '#/contracts is a number, not a string'],
  ['null', { mock: null }, '#/mock is null, not an object'],
  ['an object in place of a list', { waivers: {} }, '#/waivers is an object, not an array'],
  ['none of several types', target({ timeout: [] }), '#/targets/a/timeout is an array, not a number or a string'],
  ['a fraction', target({ workers: 2.5 }), '#/targets/a/workers is not a whole number'],
  ['a text for a whole number', target({ workers: '2' }), '#/targets/a/workers is a string, not a whole number'],
  ['too little', target({ workers: 0 }), '#/targets/a/workers is less than 1'],
  ['too much', target({ workers: 65 }), '#/targets/a/workers is more than 64'],
  ['not more than nothing', target({ rate: 0 }), '#/targets/a/rate is not more than 0'],
  ['an empty text', waiver({ reason: '' }), '#/waivers/0/reason is empty'],
  ['an empty list', target({ phases: [] }), '#/targets/a/phases is empty'],
  ['an empty object', target({ only: {} }), '#/targets/a/only is empty'],
  ['no date', waiver({ expires: 'soon' }), '#/waivers/0/expires is not a date'],
  ['another form', waiver({ fingerprint: 'x' }), '#/waivers/0/fingerprint does not match ^[0-9a-f]{12}$'],
  ['a missing key', { targets: { a: { contract: 'a.yaml' } } }, '#/targets/a has no url'],
  [
    'a word that is nearly known',
    target({ phases: ['coverrage'] }),
    '#/targets/a/phases/0 is not known',
    'Did you mean coverage?',
  ],
  [
    'a word that is not known',
    { mock: { errors: 7 } },
    '#/mock/errors is not known',
    'There are: problem, documented, object.',
  ],
  ['a key that is nearly known', { waivres: [] }, '#/waivres is not known', 'Did you mean waivers?'],
  [
    'both of two ways',
    target({ auth: {} }),
    '#/targets/a/auth must have exactly one of its alternatives',
    'Give either command, or clientCredentials.',
  ],
])('%s is said to be wrong, with what to write instead', (_, root, says, hint = DESCRIBED) => {
  const [place] = says.split(' ');
  expect(problemOf(root)).toEqual([says, hint, place]);
});

test('a value is never shown, as it may be a credential', () => {
  const [says = ''] = problemOf(target({ headers: { 'X-Key': ['s3cret'] } }));
  expect(says).toBe('#/targets/a/headers/X-Key is an array, not a string');
});
