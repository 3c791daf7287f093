import type { Base } from '../valid-requests.ts';
import type { Contract, RequestValues, Operation } from '../../model/contract.ts';
import type { Expectation } from '../../model/case.ts';
import type { Request } from '../../model/exchange.ts';
import type { Pointer } from '../../model/json.ts';
import { isObject, lastToken, parentPointer, valueAt } from '../../json/pointer.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import type { Overrides } from '../../messages/overrides.ts';
import { restoreDigits } from '../../schema/restore-digits.ts';

/** An unproved case: its request, and the claim that it is valid or invalid. */
export interface Draft {
  /** After "a request". */
  title: string;
  inputs: RequestValues;
  expect: Expectation;
  request: Request;
}

/** What the drafts of one valid request share. */
export interface DraftContext {
  contract: Contract;
  operation: Operation;
  overrides: Overrides;
  base: Base;
}

/** What one draft sends, and what it is about. */
export interface DraftSubject {
  inputs: RequestValues;
  /** What allows the request, or forbids it. */
  clause: Pointer;
  /** Where that stands in the request. */
  at: string;
  /** After "a request". */
  title: string;
}

/** A request that has to be accepted. */
export function accepted(
  { contract, operation, overrides, base }: DraftContext,
  { inputs, clause, at, title }: DraftSubject,
): Draft {
  const expect: Expectation = {
    kind: 'accepted',
    clause,
    at,
    ...(base.example && { example: base.example }),
    ...(isStated(contract, clause) && { stated: true }),
  };
  restoreDigits(contract.document, inputs);
  return { title, inputs, request: encodeRequest(operation, inputs, overrides), expect };
}

/** A request that has to be refused. */
export function refused(
  { operation, overrides }: Pick<DraftContext, 'operation' | 'overrides'>,
  { inputs, clause, at, title }: DraftSubject,
): Draft {
  return {
    title,
    inputs,
    request: encodeRequest(operation, inputs, overrides),
    expect: { kind: 'refused', clause, at },
  };
}

export function withoutBody({ body: _, mediaType: __, ...inputs }: RequestValues): RequestValues {
  return inputs;
}

/** Keywords that allow a value in so many words; that a member may be there, or of a type, leaves open what it may be. */
const STATED = new Set(['enum', 'const', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems']);

/** Bounds that say no more than that there is something: `minimum: 0` of an identifier allows no identifier 0. */
const LEAST: Record<string, string> = { minimum: 'maximum', minLength: 'maxLength', minItems: 'maxItems' };

function isStated(contract: Contract, clause: Pointer): boolean {
  const keyword = lastToken(clause);
  const schema = valueAt(contract.document, parentPointer(clause));
  const most = LEAST[keyword];
  if (!STATED.has(keyword) || most === undefined || !isObject(schema)) return STATED.has(keyword);
  return schema[most] !== undefined || Number(schema[keyword]) > 1;
}
