import type { Leaf } from '../../model/binding.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { applicableAt, type Subschema } from '../../schema/subschemas.ts';
import { joinPointer, lastToken, parentPointer, pointerTokens, replaceAt, valueAt } from '../../json/pointer.ts';
import { show } from '../../text/wording.ts';
import { differentValue } from '../../schema/sample.ts';
import { alterSuccess, editBody, type Mutant, type Operator, type Subject } from '../mutant.ts';
import { keyword, typesOf } from '../../schema/keywords.ts';

/** A documented member of a response's body. */
interface Member {
  subject: Subject;
  example: Subject['examples'][number];
  place: Pointer;
  value: Json;
  schemas: Subschema[];
  clause: Pointer;
  leaf?: Leaf;
}

/** One way to get a member wrong: its new value, `undefined` to leave it out, and nothing where the way does not fit. */
interface MemberFault {
  family: string;
  /** What it does, the member's name behind it. */
  does: string;
  change(value: Json, member: Member): { to: Json | undefined } | undefined;
}

/** Each documented member of each success response, wrong in every way that fits it. */
export const bodyValues: Operator = (subject) => {
  const seen = new Set<string>();
  return subject.examples.flatMap((example) => {
    const body = example.example.response?.body;
    if (body === undefined) return [];
    return membersOf(subject, example, body).flatMap((member) =>
      [...VALUE_FAULTS, ...SHAPE_FAULTS].flatMap((wrong): Mutant[] => {
        const key = `${wrong.does} ${member.place}`;
        const changed = wrong.change(member.value, member);
        if (!changed || seen.has(key)) return [];
        seen.add(key);
        return [mutantOf(member, wrong)];
      }),
    );
  });
};

function membersOf(subject: Subject, example: Subject['examples'][number], body: Json): Member[] {
  const { response } = example.example;
  const schema = response?.media?.schema;
  const found: Member[] = [];
  const visit = (value: Json, place: Pointer): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, child] of Object.entries(value)) {
      const at = joinPointer(place, name);
      const schemas = schema ? applicableAt(subject.contract, schema, body, at) : [];
      const leaf = example.leaves.find((candidate) => candidate.place.in === 'body' && candidate.place.pointer === at);
      found.push({
        subject,
        example,
        place: at,
        value: child,
        schemas,
        clause: schemas.at(-1)?.pointer ?? joinPointer(response?.pointer ?? '#', ...pointerTokens(at)),
        ...(leaf && { leaf }),
      });
      visit(child, at);
    }
  };
  visit(body, '#');
  return found;
}

function mutantOf(member: Member, { family, does, change }: MemberFault): Mutant {
  const { subject, place, clause } = member;
  const name = pointerTokens(place).join('.');
  const edit = (body: Json): Json => {
    const value = valueAt(body, place);
    const changed = value === undefined ? undefined : change(value, member);
    if (!changed) return body;
    const result = replaceAt(body, place, changed.to);
    return family === 'rename' ? replaceAt(result, `${place}_`, value) : result;
  };
  const proof = conforms(member, edit);
  return {
    id: `${subject.operation.id} ${does} ${name}`,
    family,
    title: `${does} ${name}`,
    operation: subject.operation,
    clause,
    answer: alterSuccess((response) => editBody(response, edit)),
    ...(proof && { equivalent: proof }),
  };
}

/** Why the documented answer conforms with the change in it, if that can be proved. */
function conforms(member: Member, edit: (body: Json) => Json): string | undefined {
  const { subject, example, place, leaf, value } = member;
  const { contract } = subject;
  const { response } = example.example;
  const body = response?.body;
  const schema = response?.media?.schema;
  if (body === undefined || !schema || !leaf || leaf.kind !== 'volatile') return undefined;
  const changed = edit(body);
  if (valueAt(changed, place) === undefined || !contract.accepts(schema, changed)) return undefined;
  const source = example.leaves.some(({ template }) =>
    template?.some((part) => typeof part !== 'string' && part.in === 'response' && part.pointer === place),
  );
  // That a schema lets it pass is no proof: a schema that is too loose is what survivors are there to show.
  if (source || !isAlike(value, valueAt(changed, place) as Json, member.schemas)) return undefined;
  return `${lastToken(place)} may be ${show(valueAt(changed, place))}: ${leaf.because}, and the schema allows it`;
}

/** Whether a value is of the documented one's kind: a timestamp for a timestamp, a uuid for a uuid; and null where the schema lists it. */
function isAlike(documented: Json, value: Json, schemas: Subschema[]): boolean {
  if (value === null) return typesOf(schemas)?.has('null') ?? false;
  if (typeof documented !== typeof value || documented === null) return false;
  if (typeof documented !== 'string' || typeof value !== 'string') return true;
  return value !== '' && [UUID, TIME, URI].every((shape) => shape.test(documented) === shape.test(value));
}

const ANOTHER_TYPE: Record<string, Json> = {
  string: 0,
  number: 'text',
  boolean: 'text',
  object: 'text',
  array: {},
  null: {},
};

function typeOf(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

const VALUE_FAULTS: MemberFault[] = [
  { family: 'drop', does: 'leaves out', change: () => ({ to: undefined }) },
  { family: 'rename', does: 'misspells', change: () => ({ to: undefined }) },
  { family: 'null', does: 'answers null for', change: (value) => (value === null ? undefined : { to: null }) },
  {
    family: 'retype',
    does: 'changes the type of',
    change: (value) => ({ to: isText(value) ? numberOf(value) : (ANOTHER_TYPE[typeOf(value)] ?? null) }),
  },
  {
    family: 'empty',
    does: 'empties',
    change: (value) =>
      value === '' ||
      value === null ||
      typeof value === 'number' ||
      typeof value === 'boolean' ||
      (typeof value === 'object' && Object.keys(value).length === 0)
        ? undefined
        : { to: typeof value === 'string' ? '' : Array.isArray(value) ? [] : {} },
  },
];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;
const TIME = /^\d{4}-\d\d-\d\dT/;
const URI = /^(\/|https?:)\S+$/i;

/** Ways that depend on what the value looks like. */
const SHAPE_FAULTS: MemberFault[] = [
  {
    family: 'value',
    does: 'answers with another',
    change: (value, { schemas }) =>
      isText(value) || typeof value === 'number' || typeof value === 'boolean'
        ? { to: otherValue(value, schemas) }
        : undefined,
  },
  {
    family: 'value',
    does: 'truncates',
    change: (value) => (isText(value) && value.length > 1 ? { to: value.slice(0, -1) } : undefined),
  },
  {
    family: 'value',
    does: 'changes the letter case of',
    change: (value, member) =>
      isText(value) && recase(value) !== value && !isCaseless(value, member) ? { to: recase(value) } : undefined,
  },
  {
    family: 'format',
    does: 'breaks the format of',
    change: (value) => (isText(value) && UUID.test(value) ? { to: `no-${value}` } : undefined),
  },
  {
    family: 'format',
    does: 'answers with a text that is none of the format of',
    change: (value, { schemas }) =>
      value === null && keyword(schemas, 'format') !== undefined ? { to: 'not of that format {' } : undefined,
  },
  {
    family: 'format',
    does: 'answers with no time for',
    change: (value) => (isText(value) && TIME.test(value) ? { to: 'yesterday' } : undefined),
  },
  {
    family: 'format',
    does: 'answers with no URI for',
    change: (value) => (isText(value) && URI.test(value) ? { to: `not a URI ${value}` } : undefined),
  },
  {
    family: 'enum',
    does: 'leaves the enumeration of',
    change: (value, { schemas }) =>
      isText(value) && keyword(schemas, 'enum') !== undefined ? { to: `${value}-assay` } : undefined,
  },
  { family: 'swap', does: 'swaps with its neighbour', change: swap },
];

/** A number that differs for texts that do: an identifier that is wrong is still one of its own. */
function numberOf(text: string): number {
  let sum = 7;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum;
}

function isText(value: Json): value is string {
  return typeof value === 'string' && value !== '';
}

/** Another value of the same kind, one of the enumeration where there is one. */
function otherValue(value: string | number | boolean, schemas: Subschema[]): Json {
  const values = keyword(schemas, 'enum');
  const other = Array.isArray(values) ? values.find((candidate) => candidate !== value) : undefined;
  return other ?? differentValue(value);
}

function recase(text: string): string {
  const upper = text.toUpperCase();
  return upper === text ? text.toLowerCase() : upper;
}

/** Timestamps and uuids mean the same in either case (RFC 3339 §5.6, RFC 9562 §4). */
function isCaseless(text: string, { leaf }: Member): boolean {
  return leaf?.kind === 'volatile' && (UUID.test(text) || TIME.test(text));
}

/** The value of the nearest other text that is bound: the self link for the app link. */
function swap(value: Json, { example, place, leaf }: Member): { to: Json } | undefined {
  if (!isText(value) || leaf?.kind !== 'bound') return undefined;
  const body = example.example.response?.body;
  const others = example.leaves.filter(
    ({ kind, place: other, value: text }) =>
      kind === 'bound' &&
      other.in === 'body' &&
      other.pointer !== place &&
      typeof text === 'string' &&
      text !== leaf.value,
  );
  const near = others.find(
    ({ place: other }) =>
      other.in === 'body' &&
      parentPointer(parentPointer(other.pointer)) === parentPointer(parentPointer(place)) &&
      lastToken(other.pointer) === lastToken(place),
  );
  const from = near?.place.in === 'body' ? valueAt(body, near.place.pointer) : undefined;
  return from === undefined ? undefined : { to: from };
}
