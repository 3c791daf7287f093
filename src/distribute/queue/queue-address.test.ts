import { expect, test } from '@jest/globals';
import { UsageError } from '../../errors.ts';
import { readQueueAddress } from './queue-address.ts';

test.each<[text: string, read: object]>([
  ['redis://127.0.0.1', { host: '127.0.0.1', port: 6379, db: 0, tls: false, shown: 'redis://127.0.0.1:6379' }],
  ['redis://queue:6380/', { host: 'queue', port: 6380, db: 0, tls: false, shown: 'redis://queue:6380' }],
  ['rediss://queue/12', { host: 'queue', port: 6379, db: 12, tls: true, shown: 'rediss://queue:6379/12' }],
  ['redis://[::1]:7000/1', { host: '::1', port: 7000, db: 1, tls: false, shown: 'redis://[::1]:7000/1' }],
  [
    'redis://:s%403cret@queue',
    { host: 'queue', port: 6379, db: 0, tls: false, password: 's@3cret', shown: 'redis://queue:6379' },
  ],
  [
    'redis://ann:pw@queue/0',
    { host: 'queue', port: 6379, db: 0, tls: false, username: 'ann', password: 'pw', shown: 'redis://queue:6379' },
  ],
])('the queue %s is read, and shown without its password', (text, read) => {
  expect(readQueueAddress(text)).toEqual(read);
});

test.each<[text: string, why: string]>([
  ['queue:6379', '--queue is no URL of a Redis server'],
  ['http://s3cret@queue', '--queue is no URL of a Redis server'],
  ['redis://', '--queue is no URL of a Redis server'],
  ['redis:s3cret', '--queue is no URL of a Redis server'],
  ['redis://queue/s3cret', 'what follows the host in --queue is not the number of a database'],
  ['redis://queue/12345', 'what follows the host in --queue is not the number of a database'],
  ['redis://queue?password=s3cret', 'the URL of --queue has a query or a fragment'],
  ['redis://queue#s3cret', 'the URL of --queue has a query or a fragment'],
  ['redis://:s3cret%zz@queue', 'the user or password in --queue is wrongly percent-encoded'],
])('the queue %s is refused without being repeated', (text, why) => {
  const read = () => readQueueAddress(text);
  expect(read).toThrow(new UsageError(why));
  expect(read).not.toThrow(/s3cret/);
});
