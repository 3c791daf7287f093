import * as fc from 'fast-check';
import type { Json } from '../../model/json.ts';

/** The bytes of a body that no encoder writes. */
export interface MalformedBody {
  bytes: Uint8Array;
  title: string;
  /** Parsers may accept more than JSON (RFC 8259 §9), but the server must not fail. */
  claim: 'invalid' | 'either';
}

type Maker = { title: string; claim: MalformedBody['claim']; of: (text: string, size: number) => string | Uint8Array };

const MAKERS: Maker[] = [
  {
    title: 'with a body that breaks off',
    claim: 'invalid',
    of: (text, size) => text.slice(0, Math.max(1, text.length - 1 - (size % text.length))),
  },
  { title: 'with a body that is not JSON', claim: 'invalid', of: (_, size) => `assay ${'a'.repeat(size % 50)} : , }` },
  { title: 'with a body of markup', claim: 'invalid', of: () => '<?xml version="1.0"?><a/>' },
  { title: 'with a body of half a text', claim: 'invalid', of: (_, size) => `"${'a'.repeat(size % 50)}` },
  {
    title: 'with a body of brackets that nobody closes',
    claim: 'invalid',
    of: (_, size) => '['.repeat(1 + (size % 20_000)),
  },
  { title: 'with two bodies in one', claim: 'either', of: (text) => text + text },
  {
    title: 'with bytes that are no UTF-8 in its body',
    claim: 'either',
    of: (text, size) => withInvalidByte(text, size),
  },
  { title: 'with NaN in its body', claim: 'either', of: (text) => `{"assay":NaN,"body":${text}}` },
  { title: 'with a comma at the end of its body', claim: 'either', of: (text) => text.replace(/([\]}])$/, ',$1') },
  { title: 'with a comment in its body', claim: 'either', of: (text) => `/* */${text}` },
  {
    title: 'with half a character escaped in its body',
    claim: 'either',
    of: (text) => text.replace(/"(?=[^"]*"\s*[,}\]])/, '"\\ud800'),
  },
  {
    title: 'with a number of a thousand digits in its body',
    claim: 'either',
    of: (text, size) => text.replace(/:("(?:[^"\\]|\\.)*"|\d+|true|false|null)/, `:${'9'.repeat(1 + (size % 1000))}`),
  },
  {
    title: 'with one member twice in its body',
    claim: 'either',
    of: (text) => text.replace(/^\{("[^"]*"):/, '{$1:null,$1:'),
  },
];

/** @param by the number of the kind of body */
export function malformedBodies(value: Json, by: number): fc.Arbitrary<MalformedBody> {
  const { title, claim, of } = MAKERS[by % MAKERS.length] as Maker;
  return fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 100_000 })).map((size) => {
    const made = of(JSON.stringify(value), size);
    return { bytes: typeof made === 'string' ? new TextEncoder().encode(made) : made, title, claim };
  });
}

/** Inserts a byte that UTF-8 never has into a text. */
function withInvalidByte(text: string, size: number): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const quotes = [...bytes.keys()].filter((index) => bytes[index] === 0x22);
  const quote = quotes[size % quotes.length];
  const at = quote === undefined ? bytes.length : quote + 1;
  return Uint8Array.from([...bytes.subarray(0, at), 0xff, 0xc0, ...bytes.subarray(at)]);
}
