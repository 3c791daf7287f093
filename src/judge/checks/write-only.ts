import type { Contract } from '../../model/contract.ts';
import type { Violation } from '../../model/finding.ts';
import type { Json } from '../../model/json.ts';
import { applicable, applicableBelow, type Subschema } from '../../schema/subschemas.ts';
import { isObject, joinPointer, lastToken, valueAt } from '../../json/pointer.ts';
import { withArticle } from '../../text/wording.ts';
import type { Check } from '../judgement.ts';

/** So many are told of one answer. */
const AT_MOST = 10;

/**
 * What is `writeOnly` does not come back (OpenAPI 3.0.4 §4.7.24: SHOULD NOT; JSON Schema 2020-12 Validation §9.4). A note, as no
 * standard forbids it; the value is not shown, since passwords are what it is for.
 */
export const writeOnly: Check = {
  id: 'write-only',
  title: 'The body holds nothing that is only sent in requests (a note).',
  rests: { kind: 'standard', because: 'JSON Schema 2020-12 Validation §9.4' },
  each: ({ contract, media, response }) => {
    if (!media?.schema || response.json === undefined) return [];
    const found: Violation[] = [];
    visit(contract, applicable(contract, media.schema, response.json), response.json, '#', found);
    // What the contract's own examples show is no fault of the target.
    const shown = [...media.examples.values()].map(({ value }) => value);
    return found.filter(
      ({ at }) =>
        !shown.some((value) => valueAt(value, at.slice('body'.length).replace(/\/\d+(?=\/|$)/g, '/0')) !== undefined),
    );
  },
};

function visit(contract: Contract, schemas: Subschema[], value: Json, at: string, found: Violation[]): void {
  if (typeof value !== 'object' || value === null || schemas.length === 0) return;
  // Of an array, the first items stand for the rest.
  for (const name of Object.keys(Array.isArray(value) ? value.slice(0, 20) : value)) {
    if (found.length >= AT_MOST) return;
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
