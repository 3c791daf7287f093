import type { Contract } from '../model/contract.ts';
import type { Pointer } from '../model/json.ts';
import { isObject, joinPointer, valueAt } from '../json/pointer.ts';
import { childSchemas } from '../schema/dialects/dialects.ts';
import { createEngines } from '../schema/validator/ajv.ts';
import { CompileError } from '../schema/validator/compile-references.ts';
import { cyclicReference } from '../schema/validator/cyclic-references.ts';
import { collectCode } from '../schema/validator/load-ajv.ts';

/** The code of every function that AJV makes for the schemas of a contract: equal schemas have equal code. */
export function compiledCode({ document, operations }: Contract): string[] {
  const engines = createEngines(document);
  return collectCode(() => {
    for (const pointer of schemasOf({ document, operations })) {
      if (cyclicReference(document, pointer) !== undefined) continue;
      for (const reporting of ['first', 'located', 'all', 'byDiscriminator'] as const) {
        try {
          engines[reporting](pointer);
        } catch (error) {
          // It cannot be used in a page either.
          if (!(error instanceof CompileError)) throw error;
        }
      }
    }
  });
}

/** Every schema of the operations and components, and every schema in them. */
function schemasOf({ document, operations }: Pick<Contract, 'document' | 'operations'>): Set<Pointer> {
  const components = isObject(document['components']) ? document['components']['schemas'] : undefined;
  const named = isObject(components) ? Object.keys(components) : [];
  const found = new Set(named.map((name) => joinPointer('#/components/schemas', name)));
  const add = (pointers: { schema?: Pointer }[]) =>
    pointers.forEach(({ schema }) => schema !== undefined && found.add(schema));
  for (const { parameters, body, responses } of operations) {
    add(parameters);
    add(body?.media ?? []);
    for (const { headers, media } of responses) add([...headers, ...media]);
  }
  // A set goes on with what is added meanwhile.
  for (const pointer of found) {
    const node = valueAt(document, pointer);
    if (isObject(node)) for (const child of childSchemas(node, pointer)) found.add(child);
  }
  return found;
}
