/** `Application/JSON; charset=UTF-8` taken apart (RFC 9110 §8.3.1). */
export interface Label {
  /** Lower-case, without parameters. */
  type: string;
  /** By lower-case name, quotes removed. */
  parameters: ReadonlyMap<string, string>;
}

/** Labels that were read before: a client sends the same few. Bounded, as what it sends is its own choice. */
const labels = new Map<string, Label | undefined>();
const LABELS = 200;
const LONGEST_LABEL = 200;

/** A Content-Type field, or undefined where it is no media type. */
export function parseMediaType(field: string): Label | undefined {
  if (field.length > LONGEST_LABEL) return readLabel(field);
  const known = labels.get(field);
  if (known || labels.has(field)) return known;
  if (labels.size >= LABELS) labels.clear();
  const label = readLabel(field);
  labels.set(field, label);
  return label;
}

function readLabel(field: string): Label | undefined {
  const [type = '', ...rest] = field.split(';', 32).map((part) => part.trim());
  if (!/^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+$/.test(type)) return undefined;
  const parameters = rest.flatMap((part): [string, string][] => {
    const equals = part.indexOf('=');
    return equals < 0
      ? []
      : [
          [
            part.slice(0, equals).trim().toLowerCase(),
            part
              .slice(equals + 1)
              .trim()
              .replace(/^"(.*)"$/, '$1'),
          ],
        ];
  });
  return { type: type.toLowerCase(), parameters: new Map(parameters) };
}

/** Whether a media type holds JSON: `application/json` or one with the suffix (RFC 6839 §3.1). */
export function isJsonType(type: string): boolean {
  return type === 'application/json' || type === 'text/json' || type.endsWith('+json');
}

/** Whether a media type that is no JSON holds text, and not bytes of its own. */
export function isTextType(type: string): boolean {
  return type.startsWith('text/') || /[/+]xml$/.test(type);
}
