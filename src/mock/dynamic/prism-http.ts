import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Of Prism, what draws values, and the generator that it draws `x-faker` from. The build puts a bundle of both into this file's place. */
export const { createInstance } = require('@stoplight/prism-http') as typeof import('@stoplight/prism-http');
export const { faker } = createRequire(require.resolve('@stoplight/prism-http'))('@faker-js/faker') as {
  faker: { seed(seed: number): void };
};
