import type { AnySchemaObject, SchemaValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json } from '../../model/json.ts';
import { exactInteger } from '../../json/exact-integers.ts';
import { isObject } from '../../json/pointer.ts';

/**
 * `uniqueItems` (JSON Schema 2020-12, Validation §6.4.3) in linear time. AJV's own compares each item with each other, so that
 * one array of a client would keep a server busy for minutes.
 */
export function addUniqueItems(ajv: Ajv2020): void {
  ajv
    .removeKeyword('uniqueItems')
    .addKeyword({ keyword: 'uniqueItems', type: 'array', schemaType: 'boolean', errors: true, validate: uniqueItems });
}

const uniqueItems: SchemaValidateFunction = (isAsked: boolean, items: Json[], parentSchema?: AnySchemaObject) => {
  if (!isAsked) return true;
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const text = exactInteger(items, index)?.toString() ?? canonical(item);
    const before = seen.get(text);
    if (before !== undefined) {
      const message = `must NOT have duplicate items (items ## ${before} and ${index} are identical)`;
      // The schema object locates the error.
      uniqueItems.errors = [
        { keyword: 'uniqueItems', message, params: { i: index, j: before }, ...(parentSchema && { parentSchema }) },
      ];
      return false;
    }
    seen.set(text, index);
  }
  return true;
};

/** The same text for equal values: the members of an object have no order (JSON Schema 2020-12, Core §4.2.2). */
function canonical(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return JSON.stringify(value, (_, member: Json) =>
    isObject(member) ? Object.fromEntries(Object.entries(member).toSorted(byName)) : member,
  );
}

function byName([a]: [string, Json], [b]: [string, Json]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
