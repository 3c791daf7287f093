import type { Contract } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { isObject, isWithin, joinPointer, ownMember } from '../../json/pointer.ts';
import { memberSchemas } from '../../schema/subschemas.ts';
import { walk } from '../variations.ts';
import { requiredNames } from '../../schema/keywords.ts';

/**
 * Names the place in a shrunken case that causes its finding: its only optional member or its only optional parameter. A case
 * with several of them does not change.
 */
export function localizeFault(contract: Contract, testCase: Case): Case {
  const { expect, inputs, operation } = testCase;
  if (expect.kind !== 'accepted' || !/^request( body)?$/.test(expect.at)) return testCase;
  const media = requestMedia(operation, inputs);
  const members =
    media?.schema && inputs.body !== undefined ? optionalMembers(contract, media.schema, inputs.body) : [];
  // The innermost of nested members is the most exact place.
  const last = members.at(-1);
  const chain = last && members.every(({ at }) => isWithin(last.at, at)) ? last : undefined;
  const parameters = operation.parameters.filter(
    ({ in: where, name, required }) => !required && ownMember(inputs[where], name) !== undefined,
  );
  const [parameter] = parameters;
  if (chain && parameters.length === 0)
    return { ...testCase, expect: { ...expect, clause: chain.clause, at: `request body${chain.at}` } };
  if (parameter && parameters.length === 1 && members.length === 0)
    return {
      ...testCase,
      expect: {
        ...expect,
        clause: parameter.schema ?? parameter.pointer,
        at: `request ${parameter.in} ${parameter.name}`,
      },
    };
  return testCase;
}

function optionalMembers(contract: Contract, schema: Pointer, body: Json): { at: Pointer; clause: Pointer }[] {
  return walk(contract, schema, body, [
    ({ value, schemas, at }) => {
      if (!isObject(value)) return [];
      const required = requiredNames(schemas);
      return Object.keys(value)
        .filter((name) => !required.has(name))
        .map((name) => ({
          at: joinPointer(at, name),
          clause: schemas.flatMap((subschema) => memberSchemas(subschema, name))[0] ?? schema,
        }));
    },
  ]);
}
