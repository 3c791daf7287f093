import type { Json } from '../../../model/json.ts';
import { readJson } from '../../../json/parse-json.ts';
import type { Want } from './hint.ts';

/** What the words of an error come to. A rule is tried with the code before the words, the first that fits counts. */
const WORDS: readonly { words: RegExp; wants: (match: RegExpMatchArray) => Want | undefined }[] = [
  {
    words:
      /(already (exists|been taken|taken|in use|used|registered)|must be unique|not unique|\bunique\b|duplicate|conflicts? with)/i,
    wants: () => ({ kind: 'new' }),
  },
  {
    words:
      /(unrecogni[sz]ed|unknown|unexpected|additional|extra|undefined|unsupported)[ _-]?(field|key|property|properties|member|parameter|attribute|input|keys)|(not (allowed|permitted|a valid (field|property|attribute))|should not exist|extra_?forbidden|additionalProperties|object\.unknown|is not expected|cannot be set|read[- ]?only)$/i,
    wants: () => ({ kind: 'absent' }),
  },
  {
    words:
      /(?:one of|allowed values?(?: are| is)?|expected|valid (?:values|options)(?: are)?|be in|in)[^:([{'"`]*:?\s*(?<values>[[({'"`].*)/i,
    wants: ({ groups }) => oneOf(groups?.['values']),
  },
  {
    words: /one of(?: the (?:following|allowed) values)?:?\s+(?<values>.+)/i,
    wants: ({ groups }) => oneOf(groups?.['values']),
  },
  {
    words: /(?:match|pattern|regex(?:p|r)?)[^/^'"`]*(?<pattern>\/.+\/|\^.*|["'`].+["'`])/i,
    wants: ({ groups }) => patternOf(groups?.['pattern']),
  },
  {
    words:
      /\b(required|missing|mandatory|presence|blank|empty|not ?null|null|undefined|not provided|no value|must (be )?(set|provided|specified|present))\b|(^|_)(required|missing(_field)?|blank|nonnull)$|can(no|')t be (blank|null|empty)|any\.required|value_error\.missing/i,
    wants: () => ({ kind: 'present' }),
  },
  {
    words:
      /(?:at least|min(?:imum)?|(?<!not (?:be )?)greater than(?: or equal to)?|not (?:be )?(?:less|shorter|fewer) than|>=?)\D{0,40}?(?<least>-?\d+(?:\.\d+)?)/i,
    wants: (match) => bounds(match, 'least'),
  },
  {
    words:
      /(?:at most|max(?:imum)?|less than(?: or equal to)?|not (?:be )?(?:more|longer|greater) than|up to|<=?)\D{0,40}?(?<most>-?\d+(?:\.\d+)?)/i,
    wants: (match) => bounds(match, 'most'),
  },
  {
    words:
      /\b(e-?mail|uuid|guid|uri|url|date-?time|hostname|domain|ipv4|ipv6|date|cidr|ip (?:subnet|network|prefix)|ip address|mac address)\b/i,
    wants: ([, word = '']) => {
      const plain = word.toLowerCase().replace('-', '');
      return { kind: 'format', format: FORMAT_WORDS[plain] ?? plain };
    },
  },
  {
    words:
      /\b(?:be|expected|expects|not)\s+(?:of type\s+)?(?:an?\s+)?(?:valid\s+)?["'`]?(string|integer|int|number|float|boolean|bool|array|list|object|dictionary)\b/i,
    wants: ([, word = '']) => ({ kind: 'type', type: TYPE_WORDS[word.toLowerCase()] ?? word.toLowerCase() }),
  },
];

const FORMAT_WORDS: Record<string, string> = {
  guid: 'uuid',
  domain: 'hostname',
  url: 'uri',
  datetime: 'date-time',
  'ip subnet': 'cidr',
  'ip network': 'cidr',
  'ip prefix': 'cidr',
  'ip address': 'ipv4',
  'mac address': 'mac',
};

export const TYPE_WORDS: Record<string, string> = {
  int: 'integer',
  float: 'number',
  bool: 'boolean',
  list: 'array',
  dictionary: 'object',
};

export function wantOf(text: string): Want | undefined {
  for (const { words, wants } of WORDS) {
    const match = words.exec(text);
    const want = match && wants(match);
    if (want) return want;
  }
  return undefined;
}

export function oneOf(list: string | undefined): Want | undefined {
  const values = list === undefined ? [] : readList(list);
  return values.length > 0 ? { kind: 'one of', values } : undefined;
}

/** `"a", 'b' or c` as its values; a list of the target's own writing. */
export function readList(text: string): Json[] {
  const whole = readJson(text);
  if ('value' in whole && Array.isArray(whole.value)) return whole.value;
  const quoted = [...text.matchAll(/["'`“]([^"'`”]{1,200})["'`”]/g)].map(([, value = '']) => value);
  if (quoted.length > 0) return quoted;
  const inner = /^[[({](.*?)[\])}]/.exec(text)?.[1] ?? text.replace(/[.;]\s*$/, '');
  const words = inner.split(/\s*(?:,|\||\bor\b|\band\b)\s*/).filter((word) => /^[\w.:/+-]{1,100}$/.test(word));
  return words.map((word) => (/^-?\d+$/.test(word) ? Number(word) : word));
}

function patternOf(text: string | undefined): Want | undefined {
  const bare = text?.replace(/^["'`]|["'`].*$/g, '');
  const pattern = bare?.replace(/^\/(.*)\/[a-z]*$/, '$1');
  return pattern ? { kind: 'pattern', pattern } : undefined;
}

function bounds({ groups, input = '' }: RegExpMatchArray, side: 'least' | 'most'): Want {
  const of = /character|length|long|short|letter|items?\b/i.test(input) ? 'length' : 'number';
  return { kind: 'bounds', of, [side]: Number(groups?.[side]) };
}
