import { expect, test } from '@jest/globals';
import { runCommand } from '../../../test/support/command.ts';

test.each<[args: string[], err: string]>([
  [[], 'assay: worker needs --queue\n  For instance: --queue redis://127.0.0.1:6379\n'],
  [
    ['--queue', 'http://s3cret@queue'],
    'assay: --queue is no URL of a Redis server\n  For instance: --queue redis://127.0.0.1:6379\n',
  ],
  [
    ['--queue', 'redis://queue', '--header', 'X-Key: s3cret'],
    'assay: --header needs --target\n  It is for one server; assay.yaml has a place for it at each target.\n',
  ],
  [
    ['--queue', 'redis://queue', '--insecure'],
    'assay: --insecure needs --target\n  It is for one server; assay.yaml has a place for it at each target.\n',
  ],
  [
    ['--queue', 'redis://queue', '--target', 'ftp://one'],
    'assay: --target ftp://one is not an http or https URL\n  For instance: --target http://127.0.0.1:4010\n',
  ],
  [
    ['--queue', 'redis://queue', '--lost-after', '999ms'],
    'assay: --lost-after is less than a second\n  A worker that is busy may take as long.\n',
  ],
  [
    ['--queue', 'redis://:s3cret@127.0.0.1:1', '--lost-after', '1s'],
    'assay: no Redis answers at redis://127.0.0.1:1 (ECONNREFUSED)\n  Start one (redis-server), or correct --queue; rediss:// is for one with TLS.\n',
  ],
])('a worker with %j is refused', async (args, err) => {
  expect(await runCommand(['worker', ...args])).toEqual({ code: 2, out: '', err });
});
