import type { Json } from '../../model/json.ts';
import type { GeneratedValues, Generate } from './generated-values.ts';
import { percentEncode } from '../../http/percent-encoding.ts';

/** A text with gaps for the new values of each response. */
export type ReplayTemplate = (generated: GeneratedValues) => string;

/** Gives marks in place of generated values while a response is rendered, and finds the marks in the resulting text. */
export interface Marker {
  generated: GeneratedValues;
  /** Percent-encodes a value for a URI; for a mark, its values will be percent-encoded. */
  encode(text: string): string;
  /** The template of a text with marks. In JSON, a value that is not a string replaces the quotes too. */
  template(text: string, json: boolean): ReplayTemplate;
}

/** @param nonce the marks are made of it: letters and digits, which no encoding changes, and which no response contains */
export function createMarker(nonce: string, encode: (text: string) => string): Marker {
  const makers: Generate[] = [];
  const generated: GeneratedValues = {
    serial: 0,
    now: () => new Date(0),
    uuid: (documented) => documented,
    make: (maker) => `${nonce}p${makers.push(maker) - 1}z`,
  };
  const mark = new RegExp(`("?)${nonce}([pe])(\\d+)z("?)`);

  function template(text: string, json: boolean): ReplayTemplate {
    const pieces: (string | ReplayTemplate)[] = [];
    let rest = text;
    for (let found = mark.exec(rest); found; found = mark.exec(rest)) {
      const [all, opening = '', kind, nth, closing = ''] = found;
      const maker = makers[Number(nth)] as Generate;
      const isWhole = json && opening !== '' && closing !== '';
      pieces.push(rest.slice(0, found.index) + (isWhole ? '' : opening));
      pieces.push(isWhole ? (now) => asJson(maker(now)) : insideText(maker, kind === 'e', json));
      rest = (isWhole ? '' : closing) + rest.slice(found.index + all.length);
    }
    return join([...pieces, rest]);
  }

  return {
    generated,
    encode: (text) => (text.includes(nonce) ? text.replace(`${nonce}p`, `${nonce}e`) : encode(text)),
    template,
  };
}

function insideText(maker: Generate, isEncoded: boolean, json: boolean): ReplayTemplate {
  return (generated) => {
    const text = String(maker(generated));
    if (isEncoded) return percentEncode(text);
    return json && !isPlain(text) ? JSON.stringify(text).slice(1, -1) : text;
  };
}

/** Whether a text is written in JSON without escapes. */
function isPlain(text: string): boolean {
  return /^[\w .:/+-]*$/.test(text);
}

function asJson(value: Json): string {
  return typeof value === 'string' && isPlain(value) ? `"${value}"` : JSON.stringify(value);
}

function join(pieces: (string | ReplayTemplate)[]): ReplayTemplate {
  return (generated) => {
    let text = '';
    for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(generated);
    return text;
  };
}
