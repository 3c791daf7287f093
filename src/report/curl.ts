import type { HeaderField, Operation, Request } from '../model.ts';
import { isSecretHeader } from '../contract/secrets.ts';

/**
 * A request as a command line for curl, its credentials taken from the environment:
 * `-H "Authorization: bearer $TOKEN"`. No secret header stands in it.
 */
export function curlOf(baseUrl: string, request: Request, operation?: Operation): string {
  const { method, headers, path, body } = request;
  const words = ['curl', '-sS', '-i'];
  if (method === 'HEAD') words.push('--head');
  else if (method !== (body ? 'POST' : 'GET')) words.push('-X', method);
  words.push(quote(baseUrl + path));
  for (const field of headers) if (field[0].toLowerCase() !== 'content-length') words.push('-H', headerWord(field, operation));
  if (body) {
    // curl labels every body as a form unless it is told not to.
    if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) words.push('-H', "'Content-Type:'");
    words.push('--data-raw', quote(new TextDecoder().decode(body)));
  }
  return words.join(' ');
}

function headerWord([name, value]: HeaderField, operation: Operation | undefined): string {
  if (!isSecretHeader(name, operation)) return quote(`${name}: ${value}`);
  const scheme = /^authorization$/i.test(name) ? /^\S+(?= )/.exec(value)?.[0] : undefined;
  const variable = scheme ? 'TOKEN' : name.toUpperCase().replace(/\W/g, '_');
  return `"${name}: ${scheme ? `${scheme} ` : ''}$${variable}"`;
}

/** One word for a POSIX shell; with control characters, in the `$'…'` form of bash, zsh and dash. */
function quote(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (!/[\u0000-\u001f\u007f-\u009f]/.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text
    .replace(/[\\']/g, '\\$&')
    // eslint-disable-next-line no-control-regex -- as above
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `$'${escaped}'`;
}
