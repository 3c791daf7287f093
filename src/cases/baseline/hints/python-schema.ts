import type { Json } from '../../../model/json.ts';
import { readJson } from '../../../json/parse-json.ts';
import type { Hint, Want } from './hint.ts';
import { tokensOf } from './places.ts';
import { saysOf } from './spoken-texts.ts';
import { readList, TYPE_WORDS } from './wants.ts';

/*
 * The messages of Python's jsonschema, as OpenStack, Jupyter and others pass them on: “'name' is a required property”, “[] is too short”.
 * They quote the value; where it stands is told around them, or not at all.
 */

/** What a message comes to, and the members below its place that it names. */
interface Told {
  wants: Want;
  members?: string[];
}

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)`;

const MESSAGES: readonly { words: RegExp; told: (groups: string[]) => Told | undefined }[] = [
  {
    words: /(["'])([^"']{1,100})\1 is a (?:required property|dependency of)/,
    told: ([, name = '']) => ({ wants: { kind: 'present' }, members: [name] }),
  },
  {
    words: /Additional properties are not allowed \((.{1,500}) (?:was|were) unexpected\)/,
    told: ([names = '']) => ({ wants: { kind: 'absent' }, members: readList(names).map(String) }),
  },
  {
    words: /is not of type ((?:'\w+'(?:, )?)+)/,
    told: ([types = '']) => {
      const type = [...types.matchAll(/\w+/g)].map(([word]) => word).find((word) => word !== 'null');
      return type === undefined ? undefined : { wants: { kind: 'type', type: TYPE_WORDS[type] ?? type } };
    },
  },
  {
    words: /does not match (["'])(.{1,500}?)\1(?=$|[\s.])/,
    told: ([, pattern = '']) => ({ wants: { kind: 'pattern', pattern: pattern.replaceAll('\\\\', '\\') } }),
  },
  {
    words: /is not one of (\[.{1,2000}?\])(?=$|[\s.])/,
    told: ([values = '']) => ({ wants: { kind: 'one of', values: readList(values) } }),
  },
  {
    words: /(["'])([^"']{1,200})\1 was expected/,
    told: ([, value = '']) => ({ wants: { kind: 'one of', values: [value] } }),
  },
  // What is empty gets whatever the contract has for it.
  {
    words: /^(?:\[\]|\{\}) (?:is too short|should be non-empty|does not have enough properties)/,
    told: () => ({ wants: { kind: 'present' } }),
  },
  { words: /should be non-empty/, told: () => ({ wants: { kind: 'bounds', of: 'length', least: 1 } }) },
  {
    words: /^((["']).{0,1000}\2) is too short/s,
    told: ([value = '']) => ({ wants: { kind: 'bounds', of: 'length', least: lengthOf(value) + 1 } }),
  },
  {
    words: /^((["']).{1,1000}\2) is too long/s,
    told: ([value = '']) => ({ wants: { kind: 'bounds', of: 'length', most: lengthOf(value) - 1 } }),
  },
  {
    words: new RegExp(`is less than (?:or equal to )?the minimum of ${NUMBER}`),
    told: ([least]) => ({ wants: { kind: 'bounds', of: 'number', least: Number(least) } }),
  },
  {
    words: new RegExp(`is greater than (?:or equal to )?the maximum of ${NUMBER}`),
    told: ([most]) => ({ wants: { kind: 'bounds', of: 'number', most: Number(most) } }),
  },
  {
    words: /is not an? (["'])([\w-]{1,50})\1/,
    told: ([, format = '']) => ({ wants: { kind: 'format', format } }),
  },
];

/** What stands before a message, and says where: “Invalid input for field/attribute name. Value: x. ”, “Invalid input for field 'a/b': ”. */
const BEFORE = /^.{0,100}?\bfor field(?:\/attribute)? ["']?([\w./[\]-]{1,200}?)["']?(?:\. Value: .*?\. (?=\S)|: )/s;

/** What stands behind it, where an error is written whole. */
const BEHIND = /\n\s*On instance((?:\[[^\]\n]{1,100}\])*):/;

/** The hints of a sentence that is such a message, or has one; undefined for any other. */
export function readPythonSchema(sentence: string): Hint[] | undefined {
  const before = BEFORE.exec(sentence);
  const behind = before ? undefined : BEHIND.exec(sentence);
  const around = tokensOf(before?.[1] ?? behind?.[1] ?? '');
  const [line = ''] = sentence.slice(before?.[0].length ?? 0).split('\n');
  // “JSON does not validate: ”, “Provided object does not match schema 'image': ”.
  const message = before ? line : line.replace(/^[A-Z][^:[{]{0,100}: /, '');
  for (const { words, told } of MESSAGES) {
    const match = words.exec(message);
    const found = match && told(match.slice(1));
    if (!found) continue;
    const { wants, members } = found;
    const says = saysOf(sentence);
    if (members) return members.map((name) => ({ path: [...around, name], wants, says }));
    const value = around.length > 0 ? undefined : valueOf(message.slice(0, match.index) + match[0]);
    return around.length === 0 && value === undefined
      ? []
      : [{ path: around, wants, says, ...(value !== undefined && { value }) }];
  }
  return undefined;
}

/** The value with which a message begins, as Python writes it: a text, a number, None, what is empty. */
function valueOf(message: string): Json | undefined {
  const [, quoted, text, plain] =
    /^(?:(["'])(.{0,1000}?)\1|(None|True|False|-?\d+(?:\.\d+)?|\[\]|\{\}))(?= (?:is|does|should)\b)/.exec(message) ??
    [];
  if (quoted !== undefined) return text;
  if (plain === undefined) return undefined;
  const read = readJson({ None: 'null', True: 'true', False: 'false' }[plain] ?? plain);
  return 'value' in read ? read.value : undefined;
}

/** The length of a text, or whether a list has anything. */
function lengthOf(written: string): number {
  const value = valueOf(`${written} is`);
  return typeof value === 'string' ? value.length : 0;
}
