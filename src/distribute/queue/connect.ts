/** The packages that speak to a queue, and the connection to its server. Both packages are optional. */
import type { Redis } from 'ioredis';
import { UsageError } from '../../errors.ts';
import { isTlsCode } from '../../exchange/failures.ts';
import type { QueueAddress } from './queue-address.ts';

export type Bullmq = typeof import('bullmq');

/** What every key in Redis begins with. */
export const PREFIX = 'assay';

/** A server that answers within so many milliseconds is there. */
const CONNECT_WITHIN = 5_000;

/** What each BullMQ object is made with. */
export interface BullmqOptions {
  connection: ReturnType<typeof redisOptions>;
  prefix: string;
}

/** A connection to the server of a queue. */
export interface QueueConnection {
  bullmq: Bullmq;
  redis: Redis;
  options: BullmqOptions;
  close(): void;
}

/** @throws UsageError where the packages are not installed, or no Redis answers */
export async function connectQueue(address: QueueAddress): Promise<QueueConnection> {
  const [bullmq, { Redis }] = await loadPackages();
  const connection = redisOptions(address);
  await answers(
    new Redis({ ...connection, lazyConnect: true, connectTimeout: CONNECT_WITHIN, retryStrategy: () => null }),
    address,
  );
  const redis = new Redis(connection);
  // It connects again by itself, and each command waits until it has. Without a listener an error would end the process.
  redis.on('error', () => {});
  return { bullmq, redis, options: { connection, prefix: PREFIX }, close: () => redis.disconnect() };
}

async function loadPackages() {
  try {
    return [await import('bullmq'), await import('ioredis')] as const;
  } catch {
    throw new UsageError('--queue needs the packages bullmq and ioredis', 'Install them: npm install bullmq ioredis');
  }
}

/** How the address of a queue is told to the package that connects to it. */
export function redisOptions({ host, port, db, username, password, tls }: QueueAddress) {
  return {
    ...{ host, port, db },
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls: {} }),
    // As BullMQ wants it of connections that wait for jobs.
    maxRetriesPerRequest: null,
  };
}

/** Looks whether a server answers, and disconnects. @throws UsageError where none does, or it refuses the password */
export async function answers(
  redis: Pick<Redis, 'on' | 'connect' | 'ping' | 'status' | 'disconnect'>,
  { shown }: Pick<QueueAddress, 'shown'>,
): Promise<void> {
  let problem: (Error & { code?: string }) | undefined;
  redis.on('error', (error: Error) => (problem = error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    const { message, code } = problem ?? (error as Error & { code?: string });
    if (/NOAUTH|WRONGPASS|AUTH/.test(message))
      throw new UsageError(
        `the Redis at ${shown} refuses the user or password`,
        'Give them in the URL: --queue redis://:PASSWORD@HOST',
      );
    throw new UsageError(
      `no Redis answers at ${shown} (${code ?? message})`,
      isTlsCode(code ?? '')
        ? 'Name the authority of its certificate: NODE_EXTRA_CA_CERTS=FILE.'
        : 'Start one (redis-server), or correct --queue; rediss:// is for one with TLS.',
    );
  } finally {
    // Where it never connected it would wait for its end.
    if (redis.status !== 'end') redis.disconnect();
  }
}
