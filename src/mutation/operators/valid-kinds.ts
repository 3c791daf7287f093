import type { Contract, RequestValues, MediaType, Operation } from '../../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, parentPointer, pointerTokens, valueAt } from '../../json/pointer.ts';
import { show } from '../../text/wording.ts';
import { baseInputs } from '../../cases/valid-requests.ts';
import { validVariations } from '../../cases/coverage/valid-variations.ts';

interface ValidKind {
  says: string;
  clause: Pointer;
  is(inputs: RequestValues): boolean;
  open?: string;
}

/** The kinds of valid requests that the contract distinguishes, by what they have and leave out. */
export function validKinds(contract: Contract, operation: Operation, media: MediaType): ValidKind[] {
  const bases = baseInputs(contract, operation);
  const kinds = new Map<string, ValidKind>();
  for (const { body } of bases) {
    if (body === undefined || !media.schema) continue;
    for (const { value, at, clause, title, removed } of validVariations(
      contract,
      media.schema,
      body,
      bases.flatMap((base) => (base.body === undefined ? [] : [base.body])),
    )) {
      if (!contract.accepts(media.schema, value)) continue;
      const open = media.unspecified.find((entry) => contract.accepts(entry.schema, value));
      const target = valueAt(value, at);
      const kind = kindOf(at, target, removed === true, clause, title);
      const known = kinds.get(kind.says);
      if (!known) kinds.set(kind.says, { ...kind, ...(open && { open: open.says }) });
      else if (!open) delete known.open;
    }
  }
  const documented = operation.examples.map((example): ValidKind => ({
    says: `the documented request ${example.name}`,
    clause: example.pointer,
    is: ({ body }) => JSON.stringify(body) === JSON.stringify(example.request.body),
  }));
  // Open only if every valid request of the kind is open, including those from which cases are made.
  const closed = bases.filter(
    ({ body }) => body !== undefined && !media.unspecified.some((entry) => contract.accepts(entry.schema, body)),
  );
  for (const kind of kinds.values()) if (closed.some((base) => kind.is(base))) delete kind.open;
  return [...documented, ...kinds.values()];
}

function kindOf(at: Pointer, value: Json | undefined, removed: boolean, clause: Pointer, title: string): ValidKind {
  const name = pointerTokens(at).join('.');
  const parent = parentPointer(at);
  if (removed)
    return {
      says: `a request without ${name}`,
      clause,
      is: ({ body }) => isObject(valueAt(body, parent) ?? null) && valueAt(body, at) === undefined,
    };
  const isListed = clause.endsWith('/enum') || typeof value === 'boolean';
  if (isListed)
    return { says: `a request with ${name} as ${show(value)}`, clause, is: ({ body }) => valueAt(body, at) === value };
  if (isObject(value ?? null) && Object.keys(value as JsonObject).length === 0)
    return {
      says: `a request with an empty ${name}`,
      clause,
      is: ({ body }) => JSON.stringify(valueAt(body, at)) === '{}',
    };
  if (title.includes('another'))
    return {
      says: `a request with an undocumented ${name}`,
      clause,
      is: ({ body }) => JSON.stringify(valueAt(body, at)) === JSON.stringify(value),
    };
  return { says: `a request with ${name}`, clause, is: ({ body }) => valueAt(body, at) !== undefined };
}
