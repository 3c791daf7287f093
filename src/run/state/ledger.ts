import type { Operation } from '../../model/contract.ts';
import type { JsonObject } from '../../model/json.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { normalise, SYNONYMS } from '../../contract/resources/names.ts';
import { isAtOrBelow, renamed, withoutFormat } from '../../contract/resources/path-shapes.ts';
import { namesIn } from '../../messages/path-template.ts';
import { ownMember } from '../../json/pointer.ts';
import { percentEncode } from '../../http/percent-encoding.ts';

/**
 * Where an identifier comes from, the most trusted first: this run created what it names (proved by its answer), the
 * user gave it, the target listed it, the contract documents it, or it was made up.
 * What changes or deletes something uses `created` alone; what only reads may use any.
 */
export type Provenance = 'created' | 'given' | 'listed' | 'documented' | 'made-up';

/** One thing on the target: the template of its path, and the parameters that name it. */
export interface Item {
  template: string;
  params: JsonObject;
}

/** Something that this run created. */
export interface CreatedItem extends Item {
  /** The id of the operation that created it, and that of the case. */
  by: string;
  case: string;
  isGone: boolean;
}

/** What the run knows of the things on the target. */
export interface Ledger {
  /**
   * What is known of a thing; the first that is known of it counts, so that nothing that was listed becomes `created`.
   * @param answered when the target said so, in milliseconds since 1970
   */
  record(item: Item, provenance: Exclude<Provenance, 'created' | 'made-up'>, answered?: number): void;
  /**
   * @param sent when the creation was sent: with several requests under way, a list may show what it made before its own answer is here
   * @returns whether it is new: what was listed before was not created by this run
   */
  recordCreated(item: Item & Pick<CreatedItem, 'by' | 'case'>, sent?: number): boolean;
  /** Whether the target had shown a thing by then, in milliseconds since 1970. */
  wasListed(item: Item, time: number): boolean;
  /**
   * What this run created may have another name now, under which it is to be deleted where the name has a mark of the run; under any other
   * there may have been something else.
   */
  recordMoved(from: Item, to: Item & Pick<CreatedItem, 'by' | 'case'>, sent?: number): void;
  /** What may have another name that does not show that the run gave it, and what it was called before. */
  moved(): (Item & Pick<CreatedItem, 'by' | 'case'> & { from: Item })[];
  /** What was deleted is no longer offered, and nothing is left to undo. */
  recordGone(item: Item): void;
  /** A read found nothing there. */
  recordAbsent(item: Item): void;
  /** Whether the last that is known of a thing is that it is not there. */
  isAbsent(item: Item): boolean;
  /** A name was made up for something that is to be created there. */
  recordFresh(item: Item): void;
  /** Whether nothing but what this run made can be called so. */
  isOwnName(name: string): boolean;
  /** Whether a name was made up for a thing, and nothing is there: whatever is sent there changes nothing that was. */
  isFresh(item: Item): boolean;
  /** Whether the thing was deleted in this run. */
  isGone(item: Item): boolean;
  /** The provenance of a thing, or that of the nearest thing that it lies in and that this run created. */
  provenance(item: Item): Provenance;
  /** Whether this run created the thing of this very path, and not merely what it lies in. */
  isKnownCreated(item: Item): boolean;
  /** Whether something is known to have been created by a case. */
  hasCreated(testCase: string): boolean;
  /** What this run created, oldest first. */
  created(): CreatedItem[];
  /** Things that are still there and whose parameters name all that an operation's path does, under its names; oldest first. */
  available(operation: Pick<Operation, 'path'>): CreatedItem[];
}

/** A name of so many characters is taken for the only one. */
const TELLING = 6;

export interface LedgerOptions {
  /** The same thing under its own path, where a contract reaches it by another one. */
  ownPath?(item: Item): Item | undefined;
  /** Whether nothing but what this run made can be called so: a name with a mark of the run. */
  isOwnName?(name: string): boolean;
}

export function createLedger({ ownPath = () => undefined, isOwnName = () => false }: LedgerOptions = {}): Ledger {
  const known = new Map<string, { provenance: Exclude<Provenance, 'created' | 'made-up'>; answered: number }>();
  const created = new Map<string, CreatedItem>();
  const cases = new Set<string>();
  const absent = new Set<string>();
  const fresh = new Set<string>();
  /** What was created, by its name. */
  const byName = new Map<string, CreatedItem[]>();
  const gone = new Set<string>();
  /** The keys of a thing: that of the path at hand, and that of its own. */
  const keysOf = (item: Item): string[] => {
    const own = ownPath(item);
    return own ? [keyOf(item), ...keysOfOwn(own)] : [keyOf(item)];
  };
  /** A path with more parameters than are known: what was created there under a name that hardly anything else has. */
  const keysOfOwn = (own: Item): string[] => {
    const [value, ...others] = Object.values(own.params).map(scalarText);
    if (namesIn(own.template).length === 1 || others.length > 0) return [keyOf(own)];
    if (value === undefined || !isTellingText(value)) return [];
    return [...created].flatMap(([key, { template, params }]) =>
      template === own.template && scalarText(Object.values(params).at(-1) ?? '') === value ? [key] : [],
    );
  };
  const isCreated = (item: Item): boolean =>
    levelsOf(item).some((level) => keysOf(level).some((key) => created.has(key)) || isNamesake(level));
  /**
   * Whether a path names what was created under another path: `/features/{featureName}` of what
   * `/projects/{projectId}/features/{featureName}` created. What the path names besides has to be the same. A name with a mark of the
   * run is proof enough; any other has to be a telling one, asked for by the same telling word.
   */
  const isNamesake = ({ template, params }: Item): boolean => {
    const names = namesIn(template);
    const [last = '', ...outer] = names.map((name) => scalarText(ownMember(params, name))).toReversed();
    return (byName.get(last) ?? []).some((entry) => {
      const own = Object.values(entry.params).map(scalarText);
      const isCalledSo = normalise(names.at(-1) ?? '') === normalise(Object.keys(entry.params).at(-1) ?? '');
      return (
        (isOwnName(last) || (isCalledSo && isTelling(names.at(-1), last))) &&
        outer.every((value) => own.includes(value))
      );
    });
  };

  /** Times are whole milliseconds: what may have been there before counts as that. */
  const wasListed = (key: string, time: number): boolean => {
    const entry = known.get(key);
    return entry?.provenance === 'listed' && entry.answered <= time + 1;
  };

  const moved = new Map<string, ReturnType<Ledger['moved']>[number]>();

  function recordCreated(item: Parameters<Ledger['recordCreated']>[0], sent = Infinity): boolean {
    const key = keyOf(item);
    // A URL with a lone surrogate would name something else.
    const isAddressable = Object.values(item.params).every((value) => scalarText(value).isWellFormed());
    if (!isAddressable || wasListed(key, sent)) return false;
    gone.delete(key);
    absent.delete(key);
    const again = created.get(key);
    if (again) again.isGone = false;
    else {
      const entry = { ...item, isGone: false };
      created.set(key, entry);
      const name = scalarText(Object.values(item.params).at(-1) ?? '');
      byName.set(name, [...(byName.get(name) ?? []), entry]);
    }
    cases.add(item.case);
    return true;
  }

  function recordGone(item: Item): void {
    for (const key of keysOf(item)) {
      const entry = created.get(key);
      if (entry) entry.isGone = true;
      gone.add(key);
    }
  }

  return {
    record: (item, provenance, answered = -Infinity) => {
      const key = keyOf(item);
      gone.delete(key);
      absent.delete(key);
      if (!created.has(key) && !known.has(key)) known.set(key, { provenance, answered });
    },
    recordCreated,
    isOwnName,
    recordMoved: (from, to, sent) => {
      const isOwn = isOwnName(scalarText(Object.values(to.params).at(-1) ?? ''));
      const isKnown = created.get(keyOf(to))?.isGone === false;
      if (isKnown || (isOwn && recordCreated(to, sent))) return;
      moved.set(keyOf(to), { ...to, from });
    },
    moved: () => [...moved.values()],
    recordGone,
    wasListed: (item, time) => wasListed(keyOf(item), time),
    recordAbsent: (item) => void absent.add(keyOf(item)),
    isAbsent: (item) => absent.has(keyOf(item)),
    recordFresh: (item) => void fresh.add(keyOf(item)),
    isFresh: (item) => fresh.has(keyOf(item)) && absent.has(keyOf(item)),
    isGone: (item) => keysOf(item).some((key) => gone.has(key)),
    provenance: (item) => (isCreated(item) ? 'created' : (known.get(keyOf(item))?.provenance ?? 'made-up')),
    isKnownCreated: (item) => created.has(keyOf(item)),
    hasCreated: (testCase) => cases.has(testCase),
    created: () => [...created.values()],
    available: ({ path }) => {
      const names = namesIn(path);
      return [...created.values()].flatMap((entry) => {
        const { isGone, template } = entry;
        if (isGone || names.length === 0 || !isAtOrBelow(path, template)) return [];
        const params = renamed(entry.params, template, path);
        return names.every((name) => ownMember(params, name) !== undefined) ? [{ ...entry, params }] : [];
      });
    },
  };
}

/** A text that hardly anything else is called. */
export function isTellingText(text: string): boolean {
  return text.length >= TELLING && /\D/.test(text);
}

/** Whether a parameter is called after what it names, and has a text that hardly anything else is called: `{id}` and `7` say nothing. */
function isTelling(parameter: string | undefined, text: string): boolean {
  return parameter !== undefined && !SYNONYMS.includes(normalise(parameter)) && isTellingText(text);
}

/** The path of a thing, as a person reads it. */
export function itemPath({ template, params }: Item): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => scalarText(ownMember(params, name)));
}

/** The path that ends at its last parameter: `/pets/{id}` of `/pets/{id}/photo`. Undefined where it has none. */
export function itemTemplate(path: string): string | undefined {
  const [thing] = /^.*\{[^/]*/s.exec(path) ?? [];
  return thing === undefined ? undefined : withoutFormat(thing);
}

/** A thing, and what it lies in: `/shops/{shop}/pets/{id}` and `/shops/{shop}`. */
function levelsOf({ template, params }: Item): Item[] {
  const levels: Item[] = [];
  for (let path = itemTemplate(template); path; path = itemTemplate(path.slice(0, path.lastIndexOf('/'))))
    levels.push({ template: path, params });
  return levels;
}

/** The same for one thing, whatever the types of its parameters and whatever contracts call them. */
function keyOf({ template, params }: Item): string {
  return withoutFormat(template)
    .split('/')
    .map((segment) =>
      segment.replace(/\{([^{}]+)\}/g, (_, name: string) => percentEncode(scalarText(ownMember(params, name)))),
    )
    .join('/');
}
