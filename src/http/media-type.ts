import { splitOnce } from './split-once.ts';

/** The parts of `Application/JSON; charset=UTF-8` (RFC 9110 §8.3.1). */
export interface Label {
  /** Lower-case, without parameters. */
  type: string;
  /** By lower-case name, quotes removed. */
  parameters: ReadonlyMap<string, string>;
}

/** A cache, because clients send the same few labels. Bounded, because a client can send any number of them. */
const labels = new Map<string, Label | undefined>();
const LABELS = 200;
const LONGEST_LABEL = 200;

/** Parses a Content-Type field; undefined if it is not a media type. */
export function parseMediaType(field: string): Label | undefined {
  if (field.length > LONGEST_LABEL) return readLabel(field);
  const known = labels.get(field);
  if (known || labels.has(field)) return known;
  if (labels.size >= LABELS) labels.clear();
  const label = readLabel(field);
  labels.set(field, label);
  return label;
}

/** A parameter: a token, or text in quotes, in which a backslash stands before what would end it (RFC 9110 §5.6.4, §5.6.6). */
const PARAMETER = /;[\t ]*([^;="\t ]+)[\t ]*=[\t ]*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g;
const MOST_PARAMETERS = 32;

function readLabel(field: string): Label | undefined {
  const [label] = splitOnce(field, ';');
  const type = label.trim();
  if (!/^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+$/.test(type)) return undefined;
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, token = ''] of field.matchAll(PARAMETER)) {
    if (parameters.size >= MOST_PARAMETERS) break;
    parameters.set(name.toLowerCase(), quoted === undefined ? token.trim() : quoted.replace(/\\(.)/g, '$1'));
  }
  return { type: type.toLowerCase(), parameters };
}

/** Whether a media type is JSON: `application/json` or one with the suffix (RFC 6839 §3.1). */
export function isJsonType(type: string): boolean {
  return type === 'application/json' || type === 'text/json' || type.endsWith('+json');
}

/** Whether a media type other than JSON is text, and not bytes. */
export function isTextType(type: string): boolean {
  return type.startsWith('text/') || /[/+]xml$/.test(type);
}
