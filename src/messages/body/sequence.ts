import type { Json, JsonObject } from '../../model/json.ts';
import { sequenceOf, splitSequence, type SequenceName } from '../../http/sequential-media.ts';
import { readJson } from '../../json/parse-json.ts';
import { isObject } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import type { Shape } from '../../schema/shape.ts';
import type { Decoded } from '../styles/style.ts';
import { decodeText, utf8, type BodyFormat } from './format.ts';
import { writeJson } from '../../json/exact-integers.ts';

/** More items than a message is judged by. */
const ITEMS_LIMIT = 10_000;

/**
 * A sequence of items, as a list: JSON Lines, JSON text sequences (RFC 7464) and event streams (OpenAPI 3.2, Media Type Object,
 * Sequential Media Types). A schema of texts describes it as one text.
 */
export const sequence: BodyFormat = {
  name: 'sequence',
  isFor: (type) => sequenceOf(type) !== undefined,
  decode: (bytes, { label, media, shape }) =>
    decodeText(bytes, label, (text) =>
      isSequence(shape)
        ? decodeSequence(sequenceOf(label.type) ?? sequenceOf(media.encodedAs) ?? 'lines', text)
        : { value: text },
    ),
  encode: (value, _, type) =>
    utf8(Array.isArray(value) ? encodeSequence(sequenceOf(type) ?? 'lines', value) : String(value)),
  canEncode: (value) => typeof value === 'string' || Array.isArray(value),
  isStructured: isSequence,
};

function isSequence({ types }: Shape): boolean {
  return types?.has('array') === true && !types.has('string');
}

/** The items of a text, as a list. */
function decodeSequence(name: SequenceName, text: string): Decoded {
  const texts = splitSequence(name, text).slice(0, ITEMS_LIMIT);
  if (name === 'events') return { value: texts.map(readEvent).filter((event) => Object.hasOwn(event, 'data')) };
  const items: Json[] = [];
  for (const [index, item] of texts.entries()) {
    const read = readJson(item);
    if ('problem' in read) return { problem: `has an item ${index} that ${read.problem}` };
    items.push(read.value);
  }
  return { value: items };
}

function encodeSequence(name: SequenceName, items: Json[]): string {
  if (name === 'events') return items.map(writeEvent).join('');
  return items.map((item) => `${name === 'records' ? '\x1e' : ''}${writeJson(item)}\n`).join('');
}

const FIELDS = ['event', 'data', 'id', 'retry'];

/** An event as an object of its fields; what is no field, or a comment, is ignored (WHATWG HTML §9.2.6). */
function readEvent(text: string): JsonObject {
  const event: JsonObject = {};
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, name = '', value = ''] = /^([^:]+)(?::\x20?(.*))?$/s.exec(line) ?? [];
    if (!FIELDS.includes(name)) continue;
    if (name === 'data' && typeof event['data'] === 'string') event['data'] += `\n${value}`;
    else if (name === 'retry') Object.assign(event, /^\d{1,15}$/.test(value) && { retry: Number(value) });
    else event[name] = value;
  }
  return event;
}

/** The fields of an event; a value that is no text is JSON. */
function writeEvent(item: Json): string {
  const event = isObject(item) ? item : { data: item };
  const lines = FIELDS.flatMap((name) => {
    const value = event[name];
    if (value === undefined) return [];
    const text = typeof value === 'object' ? writeJson(value) : scalarText(value);
    return text.split(/\r\n|\r|\n/).map((line) => `${name}: ${line}\n`);
  });
  return `${lines.join('')}\n`;
}
