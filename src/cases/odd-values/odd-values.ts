import type { Case } from '../../model/case.ts';
import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { isSecretMember, secretValues } from '../../contract/secrets.ts';
import { isEqual } from '../../json/equal.ts';
import { lastToken, ownMember, valueAt } from '../../json/pointer.ts';
import { decodeOwnRequest } from '../../messages/decode-own-request.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import type { Overrides } from '../../messages/overrides.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { jsonText } from '../../schema/json-text.ts';
import { keyword, typesOf } from '../../schema/keywords.ts';
import { differentValue, sample } from '../../schema/sample.ts';
import { unconditional } from '../../schema/subschemas.ts';
import { namesAnother } from '../behaviour/distinct-bodies.ts';
import { withPlaceholders } from '../fill-required.ts';
import { isReadAs } from '../round-trips.ts';
import { isSendable, placeOf, spotsOf, withValueAt, type Spot } from '../spots.ts';
import { basesOf, hasEncoder, isOpen, type Base } from '../valid-requests.ts';
import { formatMember } from '../variations.ts';
import { ODD_KINDS, type Holds, type OddKind } from './kinds.ts';
import { jsonFirst } from '../json-first.ts';

/** A case with one odd value, and where in the body that is. */
export interface OddCase extends Case {
  odd: { kind: OddKind; at?: Pointer };
}

/** What the cases of an operation are made from. */
export interface OddStart {
  overrides: Overrides;
  bases?: Base[];
  /** Gives a body the names of something new. @param except the place that keeps its value */
  fresh?(body: Json, inputs: RequestValues, except: Pointer | undefined): Json;
  /** Where the body names the thing that is changed: another value would speak of another thing. */
  named?: Pointer;
}

/** Cases of one operation, at the most: one of each kind. */
export const MAX_ODD_VALUES = ODD_KINDS.length;

/** With fewer cases than these, places get one that had none. */
const FEW = 12;

/** A place with what it holds, and how many odd values it was given. */
interface OddSpot extends Spot {
  holds: Holds;
  name: string;
  uses: number;
}

/**
 * Valid requests of an operation with one odd value each. Each kind of value comes once, in the place that had the fewest; then each
 * place that had none gets one. What deletes something gets none.
 */
export function oddValueCases(contract: Contract, operation: Operation, start: OddStart): OddCase[] {
  if (operation.method === 'DELETE') return [];
  const { overrides, named, bases = basesOf(contract, operation, overrides) } = start;
  const base = jsonFirst(bases);
  if (!base) return [];
  const spots = spotsOf(contract, operation, overrides, base.inputs)
    .filter(({ parameter, at }) => parameter !== undefined || at !== named)
    .flatMap((spot) => oddSpot(contract, spot));
  const cases: OddCase[] = [];
  const give = (kind: OddKind, candidates: OddSpot[]): void => {
    for (const spot of candidates.toSorted((a, b) => a.uses - b.uses)) {
      const made = caseOf(contract, operation, start, base, spot, kind);
      if (!made) continue;
      spot.uses += 1;
      cases.push(made);
      return;
    }
  };
  for (const kind of ODD_KINDS)
    give(
      kind,
      spots.filter(({ holds }) => kind.of.includes(holds)),
    );
  for (const [index, spot] of spots.entries()) {
    const kinds = ODD_KINDS.filter(({ of }) => of.includes(spot.holds));
    for (let nth = 0; spot.uses === 0 && nth < kinds.length && cases.length < FEW; nth += 1)
      give(kinds[(index + nth) % kinds.length] as OddKind, [spot]);
  }
  return cases;
}

/** What a place may hold; none for what has its own spelling, is listed, or is a secret. */
function oddSpot(contract: Contract, spot: Spot): OddSpot[] {
  const { parameter, at, pointers } = spot;
  const name = parameter?.name ?? lastToken(at);
  if (name === '' || secretValues({}, { [name]: 'value' }).length > 0) return [];
  const schemas = unconditional(contract, pointers);
  if (schemas.some(({ schema }) => schema['readOnly'] === true)) return [];
  if (pointers.some((pointer) => isSecretMember(contract, pointer))) return [];
  if (['enum', 'const', 'contentEncoding', 'contentMediaType'].some((one) => keyword(schemas, one) !== undefined))
    return [];
  if (jsonText(schemas) !== undefined) return [];
  const holds = holdsOf(typesOf(schemas), keyword(schemas, 'format'));
  return holds ? [{ ...spot, holds, name, uses: 0 }] : [];
}

function holdsOf(types: ReadonlySet<string> | undefined, format: Json | undefined): Holds | undefined {
  if (types?.has('string'))
    return format === undefined ? 'text' : format === 'date' || format === 'date-time' ? format : undefined;
  if (types?.has('number')) return 'number';
  if (types?.has('integer')) return 'integer';
  return types?.has('array') ? 'list' : undefined;
}

function caseOf(
  contract: Contract,
  operation: Operation,
  { overrides, fresh }: OddStart,
  base: Base,
  spot: OddSpot,
  kind: OddKind,
): OddCase | undefined {
  const { parameter, at } = spot;
  const current = parameter ? ownMember(base.inputs[parameter.in], parameter.name) : valueAt(base.inputs.body, at);
  const value =
    typeof kind.value === 'function'
      ? kind.value((count) => itemsOf(contract, spot, current, count), spot.holds)
      : kind.value;
  if (isEqual(value, current) || (parameter && !isSendable(parameter.in, value))) return undefined;
  const place = parameter ? undefined : at;
  const odd = withValueAt(base.inputs, spot, value);
  const inputs = fresh && odd.body !== undefined ? { ...odd, body: fresh(odd.body, odd, place) } : odd;
  if (!isValid(contract, operation, overrides, inputs)) return undefined;
  const what = parameter ? `the ${parameter.in} parameter ${parameter.name}` : formatMember(at);
  const title = `a request with ${what} as ${kind.title}`;
  const placeholders = withPlaceholders(operation, overrides);
  // What names another thing may be unknown, whatever it looks like.
  const isName = parameter?.in === 'path' || namesAnother(spot.name);
  return {
    id: `${operation.id} > ${title}`,
    phase: 'odd-values',
    operation,
    title,
    inputs,
    request: encodeRequest(operation, inputs, overrides),
    expect: {
      kind: 'accepted',
      clause: spot.pointers[0] ?? operation.pointer,
      at: placeOf(spot),
      mayRefuse: isName ? true : 'noted',
      ...((kind.mayChange || kind.hasForms) && { mayNormalize: true as const }),
      ...(base.example && { example: base.example }),
    },
    ...placeholders,
    odd: { kind, ...(place !== undefined && { at: place }) },
  };
}

/** So many items of a list, all different. */
function itemsOf(contract: Contract, { pointers }: Spot, current: Json | undefined, count: number): Json[] {
  const whole = pointers[0] === undefined ? undefined : sample(contract, pointers[0], 'full');
  const [first = 'item'] = [current, whole].flatMap((one) => (Array.isArray(one) ? one.slice(0, 1) : []));
  return Array.from({ length: count }, (_, index) => (index === 0 ? first : differentValue(first, index)));
}

/** Whether a request is valid by the contract, and is read as it was meant. */
function isValid(contract: Contract, operation: Operation, overrides: Overrides, inputs: RequestValues): boolean {
  if (!hasEncoder(operation, inputs)) return false;
  const media = requestMedia(operation, inputs);
  if (media && inputs.body !== undefined && isOpen(contract, media, inputs.body)) return false;
  const request = encodeRequest(operation, inputs, overrides);
  const read = decodeOwnRequest(contract, operation, request);
  return read.errors.length === 0 && isReadAs(operation, overrides, inputs, read.inputs);
}
