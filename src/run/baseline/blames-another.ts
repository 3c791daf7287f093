import type { Case } from '../../model/case.ts';
import type { Json } from '../../model/json.ts';
import type { Exchange } from '../../model/exchange.ts';
import { hintsOf } from '../../cases/baseline/hints/read-hints.ts';
import { refusalMessage } from '../../messages/refusal-message.ts';
import { normalise, reference } from '../../contract/resources/names.ts';
import { objectsIn } from '../../json/objects-in.ts';
import { isObject, lastToken, pointerTokens } from '../../json/pointer.ts';

/**
 * Whether a server refuses a variation for another member of its body than the one that varies: `operator` as `NUM_EQ` is allowed, and
 * refused for what `value` is beside it. What the refusal names has to be there, and lie neither above nor below the place.
 */
export function blamesAnother({ expect, inputs }: Case, { outcome }: Exchange): boolean {
  const at = 'at' in expect ? /^request body(#\/.*)$/.exec(expect.at)?.[1] : undefined;
  if (at === undefined || !isObject(inputs.body) || !('response' in outcome)) return false;
  if (speaksOfNamed(inputs.body, lastToken(at), refusalMessage(outcome.response) ?? '')) return true;
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

/**
 * Whether the words are about what another member names: “Cannot allocate IPv6 subnet from IPv4 subnet pool”, of `ip_version` beside
 * `subnetpool_id`. Another thing might have allowed it.
 */
function speaksOfNamed(body: Json, varied: string, message: string): boolean {
  const words = normalise(message);
  if (words.includes(normalise(varied))) return false;
  return objectsIn(body).some((object) =>
    Object.keys(object).some((name) => {
      const named = reference(name);
      return name !== varied && named?.by === 'id' && named.word.length > 3 && words.includes(normalise(named.word));
    }),
  );
}
