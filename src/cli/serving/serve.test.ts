import { expect, test } from '@jest/globals';
import type { Config } from '../config/config.ts';
import { GivenOptions } from '../options/options.ts';
import { mockOptions } from './serve.ts';

const config = (mock: Config['mock']) => ({ mock }) as Config;

test.each<[string, Record<string, string>, Config | undefined, string]>([
  ['a problem document without a word of it', {}, undefined, 'problem'],
  ['a problem document where the configuration says nothing', {}, config({}), 'problem'],
  ['what the configuration says', {}, config({ errors: 'object' }), 'object'],
  ['what the command line says', { errors: 'documented' }, undefined, 'documented'],
  [
    'what the command line says before the configuration',
    { errors: 'problem' },
    config({ errors: 'object' }),
    'problem',
  ],
])('the shape of errors is %s', (_, values, given, want) =>
  expect(mockOptions(new GivenOptions([], values), given).errors).toBe(want),
);
