import { request as httpRequest, type Agent, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { HeaderField } from '../model/exchange.ts';
import { UsageError } from '../errors.ts';
import { isOfCredentials } from '../http/status.ts';
import { MB } from '../text/sizes.ts';

/** How documents are fetched. */
export interface FetchOptions {
  /** Sent only to the origin of the first URL, and never shown. */
  headers?: readonly HeaderField[];
  /** The agent of a proxy, if one is to be used. */
  agentFor?: (url: string) => Promise<Agent | undefined>;
  maxBytes?: number;
  /** Milliseconds for everything together, redirects included. */
  timeout?: number;
}

export interface Fetched {
  /** The URL after all redirects. */
  url: string;
  text: string;
}

const REDIRECTS = 5;
const DECODERS: Record<string, (data: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/**
 * Fetches a URL as text, bounded in size, time and redirects.
 * @throws UsageError with the reason if it cannot be fetched
 */
export async function fetchText(url: string, options: FetchOptions = {}): Promise<Fetched> {
  const { maxBytes = 64 * MB, timeout = 30_000 } = options;
  const first = readUrl(url);
  const signal = AbortSignal.timeout(timeout);
  let at = first;
  for (let hop = 0; hop <= REDIRECTS; hop += 1) {
    const headers = at.origin === first.origin ? (options.headers ?? []) : [];
    const response = await send(at, headers, await options.agentFor?.(at.href), signal, timeout);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (status >= 300 && status < 400 && location) {
      response.destroy();
      const next = URL.canParse(location, at.href) ? new URL(location, at.href) : undefined;
      if (!next || !/^https?:$/.test(next.protocol))
        throw new UsageError(`${printable(at)} redirects to what is no http or https URL`, SAVE_IT);
      if (at.protocol === 'https:' && next.protocol === 'http:')
        throw new UsageError(
          `${printable(at)} redirects from https to http`,
          'Give the URL that it redirects to, if you trust the way there.',
        );
      at = next;
      continue;
    }
    if (status !== 200) {
      response.destroy();
      throw new UsageError(
        `${printable(at)} answers ${status}`,
        isOfCredentials(status) ? "Give a token with --header 'Authorization: …'." : SAVE_IT,
      );
    }
    return { url: at.href, text: new TextDecoder().decode(await read(at, response, maxBytes, signal, timeout)) };
  }
  throw new UsageError(`${printable(first)} redirects more than ${REDIRECTS} times`, 'Give the URL that it ends at.');
}

const SAVE_IT = 'Save the document, and give its path.';

/** A URL as it may be printed: a query may hold a token. */
function printable({ origin, pathname, search }: URL): string {
  return `${origin}${pathname}${search ? '?…' : ''}`;
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(`${text} is not an http or https URL`, 'For instance: https://api.example.org/openapi.yaml');
  // Not repeated in the message: the part before the @ is a secret.
  if (url.username || url.password)
    throw new UsageError('the URL holds credentials', "Give them as --header 'Authorization: …' instead.");
  return url;
}

function send(
  url: URL,
  headers: readonly HeaderField[],
  agent: Agent | undefined,
  signal: AbortSignal,
  timeout: number,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const asked = request(url, { signal, ...(agent && { agent }) });
    asked.setHeader('Accept', 'application/vnd.oai.openapi, application/yaml, application/json, text/yaml, */*;q=0.5');
    asked.setHeader('Accept-Encoding', 'gzip, br');
    asked.setHeader('User-Agent', 'assay');
    for (const [name, value] of headers) asked.setHeader(name, value);
    asked.on('response', resolve);
    asked.on('error', (error) => reject(failure(url, error, signal, timeout)));
    asked.end();
  });
}

async function read(
  url: URL,
  response: IncomingMessage,
  maxBytes: number,
  signal: AbortSignal,
  timeout: number,
): Promise<Buffer> {
  const tooLong = new UsageError(`${printable(url)} answers with more than ${Math.floor(maxBytes / MB)} MB`, SAVE_IT);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > maxBytes) throw tooLong;
      chunks.push(chunk);
    }
  } catch (error) {
    throw error === tooLong ? tooLong : failure(url, error as Error, signal, timeout);
  }
  const body = Buffer.concat(chunks);
  const coding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (coding === 'identity' || coding === '') return body;
  const decode = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
  if (!decode)
    throw new UsageError(`${printable(url)} answers in the content coding ${coding}, which is not known`, SAVE_IT);
  return decode(body, { maxOutputLength: maxBytes }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ERR_BUFFER_TOO_LARGE'
      ? tooLong
      : new UsageError(`${printable(url)} answers with what is not ${coding}`, SAVE_IT);
  });
}

function failure(url: URL, error: NodeJS.ErrnoException, signal: AbortSignal, timeout: number): UsageError {
  if (signal.aborted) return new UsageError(`${printable(url)} does not answer in ${timeout / 1000} s`, SAVE_IT);
  return new UsageError(`${printable(url)} cannot be fetched (${error.code ?? error.message})`, SAVE_IT);
}
