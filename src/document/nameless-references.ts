import type { JsonObject } from '../model/json.ts';
import { isObject, valueAt } from '../json/pointer.ts';
import type { listReferences } from '../schema/references.ts';
import type { RepairWarning } from './moves.ts';

/** A reference to schemas that names none of them, as some generators write it where a class has no name. */
const NAMELESS = /^#\/(components\/schemas|definitions)\/$/;

/**
 * Takes references to a schema without a name out of a document, so that the rest of it can be used: nothing is known of what they
 * stand for, and nobody is accused of breaking it. A schema whose name is empty is one like others.
 */
export function dropNamelessReferences(
  document: JsonObject,
  references: ReturnType<typeof listReferences>,
): RepairWarning[] {
  return references.flatMap(({ pointer, ref }) => {
    const schema = NAMELESS.test(ref) ? valueAt(document, pointer) : undefined;
    if (!isObject(schema) || valueAt(document, ref) !== undefined) return [];
    delete schema['$ref'];
    return [{ pointer, message: `refers to ${ref}, which names no schema: nothing is known of it`, guess: pointer }];
  });
}
