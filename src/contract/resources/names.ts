import type { Evidence } from './resource.ts';

/** What identifiers are called, in the order in which they are tried. */
export const SYNONYMS = ['id', 'uuid', 'guid', 'uid', 'key', 'slug', 'name'];

/** Those that name a thing and say nothing else of it. */
export const IDENTIFIERS = ['id', 'uuid', 'guid', 'uid'];

/** Ends of a name behind the word for what it names; the longest first. */
const SUFFIX = /(?:ids?|uuids?|guids?|uids?|slugs?|names?|keys?)$/;

/** A name without its letter case, hyphens and underscores. */
export function normalise(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

const IRREGULAR: Record<string, string> = {
  people: 'person',
  caches: 'cache',
  calves: 'calf',
  children: 'child',
  halves: 'half',
  knives: 'knife',
  leaves: 'leaf',
  lives: 'life',
  men: 'man',
  women: 'woman',
  indices: 'index',
  vertices: 'vertex',
  analyses: 'analysis',
  shelves: 'shelf',
  statuses: 'status',
  aliases: 'alias',
  wolves: 'wolf',
  movies: 'movie',
  cookies: 'cookie',
  series: 'series',
  news: 'news',
};

/** The singular of an English word, its last part alone: `feature-strategies` is `feature-strategy`. */
export function singular(word: string): string {
  const [, start = '', last = word] = /^(.*?[-_. ]?)([A-Za-z][a-z]*)$/.exec(word) ?? [];
  const lower = last.toLowerCase();
  const known = IRREGULAR[lower];
  if (known !== undefined) return start + (last === lower ? known : known[0]?.toUpperCase() + known.slice(1));
  if (/[^aeiou]ies$/.test(last)) return `${start}${last.slice(0, -3)}y`;
  if (/(ss|x|z|ch|sh)es$/.test(last)) return start + last.slice(0, -2);
  return /[^siu]s$/.test(last) ? start + last.slice(0, -1) : word;
}

/** A name that a member may have, and why it would name the thing. */
export interface WantedName {
  /** Normalised, unless `by` is `exact`. */
  name: string;
  by: Evidence;
}

/**
 * What a member is called that has the value of a parameter which names one of a resource, the most trusted first.
 * `petId`, `pet` and `id` of pets may be any identifier; `petName` is its name alone.
 */
export function wantedNames(parameter: string, resource: string): WantedName[] {
  const [own, word] = [normalise(parameter), normalise(resource)];
  const suffixed = (names: string[]) => names.map((name) => ({ name, by: 'suffix' as const }));
  const synonyms = (names: string[]) => names.map((name) => ({ name, by: 'synonym' as const }));
  const wanted: WantedName[] = [
    { name: parameter, by: 'exact' },
    { name: own, by: 'normalised' },
  ];
  const suffix = own.startsWith(word) ? own.slice(word.length) : (SUFFIX.exec(own)?.[0] ?? own);
  const isBare = suffix === own;
  if (isBare && IDENTIFIERS.includes(own))
    // An `id` that is there by another name is no display name.
    wanted.push(...suffixed([`${word}${own}`]), ...synonyms([...SYNONYMS.filter((one) => one !== 'name'), word]));
  else if (own === word || IDENTIFIERS.includes(suffix))
    wanted.push(...suffixed([...(suffix === '' ? ['id'] : [suffix]), `${word}id`]), ...synonyms([...SYNONYMS, word]));
  else if (!isBare) {
    const end = SUFFIX.exec(suffix)?.[0];
    wanted.push(...suffixed([suffix, `${word}${suffix}`]), ...suffixed(end === undefined ? [] : [end]));
  } else if (SYNONYMS.includes(own)) wanted.push(...suffixed([`${word}${own}`]));
  // An abbreviation: {org} of organizations.
  else if (own.length > 1 && (word.startsWith(own) || word === '')) wanted.push(...synonyms(SYNONYMS));
  return wanted.filter(
    ({ name, by }, index) =>
      by === 'exact' || wanted.findIndex((other) => other.by !== 'exact' && other.name === name) === index,
  );
}

/** A name that refers to another thing: a word, and what names it there. */
const REFERENCE =
  /^(?:[Xx]-)?(?<word>.*?[A-Za-z0-9])(?:[_-](?<snake>id|uuid|guid|uid|slug|name|key)|[_-]?(?<camel>Id|ID|Uuid|UUID|Guid|GUID|Uid|Slug|Name|Key))(?<many>s?)$/;

/** Whether a name names a thing as such: `id`, `pet` or `petId` of pets, and not `petName`. */
export function isWholeName(parameter: string, resource: string): boolean {
  const [own, word] = [normalise(parameter), normalise(resource)];
  return own === word || IDENTIFIERS.includes(withoutWord(own, word));
}

function withoutWord(name: string, word: string): string {
  return name.startsWith(word) ? name.slice(word.length) : name;
}

/** Whether the last parameter of a path asks for what another name of the same place has: `id` for `petId`, and not `name` for `token`. */
export function isSameName(name: string | undefined, path: string, resource: string): boolean {
  const last = /\{([^{}]*)\}[^{}]*$/.exec(path)?.[1];
  if (name === undefined || last === undefined || normalise(name) === normalise(last)) return true;
  if (isWholeName(name, resource)) return isWholeName(last, resource);
  const [one, other] = [name, last].map((text) => withoutWord(normalise(text), normalise(resource)));
  return one === other;
}

/** What a name refers to: `shop` by its `id` for `shopId`, and several for `shop_ids`; undefined for other names. */
export function reference(name: string): { word: string; by: string; isMany: boolean } | undefined {
  const { word, snake, camel, many } = REFERENCE.exec(name)?.groups ?? {};
  const by = snake ?? camel;
  return word === undefined || by === undefined
    ? undefined
    : { word: normalise(word), by: by.toLowerCase(), isMany: many === 's' };
}

/** Whether a member of this name is what its thing is named by, and nothing that a user chooses. */
export function isIdentifierName(name: string): boolean {
  return /^(_?id|uuid|guid|uid)$/i.test(name);
}
