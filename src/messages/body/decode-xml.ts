import type { Json, JsonObject } from '../../model/json.ts';
import { setMember } from '../../json/pointer.ts';
import type { Shape } from '../../schema/shape.ts';
import { coerce } from '../styles/coerce.ts';
import type { Decoded } from '../styles/style.ts';
import { givenName, givenNamespace, isAttribute, isList, isText, wraps, XSI } from './xml-names.ts';
import { parseXml, type XmlElement } from './xml-tree.ts';
import { cut } from '../../text/wording.ts';

/**
 * Decodes XML to a value by the XML Objects of its schema (OpenAPI 3.1 §4.8.26). What these say has to be so: names, namespaces,
 * attributes, wrapped lists. What they leave out is read either way: an attribute for an element, a list with or without an
 * element around it.
 */
export function decodeXml(text: string, shape: Shape): Decoded {
  const parsed = parseXml(text);
  if ('problem' in parsed) return parsed;
  const { root } = parsed;
  const [name, namespace] = [givenName(shape), givenNamespace(shape)];
  if (name !== undefined && root.local !== name)
    return { problem: `is XML whose root is <${cut(root.local)}> and not <${name}>` };
  if (namespace !== undefined && root.uri !== namespace)
    return { problem: `is XML whose root <${cut(root.local)}> is not in the namespace ${namespace}` };
  return { value: valueOf(root, shape) };
}

function valueOf(element: XmlElement, shape: Shape): Json {
  if (element.attributes.some(({ uri, local, value }) => uri === XSI && local === 'nil' && /^(true|1)$/.test(value)))
    return null;
  if (isList(shape)) return element.children.map((child) => valueOf(child, shape.item()));
  const { types } = shape;
  const isEmpty = element.children.length === 0;
  if (types?.has('object') && (!isEmpty || !types.has('string'))) return objectOf(element, shape);
  if (!types && (!isEmpty || element.attributes.some(({ uri }) => uri !== XSI))) return objectOf(element, shape);
  return scalarOf(wholeText(element), shape);
}

/** A text by the types of its schema; blanks around anything but a text count for nothing (XML Schema Part 2 §4.3.6). */
function scalarOf(text: string, shape: Shape): Json {
  if (shape.types?.has('string') ?? true) return coerce(shape, text);
  const trimmed = text.trim();
  // Where a number may stand, an integer may.
  if (shape.types?.has('boolean') && !shape.types.has('integer'))
    if (trimmed === '1' || trimmed === '0') return trimmed === '1';
  return coerce(shape, trimmed);
}

function wholeText({ text, children }: XmlElement): string {
  return [text, ...children.map(wholeText)].join('');
}

function objectOf(element: XmlElement, shape: Shape): Json {
  const object: JsonObject = {};
  const names = namesOf(shape);
  for (const { local, uri, value } of element.attributes) {
    const member = names.attributes.get(local);
    if (member === undefined || uri === XSI || !isIn(givenNamespace(shape.member(member)), uri)) continue;
    setMember(object, member, scalarOf(value, shape.member(member)));
  }
  const found = new Map<string, XmlElement[]>();
  for (const child of element.children) {
    const known = names.elements.get(child.local);
    const member = known !== undefined && fits(child, shape.member(known)) ? known : child.local;
    const before = found.get(member);
    if (before) before.push(child);
    else found.set(member, [child]);
  }
  for (const [member, elements] of found) setMember(object, member, memberValue(elements, shape.member(member)));
  if (names.text !== undefined && element.text.trim() !== '')
    setMember(object, names.text, scalarOf(element.text, shape.member(names.text)));
  // A list without an element around it and without items is nowhere to be seen.
  for (const member of names.bareLists) if (!Object.hasOwn(object, member)) setMember(object, member, []);
  return object;
}

/** Whether an element is in the namespace that the XML Object of its member, or of the member's items, gives. */
function fits({ uri }: XmlElement, of: Shape): boolean {
  return isIn(givenNamespace(isList(of) && wraps(of) !== true ? of.item() : of), uri);
}

function isIn(namespace: string | undefined, uri: string): boolean {
  return namespace === undefined || namespace === uri;
}

function memberValue(elements: XmlElement[], shape: Shape): Json {
  const [first, ...more] = elements;
  if (!isList(shape))
    return first && more.length === 0 ? valueOf(first, shape) : elements.map((one) => valueOf(one, shape));
  const item = shape.item();
  const isWrapped = wraps(shape) ?? (more.length === 0 && looksWrapped(first, shape));
  if (!isWrapped) return elements.map((one) => valueOf(one, item));
  // A text where the items should be is no list.
  const stray = elements.find(({ children, text }) => children.length === 0 && text.trim() !== '');
  return stray ? stray.text : elements.flatMap(({ children }) => children.map((child) => valueOf(child, item)));
}

/** Whether a lone element rather holds the items of a list than being one of them. */
function looksWrapped(element: XmlElement | undefined, shape: Shape): boolean {
  const [first, ...more] = element?.children ?? [];
  if (!first || !more.every(({ local }) => local === first.local)) return false;
  const item = shape.item();
  return !item.members.includes(first.local) && (item.members.length > 0 || !(item.types?.has('object') ?? true));
}

/** The members of an object by the names that they have in XML. */
interface Names {
  attributes: Map<string, string>;
  elements: Map<string, string>;
  text: string | undefined;
  /** The required lists without an element around them. */
  bareLists: string[];
}

const known = new WeakMap<Shape, Names>();

function namesOf(shape: Shape): Names {
  let names = known.get(shape);
  if (!names) known.set(shape, (names = readNames(shape)));
  return names;
}

function readNames(shape: Shape): Names {
  const names: Names = { attributes: new Map(), elements: new Map(), text: undefined, bareLists: [] };
  for (const name of shape.members) {
    const of = shape.member(name);
    const own = givenName(of) ?? name;
    if (isText(of)) names.text = name;
    else if (isAttribute(of)) names.attributes.set(own, name);
    else {
      // Without an XML Object, an attribute is as good.
      if (Object.keys(of.xml).length === 0) names.attributes.set(own, name);
      if (isList(of) && wraps(of) !== true) {
        if (shape.requires(name)) names.bareLists.push(name);
        names.elements.set(givenName(of.item()) ?? own, name);
      }
      if (!isList(of) || wraps(of) !== false) names.elements.set(own, name);
    }
  }
  return names;
}
