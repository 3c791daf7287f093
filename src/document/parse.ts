import { readFile, stat } from 'node:fs/promises';
import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml';
import type { SourceLocation } from '../model/contract.ts';
import type { Json, Pointer } from '../model/json.ts';
import { ContractError } from '../errors.ts';
import { indentQuoted } from './indent-quoted.ts';
import { offsetInJson, repeatedKey, type Offsets } from './json-positions.ts';
import { splitOnce } from '../http/split-once.ts';
import { keepDigits, parseExactly, isInexact } from '../json/exact-integers.ts';
import { joinPointer, pointerTokens, valueAt } from '../json/pointer.ts';

const ONE_OF_TWO = 'Keep one of the two.';
/** Longer JSON comes from programs, which do not repeat keys; to look for repeated keys would cost as much as parsing. */
const CHECKED_FOR_REPEATS = 4_000_000;

/** `<(…)` and `-`: pipes that the shell has opened. */
const OPENED_BY_SHELL = /^\/(dev\/(fd\/\d+|stdin)|proc\/self\/fd\/\d+)$/;

/** A parsed document: its value, and the position of each part. */
export interface Parsed {
  value: Json;
  text: string;
  /** What was read leniently, by its line. */
  remarks: { line: number; message: string }[];
  /** The position of a pointer in the file; if it does not exist, of its nearest ancestor. */
  locate(pointer: Pointer): SourceLocation;
}

/**
 * Reads a YAML 1.2 or JSON document.
 * @param hint what the user may do where there is no such file
 * @throws ContractError when the file cannot be read or is not YAML
 */
export async function parseFile(file: string, hint = 'Give the path of an OpenAPI document.'): Promise<Parsed> {
  let text: string;
  try {
    const found = await stat(file);
    // Reading a pipe or a device may never end, and a thread that waits for one keeps the process from ending.
    if (!found.isFile() && !found.isDirectory() && !OPENED_BY_SHELL.test(file))
      throw new ContractError(`${file}: it is not a regular file`, undefined, hint);
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof ContractError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code ?? String(error)})`;
    throw new ContractError(`${file}: ${why}`, undefined, hint);
  }
  return parseText(text, file);
}

/** Like {@link parseFile}, for a given text; `file` is the name in positions. */
export function parseText(source: string, file: string): Parsed {
  const parsed = parseAny(source, file);
  const deep = deepPlace(parsed.value);
  if (deep !== undefined) throw tooDeep(parsed.locate(deep), `${deep} `);
  return parsed;
}

/** How deep a document may be nested: its reader and what goes through it are recursive, and no honest one goes near. */
const DEPTH_LIMIT = 500;

function tooDeep(place: SourceLocation, what = ''): ContractError {
  return new ContractError(
    `${what}is nested deeper than ${DEPTH_LIMIT} levels`,
    place,
    'Nest it less deep: a schema can have a name of its own, and be referred to by $ref.',
  );
}

/** So many tokens name the place of what is nested too deep. */
const NAMED = 4;

/** About where a value is nested deeper than the limit. Iterative: depth is the document's choice. */
function deepPlace(root: Json): Pointer | undefined {
  const waiting: [value: Json, depth: number, place: Pointer][] = [[root, 1, '#']];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, depth, place] = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > DEPTH_LIMIT) return place;
    for (const [name, child] of Object.entries(value))
      if (typeof child === 'object' && child !== null)
        waiting.push([child, depth + 1, depth <= NAMED ? joinPointer(place, name) : place]);
  }
  return undefined;
}

function parseAny(source: string, file: string): Parsed {
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  // JSON.parse is some fifty times as fast as a YAML parser; positions are computed only on request.
  const fast = /^\s*[{[]/.test(text) ? parseJson(text) : undefined;
  const offsets: Offsets = new Map();
  let lines: number[] | undefined;
  if (fast !== undefined) {
    const repeated = text.length <= CHECKED_FOR_REPEATS ? repeatedKey(text) : undefined;
    if (repeated !== undefined)
      throw new ContractError(
        'is not JSON that can be trusted: a key stands twice in one object',
        place(repeated),
        ONE_OF_TWO,
      );
    return {
      value: fast,
      text,
      remarks: [],
      locate: (pointer) => {
        const found = place(offsetInJson(text, pointerTokens(pointer), offsets));
        return found.column > READABLE_COLUMN ? { ...found, pointer } : found;
      },
    };
  }
  const located = parseYaml(text, file);
  return { value: located.value(), text, remarks: located.remarks, locate: located.locate };

  function place(offset: number): SourceLocation {
    lines ??= lineStarts(text);
    let [low, high] = [0, lines.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((lines[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return { file, line: low + 1, column: offset - (lines[low] as number) + 1 };
  }
}

/** Behind so many characters of a line nobody finds a column; documents that are served stand on one line. */
const READABLE_COLUMN = 1_000;

function lineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
}

function parseJson(text: string): Json | undefined {
  try {
    return parseExactly(text).value;
  } catch {
    return undefined; // the YAML parser says where it is wrong
  }
}

interface Located {
  value(): Json;
  remarks: Parsed['remarks'];
  locate(pointer: Pointer): SourceLocation;
}

/** The errors of a YAML parser for a quoted text that seems to end with its line. */
const UNCLOSED = new Set(['MISSING_CHAR', 'MULTILINE_IMPLICIT_KEY', 'BAD_INDENT']);

/** The most quoted texts that are indented in one file. */
const MAX_INDENTED = 100;

function parseYaml(text: string, file: string): Located {
  const remarks: Parsed['remarks'] = [];
  let source = text;
  for (;;) {
    const lines = new LineCounter();
    const document = parseNodes(source, file, lines);
    const [error] = document.errors;
    const repaired =
      error !== undefined && UNCLOSED.has(error.code) && remarks.length < MAX_INDENTED
        ? indentQuoted(source, error.pos[0])
        : undefined;
    if (repaired === undefined) return located(document, lines, text, file, remarks);
    const { line } = lines.linePos(repaired.at);
    remarks.push({
      line,
      message: `the text in quotes of line ${line} goes on in a line that is indented no deeper than its key, which is not YAML 1.2; it was read as most readers do`,
    });
    source = repaired.text;
  }
}

function parseNodes(source: string, file: string, lineCounter: LineCounter): Document.Parsed {
  try {
    return parseDocument(source, { lineCounter, prettyErrors: false, merge: true });
  } catch (error) {
    throw isOverflow(error) ? tooDeep({ file, line: 1, column: 1 }) : error;
  }
}

/** What V8 says where the stack is full. */
function isOverflow(error: unknown): boolean {
  return /call stack/.test((error as Error).message);
}

function located(
  document: Document.Parsed,
  lines: LineCounter,
  text: string,
  file: string,
  remarks: Parsed['remarks'],
): Located {
  const place = (offset: number): SourceLocation => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [error] = document.errors;
  if (error && isOverflow(error)) throw tooDeep(place(error.pos[0]));
  if (error)
    throw new ContractError(
      `is not YAML: ${error.message}`,
      place(error.pos[0]),
      error.code === 'DUPLICATE_KEY' ? ONE_OF_TWO : undefined,
    );
  return {
    remarks,
    value: () => {
      try {
        const value = document.toJS({ maxAliasCount: 1000 }) as Json;
        if (/\d{16}/.test(text)) keepAllDigits(document, value);
        // An alias inside the node that it names makes a cycle, and the walks over a document need a tree.
        if (/[\s[,{:-]\*\S/.test(text)) JSON.stringify(value);
        return value;
      } catch (cause) {
        if (isOverflow(cause)) throw tooDeep(place(0));
        const [why] = splitOnce((cause as Error).message, '\n');
        throw new ContractError(`is not YAML: ${why}`, place(0));
      }
    },
    locate: (pointer) => place(offsetOf(document, pointerTokens(pointer))),
  };
}

/** Keeps the digits of a YAML document's large integers beside its value; those behind an alias are left out. */
function keepAllDigits(document: Document, value: Json): void {
  visit(document, {
    Scalar: (key, node, path) => {
      if (key === 'key' || !isInexact(node.value) || node.source === undefined) return;
      const names = path.flatMap((parent, index): (string | number)[] => {
        if (isPair(parent)) return [isScalar(parent.key) ? String(parent.key.value) : ''];
        const next = path[index + 1] ?? node;
        return isSeq(parent) ? [parent.items.indexOf(next)] : [];
      });
      const last = names.pop();
      const holder = valueAt(value, joinPointer('#', ...names));
      if (last !== undefined && typeof holder === 'object' && holder !== null) keepDigits(holder, last, node.source);
    },
  });
}

/** The start of the last existing token of a path: of the key, or of an array's item. */
function offsetOf({ contents }: Document, tokens: readonly string[]): number {
  let [node, offset]: [node: unknown, offset: number] = [contents, 0];
  for (const token of tokens) {
    const below = childOf(node, token);
    if (!below) break;
    [node, offset] = below;
  }
  return offset;
}

/** What stands at a key or an index, and where it begins. A key may be a number: the `200` of a status. */
function childOf(node: unknown, token: string): [child: unknown, offset: number] | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isNode(key) && String(key) === token);
    return pair && isNode(pair.key) && pair.key.range ? [pair.value, pair.key.range[0]] : undefined;
  }
  const item = isSeq(node) ? node.items.find((_, index) => String(index) === token) : undefined;
  return isNode(item) && item.range ? [item, item.range[0]] : undefined;
}
