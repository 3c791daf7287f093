import type { Json, Result, Run } from '../model.ts';
import { readJson } from '../contract/json.ts';
import { maskValue } from '../contract/secrets.ts';

/** The body of a result's response as JSON with its secrets masked, or undefined where it is none. */
export function maskedBody(run: Run, { case: of, exchange }: Result): Json | undefined {
  if (!exchange || !('response' in exchange.outcome)) return undefined;
  const { response } = exchange.outcome;
  const read = readJson(new TextDecoder().decode(response.body));
  if ('problem' in read) return undefined;
  const media = of.operation.responses.find(({ status }) => status === String(response.status))?.media[0];
  const masked = maskValue(run.contract, media?.schema, read.value);
  // What stands under another name, or in a body that no schema describes, is found by its value.
  const again = readJson(run.mask(JSON.stringify(masked)));
  return 'problem' in again ? undefined : again.value;
}
