import type { Contract } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { keyword, numbersOf } from '../../schema/keywords.ts';
import { unconditional } from '../../schema/subschemas.ts';
import { randomEnd } from '../random-end.ts';

/** A member of a thing, by its name, with its clause. */
export interface NamedMember {
  name: string;
  clause: Pointer;
}

/** The members that only answers have (`readOnly`), or only requests (`writeOnly`), by the clauses of a schema's members. */
export function oneSided(
  contract: Contract,
  members: ReadonlyMap<string, { clause: Pointer }>,
  side: 'readOnly' | 'writeOnly',
): NamedMember[] {
  return [...members].flatMap(([name, { clause }]) =>
    unconditional(contract, [clause]).some(({ schema }) => schema[side] === true) ? [{ name, clause }] : [],
  );
}

/** A valid value of a member that its server would not choose; undefined where none is known. */
export function foreignValue(contract: Contract, { clause }: NamedMember, current: Json | undefined): Json | undefined {
  const schemas = unconditional(contract, [clause]);
  const listed = keyword(schemas, 'enum');
  const format = keyword(schemas, 'format');
  const [most = 2_000_000_000] = numbersOf(schemas, 'maximum');
  const candidates: Json[] = Array.isArray(listed)
    ? listed.filter((one) => one !== current && one !== null)
    : typeof current === 'number'
      ? [Math.min(most, Math.round(current) + 700_001), Math.round(current) + 1]
      : typeof current === 'boolean'
        ? [!current]
        : typeof current === 'string'
          ? texts(format, current)
          : [];
  return candidates.find((one) => one !== current && contract.accepts(clause, one));
}

function texts(format: Json | undefined, current: string): string[] {
  if (format === 'date-time') return ['2001-02-03T04:05:06Z'];
  if (format === 'date') return ['2001-02-03'];
  if (UUID.test(current)) return [crypto.randomUUID()];
  if (typeof format === 'string' && /^(uri|iri|url)/.test(format)) return [`${current}-assay`];
  const end = randomEnd();
  return [`assay-${end}`, `assay${end}`, current.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Names of what changes with each change, or by itself. */
const OF_THE_STATE = /(updat|modif|chang|edit|last|seen|version|revision|etag|views?|hits?|count|age|expire)/i;

/** Whether a member may change though nobody sends it. */
export function mayChange(contract: Contract, { name, clause }: NamedMember): boolean {
  if (OF_THE_STATE.test(name)) return true;
  const schemas = unconditional(contract, [clause]);
  return (
    keyword(schemas, 'readOnly') === true &&
    !/^(_?id|uuid|guid|created|createdat|self|href|url)$/i.test(name.replace(/_/g, ''))
  );
}
