import { createPattern } from './pattern.ts';
import { readPattern, type Node } from './parse-pattern.ts';

export interface PatternSampleOptions {
  /** In characters (code points). */
  minLength?: number;
  maxLength?: number;
  /** Texts for places where the pattern allows anything: `https://example.org/` for a URI. */
  fillers?: readonly string[];
  /** A further condition for the text. */
  accepts?: (text: string) => boolean;
}

/** Characters to try for a class, the plainest first. */
const CHARACTERS = [...'a1A0-_./ :,;+@#%=&?!*~()[]{}<>"\'\\|^$`\t\n\ré中', '\u00a0', '😀'];

/** Numbers of further repetitions to try. */
const MORE = [0, 1, 2, 3, 4, 7, 8, 11, 12, 16, 24, 32, 64, 128];

/** Longer texts are not made. */
const MAX_LENGTH = 10_000;

/** The most texts that are tried. */
const MAX_CANDIDATES = 600;

/** How a node is rendered: its further repetitions, its branch of a choice, its filler. */
interface Style {
  more: number;
  branch: number;
  filler?: string;
  unicode: boolean;
}

/**
 * A text that a pattern matches, as short as its length allows; undefined if none was found. The same pattern gives the
 * same text.
 */
export function samplePattern(
  source: string,
  { minLength = 0, maxLength = Infinity, fillers = [], accepts = () => true }: PatternSampleOptions = {},
): string | undefined {
  let pattern;
  try {
    pattern = createPattern(source);
  } catch {
    return undefined;
  }
  const unicode = !pattern.isLoose;
  const node = readPattern(source, unicode);
  const fits = (text: string): boolean => {
    const length = [...text].length;
    if (length < minLength || length > maxLength) return false;
    try {
      return pattern.test(text) && accepts(text);
    } catch {
      return false;
    }
  };
  let tried = 0;
  const branches = Math.min(longestChoice(node), 24);
  for (const filler of [undefined, ...fillers])
    for (const more of MORE)
      for (let branch = 0; branch < branches; branch += 1) {
        const text = write(node, { more, branch, unicode, ...(filler !== undefined && { filler }) });
        if (text === undefined) continue;
        for (const candidate of padded(text, minLength, filler)) {
          if (fits(candidate)) return candidate;
          if ((tried += 1) >= MAX_CANDIDATES) return undefined;
        }
      }
  return undefined;
}

/** A pattern matches anywhere in a text (JSON Schema 2020-12 Validation §6.3.3), so other characters may surround it. */
function padded(text: string, minLength: number, filler = ''): string[] {
  const missing = Math.max(0, Math.min(minLength, MAX_LENGTH) - [...text].length);
  const pad = 'a'.repeat(missing);
  return [...new Set([text, filler + text, text + pad, pad + text])];
}

function longestChoice(node: Node): number {
  if (node.kind === 'choice') return Math.max(node.of.length, ...node.of.map(longestChoice));
  if (node.kind === 'sequence') return Math.max(1, ...node.of.map(longestChoice));
  return node.kind === 'repeat' || node.kind === 'beyond' ? longestChoice(node.of) : 1;
}

/** A text for a node; undefined if there is none. Assertions and lookarounds are checked with the whole pattern. */
function write(node: Node, style: Style): string | undefined {
  switch (node.kind) {
    case 'assertion':
    case 'beyond':
      return '';
    case 'character':
      return characterOf(node.source, style.unicode);
    case 'sequence':
      return join(node.of.map((part) => write(part, style)));
    case 'choice': {
      const start = style.branch % node.of.length;
      for (let index = 0; index < node.of.length; index += 1) {
        const text = write(node.of[(start + index) % node.of.length] as Node, style);
        if (text !== undefined) return text;
      }
      return undefined;
    }
    case 'repeat':
      return repeat(node, style);
  }
}

function repeat({ of, least, most }: Node & { kind: 'repeat' }, style: Style): string | undefined {
  const { filler } = style;
  if (filler !== undefined && of.kind === 'character' && isFilledBy(of.source, filler, least, most, style.unicode))
    return filler;
  const count = Math.min(most, least + style.more, Math.max(least, MAX_LENGTH));
  if (count === 0) return '';
  const once = write(of, style);
  if (once === undefined) return least === 0 ? '' : undefined;
  return once.length * count > MAX_LENGTH ? undefined : once.repeat(count);
}

function isFilledBy(source: string, filler: string, least: number, most: number, unicode: boolean): boolean {
  return filler.length >= least && filler.length <= most && [...filler].every((one) => has(source, one, unicode));
}

function join(parts: (string | undefined)[]): string | undefined {
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

function characterOf(source: string, unicode: boolean): string | undefined {
  if (source.length === 1 && source !== '.') return source;
  // A class without plain characters: try its own characters, and their neighbours.
  const own = [...source].flatMap((one) => [one, String.fromCodePoint((one.codePointAt(0) as number) + 1)]);
  const escaped = [...source.matchAll(/\\(?:u\{?|x)([0-9a-f]{2,6})/gi)].map(([, code]) =>
    Number.parseInt(code as string, 16),
  );
  const named = escaped.filter((code) => code <= 0x10ffff).map((code) => String.fromCodePoint(code));
  const classed = source.startsWith('[') ? preferred(source) : [];
  return [...classed, ...CHARACTERS, ...own, ...named].find((one) => has(source, one, unicode));
}

/** The letters and digits in a class, which come first: `[xyz]` gives `x`. */
function preferred(source: string): string[] {
  const [first = ''] = /[a-z\d](?!-)/i.exec(source.replace(/\\./g, '')) ?? [];
  return source.startsWith('[^') || first === '' ? [] : [...'a1A', first];
}

const sets = new Map<string, RegExp>();

function has(source: string, character: string, unicode: boolean): boolean {
  // Without the flag u, some literal characters are not a valid pattern by themselves.
  const text = source.length === 1 && '{}]'.includes(source) ? `\\${source}` : source;
  const key = `${unicode ? 'u' : ''}${text}`;
  let test = sets.get(key);
  if (!test) {
    if (sets.size > 5000) sets.clear();
    sets.set(key, (test = new RegExp(`^(?:${text})$`, unicode ? 'u' : '')));
  }
  return test.test(character);
}
