import type { Contract, MediaType } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { joinPointer, replaceAt, valueAt } from '../../json/pointer.ts';
import { keyword } from '../../schema/keywords.ts';
import { applicable, applicableBelow, type Subschema } from '../../schema/subschemas.ts';
import { isAllowed } from '../valid-requests.ts';

/** Texts further down are left as they are. */
const MAX_DEPTH = 4;

/** So much of a description is read. */
const MAX_DESCRIPTION = 2000;

/** Keywords that say which text it is; a description then adds nothing. */
const TELLING = ['enum', 'const', 'format', 'pattern', 'default', 'example', 'examples'];

const QUOTES = `"'\`“”‘’«»`;

/** A value that a description shows: `e.g. "example.com."`, `Set to "Zone"`, `must be REPLACE or DELETE`. */
const SHOWN: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:e\.\s?g\.?|for example|for instance|such as|examples?:|like)[,:]?\s*[${QUOTES}](?<value>[^${QUOTES}\n]{1,100})[${QUOTES}]`,
    'i',
  ),
  new RegExp(
    String.raw`\b(?:set to|one of|must be|either|always|possible values(?: are)?:?|allowed values(?: are)?:?)\s*(?:one of\s*)?[${QUOTES}](?<value>[^${QUOTES}\n]{1,100})[${QUOTES}]`,
    'i',
  ),
  /\b[Mm]ust be (?:one of |either )?(?<value>[A-Z][A-Z_]+)\b(?=\s*(?:,|or\b|\|))/,
  /\b(?:e\.\s?g\.?|for example),?:?\s*(?<value>[A-Za-z\d][\w.:/@+-]*[A-Za-z\d])(?=[\s,;).]|$)/i,
];

const QUOTED = String.raw`[${QUOTES}][^${QUOTES}\n]{1,40}[${QUOTES}]`;

/** All the values that there are, in parentheses: `Kind of file ('notebook', 'file', 'directory')`. */
const ALTERNATIVES = new RegExp(
  String.raw`\((?:one of:?\s*)?(?:null,\s*)?(?<all>${QUOTED}(?:(?:\s*[,|/]\s*|\s+)(?:or\s+|and\s+)?${QUOTED}){1,20})\s*\)`,
  'i',
);

/** Words of a description that say of which kind a text is. */
const KINDS: readonly { words: RegExp; value: string }[] = [
  { words: /\btrailing dot\b|\bfully[- ]qualified domain name\b.*\bdot\b/i, value: 'assay.example.com.' },
  { words: /\bCIDR\b|\bsubnet\b.*\bmask\b/i, value: '192.0.2.0/24' },
  { words: /\bipv6 address/i, value: '2001:db8::1' },
  { words: /\bip(v4)? ?address(es)?\b|\bIPs?\b/i, value: '192.0.2.1' },
  { words: /\bMAC address/i, value: '02:00:5e:10:00:01' },
  { words: /\be-?mail address/i, value: 'assay@example.com' },
  { words: /\bbase-?64\b/i, value: 'YXNzYXk=' },
  { words: /\bUUIDs?\b|\bGUIDs?\b/, value: '6f1d3c7a-5b0e-4c55-9a35-0a8d7f2b9c11' },
  { words: /\bISO[- ]?8601\b.*\bduration\b|\bduration\b.*\bISO[- ]?8601\b/i, value: 'PT1H' },
  { words: /\bISO[- ]?8601\b|\bRFC[- ]?3339\b/i, value: '2030-01-01T00:00:00Z' },
  { words: /\bISO[- ]?4217\b|\bcurrency code\b/i, value: 'USD' },
  { words: /\bISO[- ]?3166\b|\bcountry code\b/i, value: 'US' },
  { words: /\bISO[- ]?639\b|\blanguage code\b|\blocale code\b/i, value: 'en' },
  { words: /\btime ?zone\b/i, value: 'UTC' },
  { words: /\bfully[- ]qualified domain name\b|\bFQDN\b|\bhost ?name\b|\bdomain name\b/i, value: 'assay.example.com' },
  { words: /\bE\.164\b|\bphone number\b/i, value: '+12025550123' },
  { words: /\bsemantic version(ing)?\b|\bsemver\b/i, value: '1.0.0' },
  { words: /\bhexa?(decimal)? (colou?r|code)\b|\bcolou?r\b.*\bhex/i, value: '#336699' },
  { words: /\bcron (expression|schedule)\b|\bcrontab\b/i, value: '0 0 * * *' },
  { words: /\b(media|mime|content)[- ]type\b/i, value: 'text/plain' },
  { words: /\bURLs?\b|\bURIs?\b/, value: 'https://example.com/assay' },
];

/** Whether a description lists all the values that a text may have, so that no other need be kept. */
export function listsValues(description: string): boolean {
  return ALTERNATIVES.test(description.slice(0, MAX_DESCRIPTION));
}

/** The text that a description asks for; undefined where it shows none. @param isOther the last of several, in place of the first */
export function describedText(description: string, isOther = false): string | undefined {
  const text = description.slice(0, MAX_DESCRIPTION);
  const all = ALTERNATIVES.exec(text)?.groups?.['all']?.match(new RegExp(QUOTED, 'g'));
  if (all)
    return all
      .at(isOther ? -1 : 0)
      ?.slice(1, -1)
      .trim();
  const shown = SHOWN.map((words) => words.exec(text)?.groups?.['value']?.trim()).find(Boolean);
  return shown ?? KINDS.find(({ words }) => words.test(text))?.value;
}

/** The text that the description of a free text asks for. */
export function describedValue(schemas: Subschema[], isOther = false): string | undefined {
  const description = keyword(schemas, 'description');
  if (typeof description !== 'string' || TELLING.some((name) => keyword(schemas, name) !== undefined)) return undefined;
  return describedText(description, isOther);
}

/** A text in a body, and the schemas that speak of it. */
export interface TextAt {
  at: Pointer;
  value: string;
  /** Those of the list that it stands in, where its own describe nothing. */
  schemas: Subschema[];
}

/** The texts of a body, those further down first. */
export function texts(contract: Contract, { schema }: MediaType, body: Json): TextAt[] {
  const found: TextAt[] = [];
  const visit = (schemas: Subschema[], value: Json, at: Pointer, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
    for (const name of Object.keys(value)) {
      const place = joinPointer(at, name);
      const member = valueAt(value, joinPointer('#', name));
      const below = applicableBelow(contract, schemas, value, name);
      if (typeof member === 'string') {
        const isDescribed = !Array.isArray(value) || keyword(below, 'description') !== undefined;
        found.push({ at: place, value: member, schemas: isDescribed ? below : [...below, ...schemas] });
      } else if (member !== undefined) visit(below, member, place, depth + 1);
    }
  };
  if (schema !== undefined) visit(applicable(contract, schema, body), body, '#', 1);
  return found;
}

/** A body whose made-up texts are what their descriptions ask for, where the contract allows it. @param isOther see `describedText` */
export function withDescribedTexts(contract: Contract, media: MediaType, body: Json, isOther = false): Json {
  let changed = body;
  for (const { at, value, schemas } of texts(contract, media, body)) {
    const text = value === MADE_UP ? describedValue(schemas, isOther) : undefined;
    const other = text === undefined ? changed : replaceAt(changed, at, text);
    if (other !== changed && isAllowed(contract, media, other)) changed = other;
  }
  return changed;
}

/** What a text is where nothing says what it should be. */
const MADE_UP = 'assay';
