import type { Pointer, Result, Run } from '../model.ts';
import { createMasker, secretsOfHeaders, secretValues } from '../contract/secrets.ts';

const masks = new WeakMap<Run, Run['mask']>();

/** A text with the secrets of a run hidden: the run's own mask, and for what could not be judged the secrets of those requests. */
export function mask(run: Run, text: string): string {
  let known = masks.get(run);
  if (!known) {
    const secrets = run.results.filter(({ undecided }) => undecided).flatMap((result) => secretsIn(run, result));
    const others = createMasker(secrets);
    known = (given) => others(run.mask(given));
    masks.set(run, known);
  }
  return known(text);
}

/** The schema of the body that a result's request has, if any. */
export function requestSchema({ case: { operation, inputs } }: Result): Pointer | undefined {
  return operation.body?.media.find(({ type }) => type === inputs.mediaType)?.schema;
}

function secretsIn(run: Run, result: Result): string[] {
  const { case: of, exchange } = result;
  const received = exchange && 'response' in exchange.outcome ? exchange.outcome.response.headers : [];
  const headers = [...of.request.headers, ...(exchange?.request.headers ?? []), ...received];
  return [...secretsOfHeaders(headers, of.operation), ...secretValues(run.contract, requestSchema(result), of.inputs.body)];
}
