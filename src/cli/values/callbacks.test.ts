import { expect, test } from '@jest/globals';
import { UsageError } from '../../errors.ts';
import { readCallbackAddress } from './callbacks.ts';

test.each([
  ['9000', { port: 9000 }],
  ['0', { port: 0 }],
  ['0.0.0.0:9000', { host: '0.0.0.0', port: 9000 }],
  ['[::1]:9000', { host: '::1', port: 9000 }],
  ['9000=https://tunnel.example.org/hooks/', { port: 9000, url: 'https://tunnel.example.org/hooks' }],
  ['0.0.0.0:80=http://host.docker.internal', { host: '0.0.0.0', port: 80, url: 'http://host.docker.internal' }],
])('--callbacks %s is read as %j', (text, want) => {
  expect(readCallbackAddress(text)).toEqual(want);
});

test.each(['', 'x', '70000', '9000=ftp://x', '9000=', 'http://127.0.0.1:9000'])(
  '--callbacks %j is refused with a hint',
  (text) => {
    expect(() => readCallbackAddress(text)).toThrow(UsageError);
  },
);
