import type { Contract } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, valueAt } from '../../json/pointer.ts';
import { pointerOfRef } from '../../schema/references.ts';
import { itemSchemas, listed, memberSchemas, named, type Subschema } from '../../schema/subschemas.ts';
import type { TemplateNode } from './body-template.ts';
import { ANNOTATIONS } from './value-test.ts';

/*
 * Which values of a body can be held to their own schemas, one by one. Where a schema says only which members there are and what
 * each is like, a body conforms if another with the same members does and each value that differs conforms to its own
 * schemas. A choice, a condition or a keyword that is not known here may tie values to one another.
 */

/** A part of a template whose value differs from answer to answer. */
export type Slot = TemplateNode & { kind: 'generated' | 'placeholder' };

/** What a schema says about the values of a template. */
export interface Ties {
  /** The schemas that each value has to conform to, whatever the others are. */
  schemas: Map<Slot, Set<Pointer>>;
  /** The values on which it may depend whether others conform. */
  tied: Set<Slot>;
}

export function tiesOf(contract: Pick<Contract, 'document'>, schema: Pointer | undefined, body: TemplateNode): Ties {
  const ties: Ties = { schemas: new Map(), tied: new Set() };
  if (schema !== undefined) createWalk(contract, ties)(schema, body, true);
  return ties;
}

/** The slots of a template, in the order in which they are filled. */
export function slotsOf(node: TemplateNode): Slot[] {
  if (node.kind === 'fixed') return [];
  if (node.kind === 'object') return node.members.flatMap(([, member]) => slotsOf(member));
  return node.kind === 'array' ? node.items.flatMap(slotsOf) : [node];
}

/** @param applies whether the schema applies to each value, and not only to some */
type Walk = (schema: Pointer, node: TemplateNode, applies: boolean) => void;

function createWalk({ document }: Pick<Contract, 'document'>, { schemas, tied }: Ties): Walk {
  const seen = new Map<TemplateNode, Set<string>>();
  const isNew = (node: TemplateNode, key: string): boolean => {
    const known = seen.get(node) ?? new Set();
    seen.set(node, known);
    return known.size < known.add(key).size;
  };
  const tie = (node: TemplateNode): void => slotsOf(node).forEach((slot) => tied.add(slot));

  const walk: Walk = (pointer, node, applies) => {
    if (node.kind === 'fixed' || !isNew(node, `${pointer} ${applies}`)) return;
    if (node.kind === 'generated' || node.kind === 'placeholder') {
      if (applies) schemas.set(node, (schemas.get(node) ?? new Set()).add(pointer));
      else tied.add(node);
      return;
    }
    const schema = valueAt(document, pointer);
    // `true` says nothing, and `false` only that it must not be there.
    if (typeof schema === 'boolean') return;
    if (!isObject(schema)) return tie(node);
    for (const [keyword, value] of Object.entries(schema)) {
      if (SHAPE.has(keyword) || keyword.startsWith('x-')) continue;
      const next = NEXT.get(keyword)?.({ pointer, schema }, value, node);
      if (next) next.forEach(([at, part, always]) => walk(at, part, applies && always));
      else tie(node);
    }
  };
  return walk;
}

/** What a schema leads to: a schema for the same container, for a member or for an item, and whether it applies to each value. */
type Next = [schema: Pointer, node: TemplateNode, always: boolean][];
type Container = TemplateNode & { kind: 'object' | 'array' };

/** Keywords that say which members or how many items there are, and those that say nothing about a value. */
const SHAPE = new Set([
  ...['type', 'required', 'dependentRequired', 'minProperties', 'maxProperties', 'minItems', 'maxItems'],
  ...ANNOTATIONS,
]);

type Follow = (subschema: Subschema, value: Json, node: Container) => Next | undefined;

const members: Follow = (subschema, _, node) =>
  node.kind === 'array'
    ? []
    : node.members.flatMap(([name, member]) =>
        memberSchemas(subschema, name).map((at): Next[number] => [at, member, true]),
      );

const items: Follow = (subschema, value, node) => {
  if (node.kind === 'object') return [];
  // An item that is left out moves those after it to other places.
  const moves = subschema.schema['prefixItems'] !== undefined && node.items.some(mayBeLeftOut);
  if (moves || (Array.isArray(value) && subschema.schema['items'] === value)) return undefined;
  return node.items.flatMap((item, index) => itemSchemas(subschema, index).map((at): Next[number] => [at, item, true]));
};

const choice =
  (keyword: string): Follow =>
  (subschema, _, node) =>
    listed(subschema, keyword).map((at) => [at, node, keyword === 'allOf']);

const condition =
  (keyword: string): Follow =>
  ({ pointer }, _, node) => [[joinPointer(pointer, keyword), node, false]];

const referred: Follow = (_, ref, node) =>
  typeof ref === 'string' && ref.startsWith('#') ? [[pointerOfRef(ref), node, true]] : undefined;

const dependent: Follow = (subschema, _, node) =>
  named(subschema, 'dependentSchemas').map(([, at]) => [at, node, false]);

const NEXT = new Map<string, Follow>([
  ['$ref', referred],
  ...['properties', 'patternProperties', 'additionalProperties'].map((keyword) => [keyword, members] as const),
  ...['items', 'prefixItems'].map((keyword) => [keyword, items] as const),
  ...['allOf', 'anyOf', 'oneOf'].map((keyword) => [keyword, choice(keyword)] as const),
  ...['not', 'if', 'then', 'else'].map((keyword) => [keyword, condition(keyword)] as const),
  ['dependentSchemas', dependent],
]);

/** Whether a body may lack a part, as nothing was sent for it. */
export function mayBeLeftOut(node: TemplateNode): boolean {
  if (node.kind === 'placeholder') return !node.late;
  return node.kind === 'object' && node.members.every(([, member]) => mayBeLeftOut(member));
}
