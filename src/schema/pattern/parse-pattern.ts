/** The syntax tree of a regular expression, as far as an automaton needs it. */
export type Node =
  | { kind: 'character'; source: string }
  | { kind: 'assertion'; source: string }
  | { kind: 'sequence'; of: Node[] }
  | { kind: 'choice'; of: Node[] }
  | { kind: 'repeat'; of: Node; least: number; most: number }
  /** Parts that are not regular: lookarounds and backreferences. */
  | { kind: 'beyond'; of: Node };

const NOTHING: Node = { kind: 'sequence', of: [] };
const QUANTIFIERS: Record<string, readonly [number, number]> = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] };
/** One character or class: an escape, a class in brackets, or a literal character. */
const ESCAPE = /\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|c[a-z]|k<[^>]*>|[1-9]\d*|[^])/iuy;
const UNICODE_ESCAPE = /\\(?:p\{[^}]*\}|u\{[0-9a-f]+\}|ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2})/iuy;
const CLASS = /\[(?:[^\]\\]|\\[^])*\]/uy;
const COUNT = /\{(\d+)(?:(,)(\d*))?\}/uy;
const GROUP = /\((?:\?(?::|=|!|<=|<!|<[^>]*>))?/uy;

/**
 * Parses a regular expression.
 * @param pattern a pattern that `RegExp` accepts, so that it needs no further check (ECMA-262 §22.2.1)
 * @param unicode whether it has the flag u: without the flag the syntax allows more
 */
export function readPattern(pattern: string, unicode: boolean): Node {
  let at = 0;

  const take = (shape: RegExp): RegExpExecArray | undefined => {
    shape.lastIndex = at;
    const found = shape.exec(pattern) ?? undefined;
    if (found) at += found[0].length;
    return found;
  };

  const readChoice = (): Node => {
    const of = [readSequence()];
    while (pattern[at] === '|') {
      at += 1;
      of.push(readSequence());
    }
    return of.length === 1 ? (of[0] as Node) : { kind: 'choice', of };
  };

  const readSequence = (): Node => {
    const of: Node[] = [];
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') of.push(readQuantified());
    return of.length === 1 ? (of[0] as Node) : { kind: 'sequence', of };
  };

  const readQuantified = (): Node => {
    const of = readAtom();
    const sign = QUANTIFIERS[pattern[at] ?? ''];
    const count = sign ? undefined : take(COUNT);
    if (sign) at += 1;
    if (!sign && !count) return of;
    // A lazy quantifier matches the same texts.
    if (pattern[at] === '?') at += 1;
    const [least, most] = sign ?? [
      Number(count?.[1]),
      count?.[2] === undefined ? Number(count?.[1]) : count[3] === '' ? Infinity : Number(count[3]),
    ];
    return { kind: 'repeat', of, least, most };
  };

  const readAtom = (): Node => {
    const group = take(GROUP)?.[0];
    if (group !== undefined) {
      const of = readChoice();
      at += 1;
      return /^\(\?<?[=!]$/.test(group) ? { kind: 'beyond', of } : of;
    }
    const source = ((unicode ? take(UNICODE_ESCAPE) : undefined) ?? take(ESCAPE) ?? take(CLASS))?.[0] ?? characterAt();
    if (/^\\(k<|[1-9])/.test(source)) return { kind: 'beyond', of: NOTHING };
    return source === '^' || source === '$' || /^\\b$/i.test(source)
      ? { kind: 'assertion', source }
      : { kind: 'character', source };
  };

  const characterAt = (): string => {
    const character = unicode ? String.fromCodePoint(pattern.codePointAt(at) as number) : pattern.charAt(at);
    at += character.length;
    return character;
  };

  return readChoice();
}
