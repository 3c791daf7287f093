import type { Pointer } from '../../model/json.ts';
import { normalise } from '../../contract/resources/names.ts';
import { shapeOfSchema } from '../../contract/resources/shape.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import type { Basis } from '../../judge/behaviour/relation.ts';
import type { ListBench, Pages } from './pages.ts';

const TOTAL = /^(total|totalcount|totalitems|totalresults|totalelements|totalnumber)$/;
const TOTAL_HEADER = /^x-(total|total-count|pagination-total)$/i;
const SAID = /\b(total|all pages|number of|how many|count of)\b/i;
/** What is said of the items of one page is no total. */
const OF_A_PAGE = /\b(this|the|each|current|a|per) page\b|\bpages\b(?<!all pages)/i;

/** Holds what a list says of the number of its things against the number. @param count on all pages */
export function judgeTotals({ bench, operation, kept }: ListBench, { pages }: Pages, count: number): void {
  const { contract } = bench;
  for (const { answer } of pages.slice(0, 1)) {
    const say = (at: string, total: unknown, clause: Pointer): void => {
      const { value, pointer } = contract.resolve(clause);
      const description = isObject(value) && typeof value['description'] === 'string' ? value['description'] : '';
      if (typeof total !== 'number' || OF_A_PAGE.test(description.replace(/all pages/gi, 'everything'))) return;
      const basis: Basis = { clause: pointer, rests: SAID.test(description) ? 'description' : 'name' };
      bench.tell(answer, { kind: 'counted', at, total, count, basis });
    };
    for (const { at, value, clause } of documentedMembers(kept, answer.body)) say(`body${at}`, value, clause);
    const headers = operation.responses.flatMap((response) => response.headers);
    for (const { name, pointer } of headers.filter((one) => TOTAL_HEADER.test(one.name))) {
      const value = answer.fields.get(name.toLowerCase());
      if (value !== undefined && /^\d+$/.test(value)) say(`header ${name}`, Number(value), pointer);
    }
  }
}

/** The documented members beside a list that are called a total: of the answer, or of an object in it. */
function documentedMembers({ contract, members }: ListBench['kept'], body: unknown) {
  const { schema } = members;
  if (schema === undefined || !isObject(body)) return [];
  const shape = shapeOfSchema(contract, schema);
  return [...shape.members].flatMap(([name, { clause }]): { at: Pointer; value: unknown; clause: Pointer }[] => {
    const value = body[name];
    const at = joinPointer('#', name);
    if (TOTAL.test(normalise(name))) return [{ at, value, clause }];
    if (!isObject(value)) return [];
    return [...shapeOfSchema(contract, clause).members].flatMap(([inner, own]) =>
      TOTAL.test(normalise(inner)) ? [{ at: joinPointer(at, inner), value: value[inner], clause: own.clause }] : [],
    );
  });
}
