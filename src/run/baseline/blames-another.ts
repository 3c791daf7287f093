import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import { hintsOf } from '../../cases/baseline/hints/read-hints.ts';
import { normalise } from '../../contract/resources/names.ts';
import { isObject, pointerTokens } from '../../json/pointer.ts';

/**
 * Whether a server refuses a variation for another member of its body than the one that varies: `operator` as `NUM_EQ` is allowed, and
 * refused for what `value` is beside it. What the refusal names has to be there, and lie neither above nor below the place.
 */
export function blamesAnother({ expect, inputs }: Case, { outcome }: Exchange): boolean {
  const at = 'at' in expect ? /^request body(#\/.*)$/.exec(expect.at)?.[1] : undefined;
  if (at === undefined || !isObject(inputs.body) || !('response' in outcome)) return false;
  const named = hintsOf(outcome.response)
    .map(({ path }) => path.map(normalise))
    .filter((path) => path.length > 0);
  const varied = pointerTokens(at).map(normalise);
  const members = new Set(Object.keys(inputs.body).map(normalise));
  return (
    named.length > 0 &&
    named.every(
      ([first = '', ...others]) =>
        members.has(first) && !varied.includes([first, ...others].at(-1) ?? '') && first !== varied[0],
    )
  );
}
