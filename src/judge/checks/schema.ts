import type { SchemaError } from '../../model/contract.ts';
import type { Violation } from '../../model/finding.ts';
import type { Json } from '../../model/json.ts';
import { digitsAt, isWithin, lastToken, parentPointer, valueAt } from '../../json/pointer.ts';
import { kindOf, show, withArticle } from '../../text/wording.ts';
import type { Check } from '../judgement.ts';
import { digitsOr } from '../../json/exact-integers.ts';
import { choosesMembers } from '../chosen-members.ts';

/** The body conforms to its schema (JSON Schema 2020-12), formats asserted. */
export const schema: Check = {
  id: 'schema',
  title: 'The body conforms to its schema.',
  each: ({ errors, response, inputs }) =>
    withoutConsequences(errors).map((error): Violation => {
      const value = valueAt(response.json, error.at);
      const digits = digitsAt(response, 'json', error.at)?.toString();
      const missing = error.keyword === 'required' || error.keyword === 'dependentRequired';
      return {
        ...(missing && choosesMembers(inputs) && { severity: 'note' as const }),
        clause: error.pointer,
        at: `body${error.at}`,
        message: missing
          ? `leaves out ${lastToken(error.at)}`
          : `answers with ${nameOf(error.at)} that ${error.message}`,
        expected: formatExpected(error),
        actual:
          error.keyword === 'type'
            ? `${kindOf(value)}${typeof value === 'object' ? '' : `: ${show(value)}`}`
            : (digits ?? show(value)),
      };
    }),
};

/** Keywords that fail only because more specific ones fail. */
const WRAPPERS = new Set(['if', 'allOf', '$ref', '$dynamicRef', 'unevaluatedProperties', 'unevaluatedItems']);
const CHOICES = new Set(['anyOf', 'oneOf']);

/** The errors to report: a failed choice is reported once, and not for each branch. */
function withoutConsequences(errors: SchemaError[]): SchemaError[] {
  const choices = errors.filter(({ keyword }) => CHOICES.has(keyword));
  const outermost = choices.filter(
    (choice) => !choices.some((other) => other !== choice && other.at !== choice.at && isWithin(choice.at, other.at)),
  );
  const reported = errors.filter((error) => {
    if (CHOICES.has(error.keyword)) return outermost.includes(error);
    return !outermost.some(
      (choice) => isWithin(error.at, choice.at) && parentPointer(error.pointer) !== parentPointer(choice.pointer),
    );
  });
  const specific = reported.filter(({ keyword }) => !WRAPPERS.has(keyword));
  return specific.length > 0 ? specific : reported;
}

/** The requirement of a keyword, in a few words. */
export function formatExpected({ keyword, expected, digits, at }: SchemaError): string {
  const format = EXPECTATIONS[keyword];
  if (keyword === 'const' && digits !== undefined) return digits;
  return format ? format(digits ?? expected, at) : `${keyword} ${show(expected)}`;
}

const EXPECTATIONS: Record<string, (expected: Json, at: string) => string> = {
  type: (types) => (Array.isArray(types) ? types.join(' or ') : String(types)),
  required: (_, at) => `the member ${lastToken(at)}`,
  enum: (values) =>
    `one of ${Array.isArray(values) ? values.map((value, index) => digitsOr(values, index, show(value))).join(', ') : show(values)}`,
  const: (value) => show(value),
  format: (format) => `the format ${String(format)}`,
  pattern: (pattern) => `a match of ${String(pattern)}`,
  minLength: (length) => `at least ${String(length)} characters`,
  maxLength: (length) => `at most ${String(length)} characters`,
  minimum: (limit) => `at least ${String(limit)}`,
  maximum: (limit) => `at most ${String(limit)}`,
  exclusiveMinimum: (limit) => `more than ${String(limit)}`,
  exclusiveMaximum: (limit) => `less than ${String(limit)}`,
  minItems: (count) => `at least ${String(count)} items`,
  maxItems: (count) => `at most ${String(count)} items`,
  oneOf: () => 'exactly one of the alternatives',
  anyOf: () => 'one of the alternatives',
  additionalProperties: (_, at) => `no member ${lastToken(at)}`,
  unevaluatedProperties: (_, at) => `no member ${lastToken(at)}`,
};

function nameOf(at: string): string {
  const name = lastToken(at);
  if (name === '') return 'a body';
  return /^\d+$/.test(name) ? `an item ${name}` : withArticle(name);
}
