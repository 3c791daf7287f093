import type { Operation } from '../model/contract.ts';
import type { HeaderField, Request } from '../model/exchange.ts';
import { isSecretHeader } from '../contract/secrets.ts';

/** Header fields that curl sets itself. */
const OF_THE_CONNECTION = new Set(['content-length', 'host', 'connection', 'transfer-encoding']);

/**
 * A request as a command line for curl, its credentials taken from the environment:
 * `-H "Authorization: bearer $TOKEN"`. It contains no secret header.
 */
export function formatCurl(baseUrl: string, request: Request, operation?: Operation): string {
  const { method, headers, path, body } = request;
  const words = ['curl', '-sS', '-i'];
  if (method === 'HEAD') words.push('--head');
  else if (method !== (body ? 'POST' : 'GET')) words.push('-X', method);
  // curl reads brackets as a range of URLs, and resolves dot segments.
  if (/[[\]{}]/.test(path)) words.push('-g');
  if (/\/\.{1,2}(\/|\?|$)/.test(path)) words.push('--path-as-is');
  words.push(quote(baseUrl + path));
  for (const field of headers)
    if (!OF_THE_CONNECTION.has(field[0].toLowerCase())) words.push('-H', headerWord(field, operation));
  if (body) {
    // By default curl labels every body as a form.
    if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) words.push('-H', "'Content-Type:'");
    const text = textOf(body);
    if (text === undefined) return `${printed(body)} | ${[...words, '--data-binary', '@-'].join(' ')}`;
    words.push('--data-raw', quote(text));
  }
  return words.join(' ');
}

/** A request without the credentials that were left out of what was sent: those that were made up, where the target takes none. */
export function asSent(request: Request, sent: Request, operation: Operation): Request {
  if (request === sent) return request;
  const names = new Set(sent.headers.map(([name]) => name.toLowerCase()));
  const headers = request.headers.filter(([name]) => names.has(name.toLowerCase()) || !isSecretHeader(name, operation));
  return headers.length === request.headers.length ? request : { ...request, headers };
}

/** A body as text for a word of a shell, which cannot contain a NUL; undefined if it is not such a text. */
function textOf(body: Uint8Array): string | undefined {
  if (body.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** A command that writes any bytes: every printf knows octal escapes (POSIX). */
function printed(body: Uint8Array): string {
  const escaped = Array.from(body, (byte, index) => {
    const character = String.fromCharCode(byte);
    if (character === '%') return '%%';
    // A hyphen at the start would be an option.
    return (index > 0 || character !== '-') && /[\w .,:;/?&=+*@#(){}[\]<>|~^$!"-]/.test(character)
      ? character
      : `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `printf '${escaped.join('')}'`;
}

function headerWord([name, value]: HeaderField, operation: Operation | undefined): string {
  if (!isSecretHeader(name, operation)) return quote(`${name}: ${value}`);
  const scheme = /^authorization$/i.test(name) ? /^\S+(?= )/.exec(value)?.[0] : undefined;
  const variable = scheme ? 'TOKEN' : name.toUpperCase().replace(/\W/g, '_');
  return `"${name}: ${scheme ? `${scheme} ` : ''}$${variable}"`;
}

/** Characters that must not reach a terminal unescaped: control characters and marks of text direction. */
// eslint-disable-next-line no-control-regex -- the pattern is for control characters
const ACTING = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** One word for a POSIX shell; with characters that act on a terminal, in the `$'…'` form of bash and zsh. */
function quote(text: string): string {
  if (text.search(ACTING) < 0) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text
    .replace(/[\\']/g, '\\$&')
    .replace(ACTING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `$'${escaped}'`;
}
