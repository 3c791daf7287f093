import { exec } from 'node:child_process';
import type { Exchange, HeaderField, Request, Target } from '../model/exchange.ts';
import { UsageError } from '../errors.ts';
import { readJson } from '../json/parse-json.ts';
import { percentEncode } from '../http/percent-encoding.ts';

/** Gives a header field with a valid token. */
export type TokenSource = (signal?: AbortSignal) => Promise<HeaderField>;

/** A command that prints a token, or a whole header value such as `bearer …`. */
export interface CommandToken {
  command: string;
  /** `Authorization` by default. */
  header?: string;
  /** The text before the token: by default `bearer`, unless the command prints it; nothing for another header. */
  scheme?: string;
}

/** The client credentials grant (RFC 6749 §4.4). */
export interface ClientCredentials {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  scope?: string;
}

const COMMAND_TIMEOUT = 30_000;

/** @throws UsageError when the command fails or prints nothing */
export function tokenOfCommand({ command, header = 'Authorization', scheme }: CommandToken): TokenSource {
  return (signal) =>
    new Promise((resolve, reject) => {
      exec(command, { timeout: COMMAND_TIMEOUT, encoding: 'utf8', ...(signal && { signal }) }, (error, stdout) => {
        // The message shows neither the command's output nor its arguments: both may contain the secret.
        if (error)
          return reject(
            new UsageError(
              `the command for a token failed (exit code ${error.code ?? error.signal ?? 'unknown'})`,
              'Run it by hand, and correct auth.command in assay.yaml.',
            ),
          );
        const printed = stdout.trim().split('\n').at(-1)?.trim() ?? '';
        if (printed === '')
          return reject(
            new UsageError('the command for a token printed nothing', 'Correct auth.command in assay.yaml.'),
          );
        const prefix = scheme ?? (header.toLowerCase() === 'authorization' && !printed.includes(' ') ? 'bearer' : '');
        resolve([header, prefix ? `${prefix} ${printed}` : printed]);
      });
    });
}

/**
 * @param server the token endpoint's origin as a target; its path is `path`
 * @throws UsageError when no token is granted
 */
export function tokenOfGrant(
  server: Target,
  path: string,
  { clientId, clientSecret, scope }: ClientCredentials,
): TokenSource {
  return async (signal) => {
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope && { scope }) });
    const request: Request = {
      method: 'POST',
      path,
      // RFC 6749 §2.3.1: form-encoded before they are joined.
      headers: [
        [
          'Authorization',
          `Basic ${Buffer.from(`${percentEncode(clientId)}:${percentEncode(clientSecret)}`).toString('base64')}`,
        ],
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ['Accept', 'application/json'],
      ],
      body: new TextEncoder().encode(form.toString()),
    };
    const { outcome } = await server.send(request, signal);
    if ('failure' in outcome)
      throw new UsageError(
        `no token from ${server.name}: ${outcome.failure.message}`,
        'Correct auth.clientCredentials in assay.yaml.',
      );
    const read = readJson(new TextDecoder().decode(outcome.response.body));
    const token =
      'value' in read && typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value)
        ? read.value['access_token']
        : undefined;
    if (outcome.response.status !== 200 || typeof token !== 'string')
      throw new UsageError(
        `no token from ${server.name}: it answered ${outcome.response.status}`,
        'Correct auth.clientCredentials in assay.yaml.',
      );
    return ['Authorization', `bearer ${token}`];
  };
}

/**
 * A target whose requests carry a token. It is fetched before the first request, and again when the target answers 401.
 * A request without such a header stays without: that is what its case tests.
 * If no new token is granted, the response stays 401, and the run keeps what it has found and created.
 */
export function authorized(target: Target, source: TokenSource): Target {
  let token: Promise<HeaderField> | undefined;
  let isRefused = false;

  async function send(request: Request, signal?: AbortSignal): Promise<Exchange> {
    const used = (token ??= source(signal));
    const field = await used;
    if (!request.headers.some(([name]) => name.toLowerCase() === field[0].toLowerCase()))
      return target.send(request, signal);
    const exchange = await target.send(withField(request, field), signal);
    if (!('response' in exchange.outcome) || exchange.outcome.response.status !== 401) return exchange;
    // Several requests may be refused at the same time; the first one fetches the new token for all.
    if (token === used) token = renew(used, signal);
    const next = await token;
    return next === field ? exchange : target.send(withField(request, next), signal);
  }

  /** The old token if no new one is granted; then no further one is requested. */
  async function renew(old: Promise<HeaderField>, signal: AbortSignal | undefined): Promise<HeaderField> {
    if (isRefused) return old;
    return source(signal).catch(() => {
      isRefused = true;
      return old;
    });
  }

  return { ...target, send };
}

function withField(request: Request, field: HeaderField): Request {
  const headers = request.headers.map((own): HeaderField =>
    own[0].toLowerCase() === field[0].toLowerCase() ? field : own,
  );
  return { ...request, headers };
}
