import type { XmlShape } from '../../model/contract.ts';

/** What tells that an element stands for null. */
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Whether a name can be that of an element or attribute (XML 1.0 §2.3, without the rare letters), without a colon. */
export function isXmlName(name: string): boolean {
  return /^[A-Za-z_\u00c0-\u{effff}][\w.\-\u00b7-\u{effff}]*$/u.test(name);
}

/** The name that an XML Object gives; undefined where it gives none. */
export function givenName({ xml }: XmlShape): string | undefined {
  return typeof xml['name'] === 'string' ? xml['name'] : undefined;
}

/** The namespace that an XML Object gives; undefined where it gives none. */
export function givenNamespace({ xml }: XmlShape): string | undefined {
  return typeof xml['namespace'] === 'string' ? xml['namespace'] : undefined;
}

/** Whether a member is an attribute (`attribute`; `nodeType` in OpenAPI 3.2). */
export function isAttribute({ xml }: XmlShape): boolean {
  return xml['attribute'] === true || xml['nodeType'] === 'attribute';
}

/** Whether a member is the text of its element (`nodeType` in OpenAPI 3.2). */
export function isText({ xml }: XmlShape): boolean {
  return xml['nodeType'] === 'text' || xml['nodeType'] === 'cdata';
}

/** Whether the items of a list stand in an element of their own; undefined where nothing says so. */
export function wraps({ xml }: XmlShape): boolean | undefined {
  if (typeof xml['wrapped'] === 'boolean') return xml['wrapped'];
  return xml['nodeType'] === undefined ? undefined : xml['nodeType'] === 'element';
}

export function isList({ types }: XmlShape): boolean {
  return types?.has('array') === true && !types.has('object') && !types.has('string');
}

/** Whether a schema describes more than a text, so that XML can be held to it. */
export function isDescribed({ types, members }: XmlShape): boolean {
  return types ? types.has('object') || types.has('array') : members.length > 0;
}
