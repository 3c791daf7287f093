import { UsageError } from '../../errors.ts';

/** Where a queue is. */
export interface QueueAddress {
  host: string;
  port: number;
  /** The number of the database. */
  db: number;
  username?: string;
  password?: string;
  tls: boolean;
  /** The address without its user and password, for people. */
  shown: string;
}

const USUAL_PORT = 6379;
const EXAMPLE = 'For instance: --queue redis://127.0.0.1:6379';

/**
 * The value of `--queue`: `redis://[user:password@]host[:port][/database]`, or `rediss://…` for TLS.
 * @throws UsageError for anything else; the message does not repeat it, as it may hold a password
 */
export function readQueueAddress(text: string): QueueAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^rediss?:$/.test(url.protocol) || url.hostname === '')
    throw new UsageError('--queue is no URL of a Redis server', EXAMPLE);
  if (url.search || url.hash) throw new UsageError('the URL of --queue has a query or a fragment', EXAMPLE);
  const [, database = '0'] = /^\/?(\d{1,4})?$/.exec(url.pathname) ?? [];
  if (!/^\/?\d{0,4}$/.test(url.pathname))
    throw new UsageError('what follows the host in --queue is not the number of a database', `${EXAMPLE}/2`);
  const [username, password] = [decoded(url.username), decoded(url.password)];
  const port = url.port === '' ? USUAL_PORT : Number(url.port);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    ...{ host, port, db: Number(database) },
    ...(username && { username }),
    ...(password && { password }),
    tls: url.protocol === 'rediss:',
    shown: `${url.protocol}//${url.hostname}:${port}${database === '0' ? '' : `/${database}`}`,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new UsageError('the user or password in --queue is wrongly percent-encoded', 'Write % as %25.');
  }
}
