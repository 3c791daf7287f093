import type { XmlShape } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { isObject, ownMember } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { givenName, givenNamespace, isAttribute, isList, isText, isXmlName, wraps, XSI } from './xml-names.ts';

/** What no XML document may hold (XML 1.0 §2.2). */
// eslint-disable-next-line no-control-regex
const UNWRITABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u;

/** The name of a root element that nothing names. */
const ROOT = 'root';

/**
 * Encodes a value as XML by the XML Objects of its schema (OpenAPI 3.1 §4.8.26).
 * @returns undefined where XML cannot hold it: a member whose name is none, a control character
 */
export function encodeXml(value: Json, shape: XmlShape): string | undefined {
  try {
    return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(givenName(shape) ?? shape.name ?? ROOT, value, shape)}\n`;
  } catch (error) {
    if (error instanceof Unwritable) return undefined;
    throw error;
  }
}

class Unwritable extends Error {}

/** One element for a value; a list is the elements of its items in it. */
function writeElement(name: string, value: Json, shape: XmlShape): string {
  const { tag, declaration } = qualified(name, shape);
  if (value === null) return `<${tag}${declaration} xmlns:xsi="${XSI}" xsi:nil="true"/>`;
  if (Array.isArray(value)) {
    const item = shape.item();
    const inner = givenName(item) ?? item.name ?? ITEM;
    return `<${tag}${declaration}>${value.map((one) => writeElement(inner, one, item)).join('')}</${tag}>`;
  }
  if (!isObject(value)) return `<${tag}${declaration}>${escaped(scalarText(value))}</${tag}>`;
  let [attributes, content] = ['', ''];
  for (const [member, child] of Object.entries(value)) {
    const of = shape.member(member);
    if (isText(of)) content += plainText(child);
    else if (isAttribute(of)) attributes += writeAttribute(givenName(of) ?? member, child, of);
    else content += writeMember(member, child, of);
  }
  return `<${tag}${declaration}${attributes}>${content}</${tag}>`;
}

/** The name of the items of a list that nothing names. */
const ITEM = 'item';

function writeMember(member: string, value: Json, shape: XmlShape): string {
  const name = givenName(shape) ?? member;
  if (!Array.isArray(value) || (!isList(shape) && shape.types !== undefined)) return writeElement(name, value, shape);
  const item = shape.item();
  if (wraps(shape) !== true) {
    const own = givenName(item) ?? member;
    return value.map((one) => writeElement(own, one, item)).join('');
  }
  const { tag, declaration } = qualified(name, shape);
  const items = value.map((one) => writeElement(givenName(item) ?? name, one, item));
  return `<${tag}${declaration}>${items.join('')}</${tag}>`;
}

function writeAttribute(name: string, value: Json, shape: XmlShape): string {
  const namespace = givenNamespace(shape);
  const prefix = namespace === undefined ? undefined : (prefixOf(shape) ?? 'a');
  const declaration = prefix === undefined ? '' : ` xmlns:${prefix}="${escaped(namespace ?? '')}"`;
  if (!isXmlName(name)) throw new Unwritable();
  return `${declaration} ${prefix === undefined ? name : `${prefix}:${name}`}="${plainText(value)}"`;
}

/** The text of a value that is no element of its own: null, an object and a list have none. */
function plainText(value: Json): string {
  if (value === null || typeof value === 'object') throw new Unwritable();
  return escaped(String(value));
}

/** The name of an element with its prefix, and the declaration of its namespace. A prefix needs a namespace. */
function qualified(name: string, shape: XmlShape): { tag: string; declaration: string } {
  if (!isXmlName(name)) throw new Unwritable();
  const namespace = givenNamespace(shape);
  if (namespace === undefined) return { tag: name, declaration: '' };
  const prefix = prefixOf(shape);
  return prefix === undefined
    ? { tag: name, declaration: ` xmlns="${escaped(namespace)}"` }
    : { tag: `${prefix}:${name}`, declaration: ` xmlns:${prefix}="${escaped(namespace)}"` };
}

function prefixOf({ xml }: XmlShape): string | undefined {
  const prefix = ownMember(xml, 'prefix');
  return typeof prefix === 'string' && isXmlName(prefix) ? prefix : undefined;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

function escaped(text: string): string {
  if (UNWRITABLE.test(text)) throw new Unwritable();
  return text.replace(/[&<>"\t\n\r]/g, (character) => ENTITIES[character] ?? character);
}
