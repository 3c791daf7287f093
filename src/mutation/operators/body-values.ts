import type { Json, Pointer } from '../../model/json.ts';
import { typesOf } from '../../schema/keywords.ts';
import { applicableAt, type Subschema } from '../../schema/subschemas.ts';
import { joinPointer, lastToken, pointerTokens, replaceAt, valueAt } from '../../json/pointer.ts';
import { show } from '../../text/wording.ts';
import {
  alterSuccess,
  editBody,
  isVisible,
  type DescribedBody,
  type Mutant,
  type MutationOperator,
  type Subject,
} from '../mutant.ts';
import { type Member, type MemberFault, VALUE_FAULTS, UUID, TIME, URI, SHAPE_FAULTS } from './member-faults.ts';

/** Each documented member of each success response, with every applicable fault. */
export const bodyValues: MutationOperator = {
  name: 'body-values',
  families: ['drop', 'rename', 'null', 'retype', 'empty', 'value', 'format', 'enum', 'swap'],
  mutants(subject) {
    const seen = new Set<string>();
    return subject.examples.flatMap((example) => {
      const { body, media } = example.example.response ?? {};
      if (body === undefined) return [];
      return membersOf(subject, example, body).flatMap((member) =>
        [...VALUE_FAULTS, ...SHAPE_FAULTS].flatMap((wrong): Mutant[] => {
          const key = `${wrong.does} ${member.place}`;
          const changed = wrong.change(member.value, member);
          if (!changed || seen.has(key)) return [];
          const described = media && { contract: subject.contract, media };
          if (described && !isVisible(described, body, editOf(member, wrong)(body))) return [];
          seen.add(key);
          return [mutantOf(member, wrong, described)];
        }),
      );
    });
  },
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

/** What a fault makes of a body. */
function editOf(member: Member, { family, change }: MemberFault): (body: Json) => Json {
  const { place } = member;
  return (body) => {
    const value = valueAt(body, place);
    const changed = value === undefined ? undefined : change(value, member);
    if (!changed) return body;
    const result = replaceAt(body, place, changed.to);
    return family === 'rename' ? replaceAt(result, `${place}_`, value) : result;
  };
}

function mutantOf(member: Member, fault: MemberFault, described: DescribedBody | undefined): Mutant {
  const { subject, place, clause } = member;
  const { family, does } = fault;
  const name = pointerTokens(place).join('.');
  const edit = editOf(member, fault);
  const proof = equivalenceOf(member, edit);
  return {
    id: `${subject.operation.id} ${does} ${name}`,
    family,
    title: `${does} ${name}`,
    operation: subject.operation,
    clause,
    answer: alterSuccess((response) => editBody(response, edit, described)),
    ...(proof && { equivalent: proof }),
  };
}

/** Why the changed response conforms, if that can be proved. */
function equivalenceOf(member: Member, edit: (body: Json) => Json): string | undefined {
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
  // That the schema accepts it is not a proof: survivors are there to show schemas that are too loose.
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
