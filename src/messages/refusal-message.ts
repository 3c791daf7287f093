import type { Response } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { closeTruncated } from '../json/close-truncated.ts';
import { readJson } from '../json/parse-json.ts';
import { isObject } from '../json/pointer.ts';
import { cut, plain } from '../text/wording.ts';
import { isError } from '../http/status.ts';
import { KB } from '../text/sizes.ts';

/** So much of a refusal is read, and so much of its message shown. */
const MAX_BYTES = 64 * KB;
const MAX_SHOWN = 200;
/** Errors lie so deep in answers. */
const MAX_DEPTH = 4;

/** Members that hold a message, the most telling first: those of RFC 9457 and of the common frameworks. */
const MESSAGES = ['detail', 'message', 'error_description', 'description', 'msg', 'reason', 'error', 'title'];
/** Members that hold further errors. */
const NESTED = ['errors', 'error', 'details', 'detail', 'violations', 'issues'];

/** How JSON begins that holds more than a text: `[ERROR] no such thing` is none. */
const BROKEN_JSON = /^\s*(\{\s*["}]|\[\s*[[{"])/;

/** What the server says in an answer that is an error: one line that is harmless to print, secrets not masked. Undefined where it says nothing. */
export function refusalMessage({ status, body }: Response): string | undefined {
  if (!isError(status)) return undefined;
  const text = new TextDecoder().decode(body.subarray(0, MAX_BYTES));
  const read = readJson(body.length > MAX_BYTES ? (closeTruncated(text) ?? text) : text);
  // JSON that has no message may have anything in it, secrets too, and so may JSON that breaks off.
  const said = 'value' in read ? (messageIn(read.value) ?? '') : BROKEN_JSON.test(text) ? '' : withoutMarkup(text);
  const line = plain(withoutSchema(said).replace(/\s+/g, ' ').trim());
  return line === '' ? undefined : cut(line, MAX_SHOWN);
}

/** What is said before the schema that Python's jsonschema prints after it. */
function withoutSchema(said: string): string {
  const at = said.indexOf("Failed validating '");
  return at > 0 && said.includes('On instance', at) ? said.slice(0, at) : said;
}

/** What the JSON of a refusal says; undefined where it says nothing. */
export function messageIn(value: Json, depth = 0): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (depth >= MAX_DEPTH) return undefined;
  if (Array.isArray(value)) return firstOf(value.slice(0, 5), depth);
  if (!isObject(value)) return undefined;
  const own = MESSAGES.map((name) => value[name]).find((said) => typeof said === 'string' && said.trim() !== '');
  const inner = firstOf(
    NESTED.map((name) => value[name] ?? null).filter((one) => typeof one === 'object'),
    depth,
  );
  // "Validation failed" says less than what failed.
  const isSame = typeof own !== 'string' || inner === undefined || own.includes(inner);
  return isSame ? ((own as string | undefined) ?? inner) : `${own}: ${inner}`;
}

function firstOf(values: Json[], depth: number): string | undefined {
  for (const value of values) {
    const found = messageIn(value, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The title of a page, or its text. */
function withoutMarkup(text: string): string {
  if (!/^\s*<(!doctype|html|\?xml)/i.test(text)) return text;
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1];
  const bare = text.replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');
  return title?.trim() ? title : bare;
}
