import { SaxesParser } from 'saxes';

/** An element of an XML document, by its namespace and local name. */
export interface XmlElement {
  local: string;
  /** Its namespace; empty for none. */
  uri: string;
  attributes: { local: string; uri: string; value: string }[];
  children: XmlElement[];
  /** All the text directly in it. */
  text: string;
}

/** The deepest nesting, because later steps are recursive. */
const DEPTH_LIMIT = 1_000;

/**
 * Parses well-formed XML with namespaces. Nothing is fetched, and no entity of a document type is known, so that none expands.
 * @returns the root element, or the problem as the end of a sentence
 */
export function parseXml(text: string): { root: XmlElement } | { problem: string } {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let problem: string | undefined;
  // The parser's message quotes the text, which may contain a secret; only the position is shown.
  parser.on('error', () => (problem ??= `is not well-formed XML (at line ${parser.line}, column ${parser.column})`));
  parser.on('opentag', ({ local, uri, attributes }) => {
    const element: XmlElement = {
      local,
      uri,
      attributes: Object.values(attributes)
        .filter((attribute) => attribute.prefix !== 'xmlns' && attribute.name !== 'xmlns')
        .map((attribute) => ({ local: attribute.local, uri: attribute.uri, value: attribute.value })),
      children: [],
      text: '',
    };
    root ??= element;
    open.at(-1)?.children.push(element);
    open.push(element);
    if (open.length > DEPTH_LIMIT) problem ??= `is nested deeper than ${DEPTH_LIMIT} levels`;
  });
  parser.on('closetag', () => void open.pop());
  const add = (more: string): void => {
    const element = open.at(-1);
    if (element) element.text += more;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  // In slices, so that a faulty or very deep document is not read to its end.
  for (let at = 0; at < text.length && problem === undefined; at += SLICE) parser.write(text.slice(at, at + SLICE));
  if (problem === undefined) parser.close();
  if (problem !== undefined) return { problem };
  return root ? { root } : { problem: 'is not well-formed XML (it has no element)' };
}

const SLICE = 10_000;
