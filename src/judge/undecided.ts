import type { Contract, SchemaError } from '../model/contract.ts';
import type { Undecided } from '../model/finding.ts';
import type { Case } from '../model/case.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Pointer } from '../model/json.ts';
import type { InconsistentExample } from '../contract/inconsistent-examples.ts';
import { cut, plain, plural } from '../text/wording.ts';

/** Why an answer cannot be judged, with what to do about it. */
export function obstacleOf(
  contract: Contract,
  { expect, operation, request, placeholderParameters: placeholders, contradiction }: Case,
  { outcome, retries }: Exchange,
): Omit<Undecided, 'operation' | 'case'> | undefined {
  if ('failure' in outcome) return { reason: outcome.failure.message };
  const { status } = outcome.response;
  if (status === 429 || status === 503)
    return {
      reason: `the target answers ${status} (${retries === 0 ? 'and asks for more patience than a run has' : `after ${retries + 1} tries`})`,
      hint: 'Try again later, or with a lower --rate.',
    };
  // What a generated request names or wants need not be there, nor be for everybody.
  const isOpen = expect.kind === 'accepted' && expect.mayRefuse !== undefined;
  if ((status === 401 || (status === 403 && !isOpen)) && expect.kind !== 'refused') {
    const given = request.headers.some(([name]) => name.toLowerCase() === 'authorization');
    const names = operation.security.length > 0 || given ? "--header 'Authorization: …'" : "--header 'Name: value'";
    return {
      reason: `the target refuses the credentials (${status})`,
      hint: `Give ones that it accepts with ${names}.`,
    };
  }
  if (contradiction && status >= 400 && status < 500)
    return {
      reason: plain(
        `the contract contradicts itself: in its own example ${cut(`${contradiction.at} ${contradiction.message}`, 200)}, and the target refuses it (${status})`,
      ),
      hint: `Mend the example, or the schema at ${sayPlace(contract, contradiction.clause)}: a server can follow one of them.`,
    };
  if (status === 404 && expect.kind !== 'refused' && !isOpen && placeholders)
    return {
      reason: 'the target answers 404, and no document says what to name in the path',
      hint: `Name something that is there: ${placeholders.map((name) => `--set ${name}=VALUE`).join(' ')}`,
    };
  return undefined;
}

/** A fault of the contract, which no answer can make good, in words; each is worked out once. */
export function createContradictions(
  contract: Contract,
): (contradiction: InconsistentExample) => Omit<Undecided, 'operation' | 'case'> {
  const said = new Map<InconsistentExample, Omit<Undecided, 'operation' | 'case'>>();
  return (contradiction) => {
    const known = said.get(contradiction) ?? sayContradiction(contract, contradiction);
    said.set(contradiction, known);
    return known;
  };
}

function sayContradiction(
  contract: Contract,
  { example, errors }: InconsistentExample,
): Omit<Undecided, 'operation' | 'case'> {
  const [error, ...others] = errors as [SchemaError, ...SchemaError[]];
  const more = others.length > 0 ? `, and is wrong in ${plural(others.length, 'other way')}` : '';
  return {
    reason: plain(
      `the contract contradicts itself: in its own example ${cut(`body${error.at} ${error.message}`, 200)}${more}`,
    ),
    hint: `Mend the example at ${sayPlace(contract, example.pointer)} or the schema at ${sayPlace(contract, error.pointer)}: a server can follow one of them.`,
  };
}

function sayPlace(contract: Contract, pointer: Pointer): string {
  const { file, line, column } = contract.locate(pointer);
  return `${file}:${line}:${column}`;
}
