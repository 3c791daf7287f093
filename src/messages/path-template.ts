import type { Operation } from '../model/contract.ts';

/** One segment of a path template: `packages`, `{guid}` or `{name}.json`. */
export interface Segment {
  /** The text before, between and after the names, percent-decoded: one more than there are names. */
  pieces: string[];
  names: string[];
}

/** The same templates come often. The cache is bounded, because a target can cause any number of paths. */
const KNOWN_LIMIT = 10_000;
const known = new Map<string, readonly Segment[]>();

/** The segments of a path template, without the empty one before the first slash. */
export function compileSegments(path: string): readonly Segment[] {
  let segments = known.get(path);
  if (!segments) {
    segments = path.split('/').slice(1).map(compileSegment);
    if (known.size < KNOWN_LIMIT) known.set(path, segments);
  }
  return segments;
}

/** The names of a path template's parameters, in their order. */
export function namesIn(path: string): string[] {
  return compileSegments(path).flatMap(({ names }) => names);
}

function compileSegment(text: string): Segment {
  const parts = text.split(/\{([^{}]+)\}/);
  return {
    pieces: parts.filter((_, index) => index % 2 === 0).map((piece) => decodeSegment(piece) ?? piece),
    names: parts.filter((_, index) => index % 2 === 1),
  };
}

/**
 * The values of a segment's names, none of them empty, or undefined if the text does not match.
 * Each piece is matched at its first occurrence, so the cost is linear in the text.
 */
export function matchSegment({ pieces, names }: Segment, text: string): string[] | undefined {
  const [first = '', ...rest] = pieces;
  if (names.length === 0) return text === first ? [] : undefined;
  if (!text.startsWith(first)) return undefined;
  const values: string[] = [];
  let from = first.length;
  for (const [index, piece] of rest.entries()) {
    const last = index === rest.length - 1;
    const to = last ? text.length - piece.length : text.indexOf(piece, from + 1);
    if (to <= from || (last && !text.endsWith(piece))) return undefined;
    values.push(text.slice(from, to));
    from = to + piece.length;
  }
  return values;
}

/** Percent-decodes a text (RFC 3986 §2.1); undefined if it is not UTF-8 or malformed. */
export function decodeSegment(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * A path template without its query, and that: OpenAPI 3.1 §4.8.8 knows no query in a path, and documents write `/profiles?recursion=1`.
 * A question mark within braces belongs to a name.
 */
export function withoutQuery(template: string): { path: string; query?: string } {
  const [path = ''] = /^(?:\{[^{}]*\}|[^?])*/.exec(template) ?? [];
  return path.length < template.length ? { path, query: template.slice(path.length + 1) } : { path };
}

/** The path of a request target without its query, also in absolute form (RFC 9112 §3.2.2). */
export function pathOf(target: string): string {
  const end = target.search(/[?#]/);
  const path = end < 0 ? target : target.slice(0, end);
  if (path.startsWith('/')) return path;
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(path)?.[0];
  return origin === undefined ? path : path.slice(origin.length) || '/';
}

/**
 * The path parameters as they were written, with their percent-encoding, so that a link can repeat them.
 * The template is matched with the end of the path, because a server's base path may precede it.
 */
export function rawParams(operation: Operation, target: string): Record<string, string> {
  const segments = compileSegments(operation.path);
  const texts = pathOf(target).split('/').slice(-segments.length);
  return Object.fromEntries(
    segments.flatMap((segment, index) => {
      if (segment.names.length === 0) return [];
      const values = matchSegment(segment, texts[index] ?? '') ?? [];
      return segment.names.flatMap((name, nth): [string, string][] =>
        values[nth] === undefined ? [] : [[name, values[nth]]],
      );
    }),
  );
}

/** The percent-decoded path parameters. */
export function pathParameters(operation: Operation, target: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(rawParams(operation, target)).map(([name, text]) => [name, decodeSegment(text) ?? text]),
  );
}
