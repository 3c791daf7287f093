import { decodeText, utf8, type BodyFormat } from './format.ts';
import { decodeXml } from './decode-xml.ts';
import { encodeXml } from './encode-xml.ts';
import { isDescribed } from './xml-names.ts';

/** XML by the XML Objects of its schema (OpenAPI 3.1 §4.8.26). Where a schema only describes a text, XML is that text. */
export const xml: BodyFormat = {
  name: 'xml',
  isFor: (type) => /[/+]xml$/.test(type),
  decode: (bytes, { label, shape }) =>
    decodeText(bytes, label, (text) => (isDescribed(shape) ? decodeXml(text, shape) : { value: text })),
  encode: (value, media) =>
    utf8(typeof value === 'string' ? value : ((media.xml && encodeXml(value, media.xml)) ?? '')),
  canEncode: (value, media) =>
    typeof value === 'string' || (media.xml !== undefined && encodeXml(value, media.xml) !== undefined),
  isStructured: isDescribed,
};
