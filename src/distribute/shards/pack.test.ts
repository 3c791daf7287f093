import { expect, test } from '@jest/globals';
import type { Undecided } from '../../model/finding.ts';
import { packEntry } from './pack.ts';

const mask = (text: string) => text.replaceAll('s3cr3t', '***');

test('an entry is packed with all that it says, and each of its texts is masked', () => {
  const entry: Required<Undecided> = {
    operation: 'createPet',
    case: 'createPet s3cr3t',
    reason: 'refused s3cr3t',
    said: 'no s3cr3t',
    tried: ['POST /pets s3cr3t'],
    sent: ['curl s3cr3t', 'curl again'],
    hint: 'send s3cr3t',
  };
  expect(packEntry({ mask }, entry)).toEqual({
    operation: 'createPet',
    case: 'createPet ***',
    reason: 'refused ***',
    said: 'no ***',
    tried: ['POST /pets ***'],
    sent: ['curl ***', 'curl again'],
    hint: 'send ***',
  });
});

test('an entry is packed without what it does not say', () => {
  expect(packEntry({ mask }, { reason: 'refused' })).toEqual({ reason: 'refused' });
});
