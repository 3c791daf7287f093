import type { Contract, MediaType } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { replaceAt } from '../../json/pointer.ts';
import { keyword } from '../../schema/keywords.ts';
import { isNumeral } from '../../schema/sample.ts';
import type { Subschema } from '../../schema/subschemas.ts';
import { leavesOfBody } from '../leaves-of-body.ts';
import { isAllowed } from '../valid-requests.ts';

/** Members that name the thing itself, so that two things may not have the same value. */
const NAMING =
  /^(id|_id|uuid|guid|uid|key|slug|code|handle|login|sku|alias|title|subject|identifier)$|(^|[_-]|[a-z])(name|mail|email|Name|Mail|Email|Slug|Title|Key|Handle|Login)$/;

/** Whether a member of that name names the thing that it belongs to. */
export function isNaming(member: string): boolean {
  return NAMING.test(member);
}

/** Formats that say what kind of text it is, and not which. */
const FIXED = /^(date|time|date-time|duration|ipv4|ipv6|binary|byte|password)$/;

export interface FreshNamesOptions {
  all?: boolean;
  except?: Pointer;
  only?: Pointer;
  naming?: ReadonlySet<string>;
  isKept?(place: Pointer, value: string): boolean;
}

/**
 * A body whose names nothing else has: each text under a naming member ends with the mark, where the contract allows it.
 * @param all whether every free text counts as a name
 * @param except the place that a case is about, which keeps its value
 * @param only the one place that is changed
 * @param naming members at the top that are names here, too
 * @param isKept whether a value names another thing
 */
export function withFreshNames(
  contract: Contract,
  media: MediaType,
  body: Json,
  mark: string,
  { all = false, except, only, naming, isKept }: FreshNamesOptions = {},
): Json {
  let fresh = body;
  for (const { name, place, value, schemas, depth } of leavesOfBody(contract, media, body)) {
    if (place === except || (only ?? place) !== place) continue;
    if (Array.isArray(value)) {
      const list = { name, value, place };
      const named = withFreshItems(contract, media, fresh, list, mark, (one) => isKept?.(place, one) === true);
      if (named) fresh = replaceAt(fresh, place, named);
      continue;
    }
    if (typeof value !== 'string' || isFixed(schemas)) continue;
    // What names another thing, as a uuid does, is no name of this one.
    if (isKept?.(place, value)) continue;
    const isName = NAMING.test(name) || (depth === 1 && naming?.has(name) === true);
    if (!isName && !(all && !UUID.test(value))) continue;
    const other = (isNumeral(schemas) ? [digitsOf(mark)] : freshTexts(value, mark)).find((text) =>
      isAllowed(contract, media, replaceAt(fresh, place, text)),
    );
    if (other !== undefined) fresh = replaceAt(fresh, place, other);
  }
  return fresh;
}

/** Members that list names of what is made, and seldom refer to other things. */
const NAMES = /^(names|logins|e?mails|titles)$|([_-]|[a-z])(name|mail|Name|Mail|Email|Title)s$/;

/** `usernames` of `POST /users`, each with the mark; undefined for a list of anything else. */
function withFreshItems(
  contract: Contract,
  media: MediaType,
  body: Json,
  { name, value, place }: { name: string; value: Json[]; place: Pointer },
  mark: string,
  isKept: (value: string) => boolean,
): Json[] | undefined {
  const texts = value.filter((one) => typeof one === 'string');
  if (!NAMES.test(name) || texts.length < value.length || texts.length === 0 || texts.some(isKept)) return undefined;
  const named = texts.map((text, nth) => {
    const ends = freshTexts(text, nth === 0 ? mark : `${mark}${nth.toString(36)}`);
    return ends.find((end) => isAllowed(contract, media, replaceAt(body, place, [end]))) ?? text;
  });
  return isAllowed(contract, media, replaceAt(body, place, named)) ? named : undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** After a conflict: another name, and where nothing is called one, another of every free text. */
export function underOtherNames(
  contract: Contract,
  media: MediaType,
  body: Json,
  mark: string,
  options: Pick<FreshNamesOptions, 'except' | 'naming' | 'isKept'> = {},
): Json {
  const named = withFreshNames(contract, media, body, mark, options);
  return named === body ? withFreshNames(contract, media, body, mark, { all: true, ...options }) : named;
}

function isFixed(schemas: Subschema[]): boolean {
  const format = keyword(schemas, 'format');
  return (
    keyword(schemas, 'enum') !== undefined ||
    keyword(schemas, 'const') !== undefined ||
    (typeof format === 'string' && FIXED.test(format))
  );
}

/** Ways to end a text so that no other ends like it. */
function freshTexts(text: string, mark: string): string[] {
  if (UUID.test(text)) return [text.slice(0, -12) + Buffer.from(mark).toString('hex').slice(-12).padStart(12, '0')];
  const mail = /^([^@\s]+)@([^@\s]+)$/.exec(text);
  if (mail) return [`${mail[1]}-${mark}@${mail[2]}`, `${mark}@${mail[2]}`];
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return [`${text.replace(/\/$/, '')}/${mark}`];
  if (/^[A-Za-z\d+/]{2,}={1,2}$/.test(text)) return [Buffer.from(`${text}${mark}`).toString('base64')];
  // A host name, with its dot at the end or without.
  if (/^[a-z\d-]+(\.[a-z\d-]+)*\.[a-z]{2,}\.?$/i.test(text)) return [`${mark}.${text}`, `${mark}${text}`];
  return [
    `${text}-${mark}`,
    `${text}${mark}`,
    `${text}_${mark}`,
    mark,
    mark.toUpperCase(),
    mark.replace(/\d/g, 'x'),
    digitsOf(mark),
  ];
}

/** At most nine digits. */
function digitsOf(mark: string): string {
  return String([...mark].reduce((sum, character) => (sum * 36 + parseInt(character, 36)) % 1e9, 0));
}
