import type { CodeKeywordDefinition, KeywordCxt } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { isEqual } from '../../json/equal.ts';
import { differInDigits, exactInteger, isInexact } from '../../json/exact-integers.ts';
import type { Json } from '../../model/json.ts';
import { loadAjv } from './load-ajv.ts';

/** The bounds: whether a value breaks one, as numbers or as integers of any size. */
const BOUNDS: Record<string, { sign: string; fails: <T extends number | bigint>(value: T, limit: T) => boolean }> = {
  minimum: { sign: '>=', fails: (value, limit) => value < limit },
  maximum: { sign: '<=', fails: (value, limit) => value > limit },
  exclusiveMinimum: { sign: '>', fails: (value, limit) => value <= limit },
  exclusiveMaximum: { sign: '<', fails: (value, limit) => value >= limit },
};

/** The formats with an end that no number holds (https://spec.openapis.org/registry/format/). */
const RANGES: Record<string, { least: bigint; most: bigint }> = {
  int64: { least: -(2n ** 63n), most: 2n ** 63n - 1n },
  uint64: { least: 0n, most: 2n ** 64n - 1n },
};

/** Whether a value fails. `holder` and `key` say where it stands, for its digits. */
type Fails = (value: Json, holder: unknown, key: string | number | undefined) => boolean;

/**
 * Compares integers beyond 2^53 by their digits: bounds, `const`, `enum` and formats. Where the digits of a value are not known, its
 * number decides. Schemas without such an integer get AJV's own code.
 */
export function addExactIntegers(ajv: Ajv2020): void {
  const { _, str } = loadAjv();
  const wrap = (keyword: string, testOf: (context: KeywordCxt) => Fails | undefined): void => {
    // A keyword for several types has a rule for each; these integers are numbers, or any value.
    const groups = ajv.RULES.rules.filter(({ type }) => type === undefined || type === 'number');
    for (const { definition } of groups.flatMap(({ rules }) => rules.filter((rule) => rule.keyword === keyword))) {
      const own = definition as CodeKeywordDefinition;
      const { code } = own;
      own.code = (context, ruleType) => {
        const { gen, data, it } = context;
        const fails = testOf(context);
        if (!fails) return code(context, ruleType);
        const test = gen.scopeValue('keyword', { ref: fails });
        context.fail(_`${test}(${data}, ${it.parentData}, ${it.parentDataProperty})`);
      };
      const sign = BOUNDS[keyword]?.sign;
      if (sign !== undefined)
        own.error = {
          ...own.error,
          message: ({ schema, parentSchema }) =>
            str`must be ${sign} ${String(exactInteger(parentSchema, keyword) ?? (schema as number))}`,
        };
    }
  };
  for (const bound of Object.keys(BOUNDS))
    wrap(bound, ({ schema, parentSchema }) => {
      const exact = exactInteger(parentSchema, bound);
      return exact === undefined ? undefined : breaksBound(bound, schema as number, exact);
    });
  wrap('const', ({ schema, parentSchema }) => (holdsLarge(schema as Json) ? isNot(parentSchema, 'const') : undefined));
  wrap('enum', ({ schema }) => {
    if (!holdsLarge(schema as Json)) return undefined;
    const tests = (schema as Json[]).map((_value, index) => isNot(schema as object, index));
    return (...value) => tests.every((fails) => fails(...value));
  });
  wrap('format', ({ schema }) => {
    const range = RANGES[schema as string];
    return range && outside(range);
  });
}

function breaksBound(keyword: string, nearest: number, exact: bigint): Fails {
  const { fails } = BOUNDS[keyword] ?? { fails: () => false };
  return (value, holder, key) => {
    if (typeof value !== 'number') return false;
    // Integers of which one is the greater never have the smaller number.
    if (value !== nearest) return fails(value, nearest);
    const digits = exactInteger(holder, key);
    return digits !== undefined && fails(digits, exact);
  };
}

/** Fails for everything but the value of a schema's member or item. */
function isNot(schema: object, at: string | number): Fails {
  const wanted = (schema as { [name: string]: Json })[at] as Json;
  const exact = exactInteger(schema, at);
  return (value, holder, key) => !isEqual(value, wanted) || differInDigits(exactInteger(holder, key), exact);
}

function outside({ least, most }: { least: bigint; most: bigint }): Fails {
  return (value, holder, key) => {
    if (typeof value !== 'number') return false;
    // As numbers: the nearest number of the greatest int64 is greater than it.
    if (!Number.isInteger(value) || value < Number(least) || value > Number(most)) return true;
    const exact = exactInteger(holder, key);
    return exact !== undefined && (exact < least || exact > most);
  };
}

/** Whether a number in a value may stand for several integers. */
function holdsLarge(value: Json): boolean {
  return typeof value === 'object' && value !== null ? Object.values(value).some(holdsLarge) : isInexact(value);
}
