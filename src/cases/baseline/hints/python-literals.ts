import type { Json } from '../../../model/json.ts';
import { readJson } from '../../../json/parse-json.ts';

const TOKEN =
  /\s*(?:(?<open>[[({])|(?<close>[\])}])|(?<between>[:,])|(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<number>-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)|(?<word>True|False|None)\b)/suy;

/** What JSON calls the words and the brackets of Python. */
const IN_JSON: Record<string, string> = { True: 'true', False: 'false', None: 'null', '(': '[', ')': ']' };

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

/** The value that a text begins with, as Python's `repr` and `pprint` write it; undefined where it begins with none that JSON has too. */
export function readPythonLiteral(text: string): Json | undefined {
  const json: string[] = [];
  let depth = 0;
  TOKEN.lastIndex = 0;
  do {
    const { groups } = TOKEN.exec(text) ?? {};
    if (!groups) return undefined;
    const { open, close, between, text: quoted, number, word } = groups;
    if (open !== undefined) depth += 1;
    if (close !== undefined) {
      depth -= 1;
      if (json.at(-1) === ',') json.pop();
    }
    const plain = open ?? close ?? between ?? number ?? word ?? '';
    json.push(quoted === undefined ? (IN_JSON[plain] ?? plain) : JSON.stringify(unquoted(quoted)));
  } while (depth > 0);
  const read = readJson(json.join(''));
  return 'value' in read ? read.value : undefined;
}

function unquoted(written: string): string {
  return written
    .slice(1, -1)
    .replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|(.))/gisu, (_, byte?: string, unit?: string, plain: string = '') => {
      const code = byte ?? unit;
      return code === undefined ? (ESCAPES[plain] ?? plain) : String.fromCharCode(parseInt(code, 16));
    });
}
