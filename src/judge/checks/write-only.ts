import type { Contract } from '../../model/contract.ts';
import type { Violation } from '../../model/finding.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { childSchemas } from '../../schema/dialects/dialects.ts';
import {
  applicable,
  applicableBelow,
  conjoined,
  namedMemberSchemas,
  reachable,
  type Subschema,
} from '../../schema/subschemas.ts';
import { isObject, joinPointer, lastToken, valueAt } from '../../json/pointer.ts';
import { withArticle } from '../../text/wording.ts';
import type { Check } from '../judgement.ts';
import { MAX_ITEMS } from '../source-coverage.ts';

/** The most reported members of one response. */
const AT_MOST = 10;

/**
 * A `writeOnly` member is not sent back (OpenAPI 3.0.4 §4.7.24: SHOULD NOT; JSON Schema 2020-12 Validation §9.4). A note, because
 * no standard forbids it. The value is not shown, because it is often a password.
 */
export const writeOnly: Check = {
  id: 'write-only',
  title: 'The body holds nothing that is only sent in requests (a note).',
  rests: { kind: 'standard', because: 'JSON Schema 2020-12 Validation §9.4' },
  each: ({ contract, media, response }) => {
    if (!media?.schema || response.json === undefined || !hasWriteOnly(contract, media.schema)) return [];
    const found: Violation[] = [];
    visit(contract, applicable(contract, media.schema, response.json), response.json, '#', found);
    // The target may do what the contract's own examples do.
    const shown = [...media.examples.values()].map(({ value }) => value);
    return found.filter(
      ({ at }) =>
        !shown.some((value) => valueAt(value, at.slice('body'.length).replace(/\/\d+(?=\/|$)/g, '/0')) !== undefined),
    );
  },
};

function visit(contract: Contract, schemas: Subschema[], value: Json, at: string, found: Violation[]): void {
  if (typeof value !== 'object' || value === null || schemas.length === 0) return;
  // Of the members that no schema names, as many are looked at as of items.
  let unnamed = 0;
  for (const name of Object.keys(Array.isArray(value) ? value.slice(0, MAX_ITEMS) : value)) {
    if (found.length >= AT_MOST) return;
    const isNamed = schemas.some((schema) => namedMemberSchemas(schema, name).length > 0);
    if (isObject(value) && !isNamed && ++unnamed > MAX_ITEMS) continue;
    const below = applicableBelow(contract, schemas, value, name);
    const place = joinPointer(at, name);
    const hidden = isObject(value) ? below.find(({ schema }) => schema['writeOnly'] === true) : undefined;
    if (!hidden) visit(contract, below, (value as { [name: string]: Json })[name] ?? null, place, found);
    else
      found.push({
        severity: 'note',
        clause: joinPointer(hidden.pointer, 'writeOnly'),
        at: `body${place}`,
        message: `answers with ${withArticle(lastToken(place))}, which is writeOnly`,
        expected: 'nothing',
        actual: 'a value',
      });
  }
}

/** The results for each document's schemas. */
const known = new WeakMap<JsonObject, Map<Pointer, boolean>>();

/** Whether a schema, or one that it refers to, is `writeOnly`. */
function hasWriteOnly({ document }: Contract, schema: Pointer): boolean {
  const looked = known.get(document) ?? new Map<Pointer, boolean>();
  known.set(document, looked);
  const before = looked.get(schema);
  if (before !== undefined) return before;
  const below = reachable(document, [schema], (from) => [
    ...conjoined(from),
    ...childSchemas(from.schema, from.pointer),
  ]);
  const found = below.some((inner) => inner.schema['writeOnly'] === true);
  looked.set(schema, found);
  return found;
}
