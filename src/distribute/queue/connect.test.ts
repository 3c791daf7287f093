import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { UsageError } from '../../errors.ts';
import { answers, redisOptions } from './connect.ts';
import type { QueueAddress } from './queue-address.ts';

const ADDRESS: QueueAddress = { host: 'q', port: 1, db: 2, tls: false, shown: 'redis://q:1' };
const BASE = { host: 'q', port: 1, db: 2, maxRetriesPerRequest: null };

test.each<[what: string, more: Partial<QueueAddress>, options: object]>([
  ['an address alone', {}, BASE],
  ['a user', { username: 'ann' }, { ...BASE, username: 'ann' }],
  ['a password', { password: '' }, { ...BASE, password: '' }],
  ['TLS', { tls: true }, { ...BASE, tls: {} }],
])('%s connects with options that BullMQ takes', (_, more, options) => {
  expect(redisOptions({ ...ADDRESS, ...more })).toEqual(options);
});

/** A server that ends with a status, and fails at a command with an error, which it emits or not. */
function asked(status: string, at?: 'connect' | 'ping', error = new Error('refused'), isEmitted = false) {
  const log: string[] = [];
  const command = (name: string) => async () => {
    log.push(name);
    if (name !== at) return;
    if (isEmitted) redis.emit('error', error);
    throw isEmitted ? new Error('Connection is closed.') : error;
  };
  const redis = Object.assign(new EventEmitter(), {
    ...{ status, connect: command('connect'), ping: command('ping'), disconnect: () => void log.push('disconnect') },
  });
  return { answered: answers(redis as unknown as Parameters<typeof answers>[0], ADDRESS), log };
}

test('a server that answers is disconnected again', async () => {
  const { answered, log } = asked('ready');
  await answered;
  expect(log).toEqual(['connect', 'ping', 'disconnect']);
});

const coded = (code: string) => Object.assign(new Error('x'), { code });
test.each<[error: Error, isEmitted: boolean, why: string]>([
  [new Error('NOAUTH Authentication required.'), false, 'the Redis at redis://q:1 refuses the user or password'],
  [new Error('WRONGPASS invalid'), true, 'the Redis at redis://q:1 refuses the user or password'],
  [new Error('ERR AUTH <password> called'), false, 'the Redis at redis://q:1 refuses the user or password'],
  [coded('ECONNREFUSED'), true, 'no Redis answers at redis://q:1 (ECONNREFUSED)'],
  [new Error('connect timed out'), false, 'no Redis answers at redis://q:1 (connect timed out)'],
])('a server that fails with %s is refused (emitted: %s)', async (error, isEmitted, why) => {
  for (const at of ['connect', 'ping'] as const)
    await expect(asked('ready', at, error, isEmitted).answered).rejects.toThrow(new UsageError(why));
});

test.each<[code: string, hint: string]>([
  ['ECONNREFUSED', 'Start one (redis-server), or correct --queue; rediss:// is for one with TLS.'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'Name the authority of its certificate: NODE_EXTRA_CA_CERTS=FILE.'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'Name the authority of its certificate: NODE_EXTRA_CA_CERTS=FILE.'],
])('a failure with %s is told with what to do', async (code, hint) => {
  await expect(asked('ready', 'connect', coded(code), true).answered).rejects.toMatchObject({ hint });
});

test('a server that never connected is not waited for', async () => {
  const { answered, log } = asked('end', 'connect');
  await expect(answered).rejects.toThrow('no Redis answers');
  expect(log).toEqual(['connect']);
});
