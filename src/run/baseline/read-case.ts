import type { Case } from '../../model/case.ts';
import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import type { JsonObject } from '../../model/json.ts';
import { fillRequired } from '../../cases/fill-required.ts';
import { applyOverrides, type Overrides } from '../../messages/overrides.ts';
import { unjudgedCase } from '../state/list-first.ts';

/** A read of what a path names, whose answer nobody judges. */
export function readCase(
  { contract, overrides }: { contract: Contract; overrides: Overrides },
  read: Operation,
  title: string,
  path: JsonObject,
): Case {
  const empty: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
  const given = applyOverrides(read, empty, overrides);
  const inputs = fillRequired(contract, read, { ...given, path: { ...given.path, ...path } });
  return unjudgedCase(read, title, inputs, overrides);
}
