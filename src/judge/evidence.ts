import type { Statement } from '../model/contract.ts';
import type { Evidence, Violation } from '../model/finding.ts';
import { statementOf, statementsOf } from '../contract/sources.ts';
import { isWithin, joinPointer } from '../json/pointer.ts';
import type { Check, Judgement } from './judgement.ts';
import { withoutMapKeys } from './map-keys.ts';

/** What the weight of a violation depends on. */
type Weighed = Pick<Judgement, 'contract' | 'media' | 'response'>;

/**
 * Adds the evidence to a violation, and its place without keys. A violation that only an inference supports becomes a note, unless the inference is
 * supported by a word of the documents or by a standard.
 */
export function weigh(judged: Weighed, check: Check, violation: Violation): Violation {
  const conditional = conditionalInference(judged, check, violation);
  const statement = conditional ?? judged.contract.statement(violation.clause, check.id);
  const evidence = conditional ? inferenceOf(conditional) : (violation.evidence ?? evidenceFor(check, statement));
  const isInferredAlone = evidence.kind === 'inference' && evidence.because === undefined;
  const general = withoutMapKeys(judged, violation.at);
  return {
    ...violation,
    ...(general !== undefined && { general }),
    ...(isInferredAlone && { severity: 'note' as const }),
    evidence,
    ...(statement && { statement }),
  };
}

/** The evidence of a check's finding, given the statement of its clause. */
export function evidenceFor({ rests }: Pick<Check, 'rests'>, statement: Statement | undefined): Evidence {
  if (rests?.kind === 'standard') return rests;
  if (statement?.kind === 'inferred') return inferenceOf(statement);
  // No document prints that something is unique, or absent.
  if (rests?.kind === 'inference') return rests;
  return statement?.printed ? { kind: 'value' } : (rests ?? { kind: 'sentence' });
}

function inferenceOf({ carried }: Statement): Evidence {
  return { kind: 'inference', ...(carried !== undefined && { because: carried }) };
}

/** The inference about a place in the body that applies only to some bodies, if this body is one of them. */
function conditionalInference(
  { contract, media, response }: Weighed,
  { id }: Check,
  { at }: Violation,
): Statement | undefined {
  const place = /^body(#.*)$/.exec(at)?.[1];
  if (place === undefined || media?.schema === undefined || response.json === undefined) return undefined;
  const { pointer, value } = contract.resolve(media.schema);
  const found = statementsOf(value, pointer, contract.documents).find(
    ({ when, members = [], checks }) =>
      when !== undefined &&
      (!checks || checks.includes(id)) &&
      members.some((name) => isWithin(place, joinPointer('#', name))) &&
      contract.accepts(when, response.json ?? null),
  );
  return found && statementOf(found);
}
