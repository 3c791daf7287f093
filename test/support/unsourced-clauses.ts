import type { Contract } from '../../src/model/contract.ts';
import type { Pointer } from '../../src/model/json.ts';
import { listConstraints } from '../../src/schema/constraints.ts';
import { parentPointer } from '../../src/json/pointer.ts';
import { statementsOf, type OwnStatement } from '../../src/contract/sources.ts';

/**
 * The clauses of a contract without a source: neither they nor the object around them have an `x-source` or an `x-inferred`.
 * Operations, parameters, bodies, media types, responses, headers, security schemes, examples and each constraint of each
 * schema are clauses.
 */
export function unsourced(contract: Contract): Pointer[] {
  const found: Pointer[] = [];
  const own = (pointer: Pointer) =>
    statementsOf(contract.resolve(pointer).value, contract.resolve(pointer).pointer, contract.documents);
  const needs = (pointer: Pointer) => {
    if (own(pointer).every(({ clauses, checks, when }) => clauses ?? checks ?? when)) found.push(pointer);
  };
  const schema = (root: Pointer): void => {
    for (const { pointer, keyword } of listConstraints(contract, root)) {
      const holder = parentPointer(pointer);
      const backs = ({ clauses, checks, when }: OwnStatement) =>
        !checks && !when && (!clauses || clauses.includes(keyword));
      if (!own(holder).some(backs)) found.push(pointer);
      // The requirements of a `then` also depend on its condition.
      const conditional = /^(.*)\/then(\/|$)/.exec(holder)?.[1];
      if (conditional) needs(`${conditional}/if`);
    }
  };

  (Array.isArray(contract.document['servers']) ? contract.document['servers'] : []).forEach((_, index) => {
    if (own(`#/servers/${index}`).length === 0) found.push(`#/servers/${index}`);
  });
  for (const operation of contract.operations) {
    needs(operation.pointer);
    // That credentials are required is a clause too.
    if (!own(operation.pointer).some(({ clauses }) => clauses?.includes('security')))
      found.push(`${operation.pointer}/security`);
    for (const parameter of operation.parameters) {
      needs(parameter.pointer);
      if (parameter.schema) schema(parameter.schema);
    }
    for (const scheme of operation.security.flat()) needs(scheme.pointer);
    const { body } = operation;
    if (body) needs(body.pointer);
    for (const response of operation.responses) {
      needs(response.pointer);
      for (const header of response.headers) {
        needs(header.pointer);
        if (header.schema) schema(header.schema);
      }
    }
    for (const media of [...(body?.media ?? []), ...operation.responses.flatMap((response) => response.media)]) {
      needs(media.pointer);
      if (media.schema) schema(media.schema);
      for (const example of media.examples.values()) needs(example.pointer.replace(/\/value$/, ''));
    }
  }
  return [...new Set(found)];
}
