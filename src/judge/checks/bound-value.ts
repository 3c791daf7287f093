import { isDeepStrictEqual } from 'node:util';
import type { Violation } from '../../model/finding.ts';
import type { Leaf } from '../../model/binding.ts';
import type { Json } from '../../model/json.ts';
import { formatTemplate } from '../../bindings/analyze.ts';
import { drawsOnRequest, render } from '../../bindings/render.ts';
import { isWithin, parentPointer, replaceAt, valueAt } from '../../json/pointer.ts';
import { responseErrors } from '../../schema/read-write-only.ts';
import { show, withArticle } from '../../text/wording.ts';
import { nameOf, received, formatPlace, type Check, type Judgement, type LeafOf } from '../judgement.ts';

/** A value that follows from the request, or from the response's own identifier, is what it follows from. */
export const boundValue: Check = {
  id: 'bound-value',
  title: 'What was sent comes back, and what belongs together agrees.',
  rests: { kind: 'value' },
  each: (judged) => {
    // What a server may keep in another form may come back in another form.
    if (judged.expect.kind === 'accepted' && judged.expect.mayNormalize) return [];
    const seen = new Set<string>();
    return judged.leaves.flatMap((leafOf): Violation[] => {
      const place = formatPlace(leafOf.leaf.place);
      // The case's own example comes first, and what it says of a place holds.
      if (seen.has(place)) return [];
      seen.add(place);
      const violation = leafOf.leaf.kind === 'bound' ? judge(judged, leafOf, place) : undefined;
      return violation ? [violation] : [];
    });
  },
};

function judge(judged: Judgement, { leaf, example }: LeafOf, at: string): Violation | undefined {
  const { inputs, response, expect } = judged;
  const template = leaf.template ?? [];
  const scene = { inputs, response: response.json };
  const expected = render(template, scene);
  if (expected === undefined || originIsBroken(judged, leaf)) return undefined;
  const actual = received(judged, leaf.place);
  const own = expect.kind === 'documented' && expect.example === example;
  // Of another example's members, those have to come back that were sent.
  if (actual === undefined && !own && !drawsOnRequest(template)) return undefined;
  const encoded = render(template, scene, encodeURIComponent) ?? expected;
  if (agrees(actual, expected) || agrees(actual, encoded)) return undefined;
  if (isForbidden(judged, leaf, expected) && isForbidden(judged, leaf, encoded)) return undefined;
  const violation = {
    clause: leaf.clause,
    at,
    message: `answers with ${withArticle(nameOf(leaf.place))} other than ${formatTemplate(template)}`,
    expected: show(expected),
    actual: show(actual),
  };
  return sameResource(actual, expected, judged.baseUrl)
    ? {
        ...violation,
        severity: 'note',
        message: `writes ${withArticle(nameOf(leaf.place))} as an absolute URL, which the document does not`,
      }
    : violation;
}

/** Whether the identifier that a value follows from is wrong itself, which is a finding of its own. */
function originIsBroken({ errors }: Judgement, { template = [] }: Leaf): boolean {
  return template.some(
    (part) => typeof part !== 'string' && part.in === 'response' && errors.some(({ at }) => isWithin(part.pointer, at)),
  );
}

/** Whether the schema of the answer rules a value out that the request may have: no server can answer with it. */
function isForbidden({ contract, media, response }: Judgement, { place }: Leaf, expected: Json): boolean {
  if (place.in === 'header') return false;
  const at = place.pointer;
  if (
    media?.schema === undefined ||
    response.json === undefined ||
    valueAt(response.json, parentPointer(at)) === undefined
  )
    return false;
  return responseErrors(contract, media.schema, replaceAt(response.json, at, expected)).some(
    (error) => isWithin(error.at, at) || isWithin(at, error.at),
  );
}

/** Equal; a header and a parameter are text, so that there 42 and "42" are the same. */
function agrees(actual: Json | undefined, expected: Json | undefined): boolean {
  if (isDeepStrictEqual(actual, expected)) return true;
  const oneIsText = typeof actual === 'string' || typeof expected === 'string';
  const oneIsNumber =
    typeof actual === 'number' ||
    typeof expected === 'number' ||
    typeof actual === 'boolean' ||
    typeof expected === 'boolean';
  return oneIsText && oneIsNumber && String(actual) === String(expected);
}

/** Whether a URL is the expected reference, resolved against the target (RFC 3986 §5). */
function sameResource(actual: Json | undefined, expected: Json, baseUrl: string): boolean {
  if (typeof actual !== 'string' || typeof expected !== 'string' || !expected.startsWith('/') || !URL.canParse(actual))
    return false;
  const { origin } = new URL(baseUrl);
  return actual === origin + expected || actual === baseUrl + expected;
}
