import { readFile } from 'node:fs/promises';
import type { HeaderField, Target } from '../../model/exchange.ts';
import { UsageError } from '../../errors.ts';
import { authorized, tokenOfCommand, tokenOfGrant, type TokenSource } from '../../exchange/authorization.ts';
import { httpTarget } from '../../exchange/http-target.ts';
import { paced, type Pace } from '../../exchange/paced-target.ts';
import { proxyAgent } from '../../exchange/proxy.ts';
import { withRetries } from '../../exchange/retries.ts';
import type { TargetConfig } from './config.ts';
import { readTargetUrl } from '../values/overrides.ts';

/** How a target is reached. */
export interface Connection {
  url: string;
  /** Milliseconds. */
  timeout: number;
  workers: number;
  /** PEM file. */
  ca?: string;
  insecure?: boolean;
  auth?: TargetConfig['auth'];
  /** What each request waits for, also one that is tried again. */
  pace?: Pace;
}

/** A target behind its proxy, with its certificates, retries and token. */
export async function connect(connection: Connection): Promise<Target> {
  const plain = await plainTarget(connection);
  const target = withRetries(connection.pace ? paced(plain, connection.pace) : plain);
  const source = connection.auth && (await tokenSource(connection.auth, connection));
  return source ? authorized(target, source) : target;
}

/** Header fields that have to be there for a token to be put in. */
export function tokenHeaders(auth: TargetConfig['auth']): HeaderField[] {
  return auth ? [[auth.header ?? 'Authorization', 'bearer pending']] : [];
}

async function plainTarget({ url, timeout, workers, ca, insecure }: Connection): Promise<Target> {
  const pem = ca === undefined ? undefined : await readPem(ca);
  const tls = { ...(pem && { ca: pem }), rejectUnauthorized: !insecure };
  const agent = await proxyAgent(url, tls);
  return httpTarget(url, {
    timeout,
    connections: workers,
    ...(pem && { ca: pem }),
    ...(insecure && { insecure }),
    ...(agent && { agent }),
  });
}

async function readPem(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file}: the certificates cannot be read (${error.code})`, 'Give a PEM file with --ca.');
  });
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw new UsageError(`${file} holds no certificate`, 'Give a PEM file with --ca.');
  return text;
}

async function tokenSource(
  { command, header, scheme, clientCredentials }: NonNullable<TargetConfig['auth']>,
  connection: Connection,
): Promise<TokenSource> {
  if (command !== undefined) return tokenOfCommand({ command, ...(header && { header }), ...(scheme && { scheme }) });
  const grant = clientCredentials as NonNullable<typeof clientCredentials>;
  const { origin, pathname, search } = new URL(readTargetUrl(grant.tokenUrl, 'auth.clientCredentials.tokenUrl'));
  return tokenOfGrant(withRetries(await plainTarget({ ...connection, url: origin })), pathname + search, grant);
}
