import type { Json } from '../../model/json.ts';
import { parameterFacts, type ParameterFacts } from '../../cases/behaviour/parameter-facts.ts';
import { isObject } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import type { Basis } from '../../judge/behaviour/relation.ts';
import type { Made } from './create.ts';
import type { Shelf } from './shelf.ts';
import { judgeTotals } from './list-totals.ts';
import { isOwn, readPages, type ListBench } from './pages.ts';

/** So many filters of a list are tried. */
const MOST_FILTERS = 8;

/** Asks for a list by each filter that has the name of a member, with a value that some of the run's own things have. */
export async function judgeFilters(list: ListBench, shelf: Shelf): Promise<void> {
  const { bench, operation, kept } = list;
  for (const { name, member } of kept.rules.filters.slice(0, MOST_FILTERS)) {
    const facts = parameterFacts(bench.contract, operation, name);
    if (facts) await judgeFilter(list, shelf, facts, member);
  }
}

async function judgeFilter(list: ListBench, shelf: Shelf, facts: ParameterFacts, member: string): Promise<void> {
  const { bench } = list;
  const { name, schema } = facts.parameter;
  const own = shelf.made.map((made) => ({ made, value: memberOf(shelf, made, member) }));
  const isArray = facts.types.has('array');
  const value = valueToAsk(own.map((one) => one.value)).find(
    (one) => schema === undefined || bench.contract.accepts(schema, isArray ? [one] : one),
  );
  if (value === undefined) return;
  const pages = await readPages(list, { [name]: isArray ? [value] : value }, `the request for the list by ${name}`);
  const last = pages?.pages.at(-1);
  if (!pages || !last) return;
  const isExact = facts.values.length > 0 || typeof value !== 'string';
  const wrong = pages.things.flatMap((thing): Json[] => {
    const shown = thing.value[member] ?? own.find(({ made }) => isOwn(thing, made))?.value;
    return shown === undefined || shown === null || fits(shown, value, isExact) ? [] : [shown];
  });
  const missing = own.filter(
    (one) =>
      one.value !== undefined && isSame(one.value, value) && !pages.things.some((thing) => isOwn(thing, one.made)),
  );
  if (missing.length > 0 && !pages.isWhole) return;
  bench.tell(last.answer, {
    kind: 'filtered',
    ...{ parameter: name, value, wrong, missing: missing.length },
    basis: basisOf(facts, typeof value),
  });
  if (pages.isWhole && wrong.length === 0 && missing.length === 0) judgeTotals(list, pages, pages.things.length);
}

/** A member of a thing as it was read, else as it was sent. */
function memberOf({ reads }: Shelf, made: Made, member: string): Json | undefined {
  const read = reads.get(made)?.thing.value[member];
  if (read !== undefined && read !== null) return read;
  return isObject(made.inputs.body) ? made.inputs.body[member] : undefined;
}

/** Values that some have and some do not come first: only they show whether a filter does anything. */
function valueToAsk(values: (Json | undefined)[]): Json[] {
  const scalars = values
    .flatMap((value) => (Array.isArray(value) ? value.slice(0, 1) : [value]))
    .filter(
      (value): value is Json => value !== undefined && value !== null && typeof value !== 'object' && value !== '',
    );
  const telling = scalars.filter((value) => values.some((other) => other !== undefined && !isSame(other, value)));
  return [...new Set([...telling, ...scalars])];
}

function isSame(value: Json, wanted: Json): boolean {
  if (Array.isArray(value)) return value.some((one) => isSame(one, wanted));
  return scalarText(value) === scalarText(wanted);
}

/** A free text may be looked for as a part of another one. */
function fits(value: Json, wanted: Json, isExact: boolean): boolean {
  if (isSame(value, wanted)) return true;
  if (Array.isArray(value)) return value.some((one) => fits(one, wanted, isExact));
  if (isObject(value)) return true;
  return !isExact && scalarText(value).toLowerCase().includes(scalarText(wanted).toLowerCase());
}

function basisOf({ pointer, values, description }: ParameterFacts, type: string): Basis {
  if (values.length > 0) return { clause: pointer, rests: 'enum' };
  if (description !== '') return { clause: pointer, rests: 'description' };
  return { clause: pointer, rests: type === 'boolean' ? 'schema' : 'name' };
}
