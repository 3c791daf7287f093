import type { Violation } from '../../model/finding.ts';
import type { Leaf } from '../../model/binding.ts';
import type { SchemaError } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { formatTemplate } from '../../bindings/format-template.ts';
import { hasExactExamples } from '../../contract/exact-examples.ts';
import { drawsOnRequest, render, renderedDigits } from '../../bindings/render.ts';
import { isObject, isWithin, parentPointer, replaceEach, valueAt } from '../../json/pointer.ts';
import { responseErrors } from '../../schema/read-write-only.ts';
import { show, withArticle } from '../../text/wording.ts';
import { weightOfBinding } from '../illustration.ts';
import { nameOf, received, receivedDigits, type Check, type Judgement, type LeafOf } from '../judgement.ts';
import { isEqual } from '../../json/equal.ts';
import { differInDigits } from '../../json/exact-integers.ts';
import { percentEncode } from '../../http/percent-encoding.ts';

/** A value that follows from the request, or from the response's own identifier, equals its source. */
export const boundValue: Check = {
  id: 'bound-value',
  title: 'What was sent comes back, and what belongs together agrees.',
  rests: { kind: 'value' },
  each: (judged) => {
    // A value that a server may normalize may come back in another form.
    if (judged.expect.kind === 'accepted' && judged.expect.mayNormalize) return [];
    // The case's own example comes first, and decides about its places.
    const different: Difference[] = [];
    for (const group of groupByPlace(judged.leaves)) {
      const [leafOf] = group;
      const difference = leafOf.leaf.kind === 'bound' ? compare(judged, leafOf) : undefined;
      if (!difference) continue;
      // For a request that is not an example's, the server may follow any of the examples.
      const followsAnother = !isOwn(judged, leafOf) && group.slice(1).some((other) => follows(judged, other));
      if (!followsAnother) different.push(difference);
    }
    if (different.length === 0) return [];
    // Both spellings are right.
    const forbidden = forbiddenValues(judged, [...forbiddenValues(judged, different, 'expected')], 'encoded');
    return different.filter((difference) => !forbidden.has(difference)).map(({ violation }) => violation);
  },
};

type SamePlace = [LeafOf, ...LeafOf[]];

/** The same leaves come with each answer to an operation. */
const grouped = new WeakMap<LeafOf[], SamePlace[]>();

function groupByPlace(leaves: LeafOf[]): SamePlace[] {
  const known = grouped.get(leaves);
  if (known) return known;
  const groups = new Map<string, SamePlace>();
  for (const leafOf of leaves) {
    const group = groups.get(leafOf.at);
    if (group) group.push(leafOf);
    else groups.set(leafOf.at, [leafOf]);
  }
  const all = [...groups.values()];
  grouped.set(leaves, all);
  return all;
}

/** Whether a leaf belongs to the example that the case sends unchanged. */
function isOwn({ expect }: Judgement, { example }: LeafOf): boolean {
  return expect.kind === 'documented' && expect.example === example;
}

/** Whether the response agrees with another documented example: bound to another source, or with its literal value. */
function follows(judged: Judgement, other: LeafOf): boolean {
  const { kind, place, value } = other.leaf;
  const actual = received(judged, place);
  if (kind === 'literal') return value !== null && isEqual(actual, value);
  return kind === 'bound' && actual !== undefined && compare(judged, other) === undefined;
}

/** A value that is not the expected one. */
interface Difference {
  leaf: Leaf;
  expected: Json;
  /** The same in its spelling in a URI. */
  encoded: Json;
  violation: Violation;
}

function compare(judged: Judgement, leafOf: LeafOf): Difference | undefined {
  const { leaf, at } = leafOf;
  const { inputs, response } = judged;
  const template = leaf.template ?? [];
  const scene = { inputs, response: response.json };
  const expected = render(template, scene);
  if (expected === undefined || originIsBroken(judged, leaf)) return undefined;
  // A body that is not JSON has no places to compare; the checks of the body and the media type report it.
  if (leaf.place.in === 'body' && response.json === undefined) return undefined;
  const actual = received(judged, leaf.place);
  const [sent, came] = [renderedDigits(template, scene), receivedDigits(judged, leaf.place)];
  const isOther = differInDigits(sent, came);
  if (!isOther && isEqual(actual, expected)) return undefined;
  const own = isOwn(judged, leafOf);
  if (actual === undefined && !own && mayLack(judged, leaf)) return undefined;
  if (isOwnOfRequest(judged, leaf, actual)) return undefined;
  const encoded = render(template, scene, percentEncode) ?? expected;
  const texts = [came?.toString() ?? String(actual), sent?.toString() ?? String(expected)] as const;
  if (!isOther && (agrees(actual, expected, ...texts) || isEqual(actual, encoded))) return undefined;
  const violation = {
    clause: leaf.clause,
    at,
    message: `answers with ${withArticle(nameOf(leaf.place))} other than ${formatTemplate(template)}`,
    expected: sent?.toString() ?? show(expected),
    actual: came?.toString() ?? show(actual),
    ...weightOfBinding(judged, leaf),
  };
  const note = {
    ...violation,
    severity: 'note' as const,
    message: `writes ${withArticle(nameOf(leaf.place))} as an absolute URL, which the document does not`,
  };
  return { leaf, expected, encoded, violation: sameResource(actual, expected, judged.baseUrl) ? note : violation };
}

/** Whether a value is the one that the request has in the same place, where the example, which has none there, shows another origin. */
function isOwnOfRequest({ inputs }: Judgement, { place, template = [] }: Leaf, actual: Json | undefined): boolean {
  const [origin] = template;
  if (place.in !== 'body' || typeof origin !== 'object' || !('pointer' in origin) || origin.pointer === place.pointer)
    return false;
  const sent = valueAt(inputs.body, place.pointer);
  return sent !== undefined && actual !== undefined && isEqual(sent, actual);
}

/**
 * Whether the answer to a request that no example sends may do without what an example shows: what that does not have from the request,
 * the members of an item or object that is not there, and what another illustration lacks.
 */
function mayLack(judged: Judgement, leaf: Leaf): boolean {
  return !drawsOnRequest(leaf.template ?? []) || !hasParent(judged, leaf) || isShownWithout(judged, leaf);
}

/** Whether one of the documented answers, which are illustrations, does not have the member either. */
function isShownWithout({ contract, operation, documented }: Judgement, { place, declared }: Leaf): boolean {
  if (place.in === 'header' || declared || hasExactExamples(contract, operation)) return false;
  return operation.examples.some(
    ({ response }) =>
      response?.of === documented &&
      response?.body !== undefined &&
      valueAt(response.body, place.pointer) === undefined,
  );
}

function hasParent({ response }: Judgement, { place }: Leaf): boolean {
  return place.in === 'header' || valueAt(response.json, parentPointer(place.pointer)) !== undefined;
}

/** Whether the identifier that a value follows from is wrong itself; that is reported separately. */
function originIsBroken({ errors }: Judgement, { template = [] }: Leaf): boolean {
  return template.some(
    (part) => typeof part !== 'string' && part.in === 'response' && errors.some(({ at }) => isWithin(part.pointer, at)),
  );
}

/**
 * The values that are valid in the request and that the schema of the response excludes: no server can send them back. All
 * values are put into one body and judged at once; a value is judged separately only if an object or array around it fails.
 */
function forbiddenValues(
  { contract, media, response }: Judgement,
  differences: Difference[],
  which: 'expected' | 'encoded',
): Set<Difference> {
  const forbidden = new Set<Difference>();
  const { json } = response;
  const schema = media?.schema;
  if (schema === undefined || json === undefined) return forbidden;
  const errorsWith = (some: Difference[]) =>
    responseErrors(contract, schema, replaceEach(json, new Map(some.map((one) => [pointerOf(one), one[which]]))));
  const rulesOut = (errors: SchemaError[], at: Pointer) =>
    errors.some((error) => isWithin(error.at, at) || isWithin(at, error.at));
  let left = differences.filter((one) => holdsPlace(json, one));
  while (left.length > 0) {
    const errors = errorsWith(left);
    const found = left.filter((one) => {
      const at = pointerOf(one);
      return (
        errors.some((error) => isWithin(error.at, at)) || (rulesOut(errors, at) && rulesOut(errorsWith([one]), at))
      );
    });
    if (found.length === 0) break;
    for (const one of found) forbidden.add(one);
    // For a large body only the first error is known.
    left = left.filter((one) => !forbidden.has(one));
  }
  return forbidden;
}

function pointerOf({ leaf: { place } }: Difference): Pointer {
  return place.in === 'header' ? '' : place.pointer;
}

/** Whether the body has the value's place, or at least the object or array around it. */
function holdsPlace(json: Json, { leaf: { place } }: Difference): boolean {
  if (place.in === 'header') return false;
  const around = valueAt(json, parentPointer(place.pointer));
  return place.pointer === '#' || isObject(around) || Array.isArray(around);
}

/** Whether two values are equal. Headers and parameters are text, so there 42 and "42" are the same. */
function agrees(actual: Json | undefined, expected: Json, actualText: string, expectedText: string): boolean {
  if (isEqual(actual, expected)) return true;
  const oneIsText = typeof actual === 'string' || typeof expected === 'string';
  const oneIsNumber =
    typeof actual === 'number' ||
    typeof expected === 'number' ||
    typeof actual === 'boolean' ||
    typeof expected === 'boolean';
  return oneIsText && oneIsNumber && actualText === expectedText;
}

/** Whether a URL is the expected reference, resolved against the target (RFC 3986 §5). */
function sameResource(actual: Json | undefined, expected: Json, baseUrl: string): boolean {
  if (typeof actual !== 'string' || typeof expected !== 'string' || !expected.startsWith('/') || !URL.canParse(actual))
    return false;
  const { origin } = new URL(baseUrl);
  return actual === origin + expected || actual === baseUrl + expected;
}
