import type { DocumentedResponse, Example, RequestValues } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { isObject, ownMember } from '../../json/pointer.ts';
import { isEqual } from '../../json/equal.ts';
import { isError } from '../../http/status.ts';

/** A documented example that the mock can send. */
export type RespondableExample = Example & { response: DocumentedResponse };

/** What a request and an example's request have in common; compared in this order. */
interface Similarity {
  /** Places of the example's request that were sent, with any value. */
  common: number;
  /** Places of the example's request that were not sent. */
  missing: number;
  /** Places that were sent with the example's value. */
  equal: number;
}

/** A value of an example's request, prepared once. */
interface ExampleValue {
  name: string;
  value: Json;
  members: ExampleValue[];
}

/**
 * Chooses the example whose request is most similar to the one that was sent: by structure, then by values; of equals, the
 * first. A request that is exactly an example's gets that example. An example with an error response is chosen only for exactly
 * its request, if there is another example.
 * The cost depends on the examples and not on the size of the request.
 */
export function createChooser(
  examples: readonly RespondableExample[],
): (inputs: RequestValues) => RespondableExample | undefined {
  // Examples with an error response come last, so that they are compared with the others.
  const ordered = [...examples].sort((a, b) => Number(showsError(a)) - Number(showsError(b)));
  const candidates = ordered.map((example) => ({
    example,
    parts: PLACES.flatMap((where) => exampleValues(where, example.request[where])),
  }));
  const [first, ...rest] = candidates;
  if (!first || rest.length === 0) return () => first?.example;
  return (inputs) => {
    let best = { example: first.example, likeness: similarityOf(first.parts, inputs) };
    for (const { example, parts } of rest) {
      const likeness = similarityOf(parts, inputs);
      if (showsError(example) && !showsError(first.example) && !isAsShown(example, inputs)) continue;
      if (isCloser(likeness, best.likeness)) best = { example, likeness };
    }
    return best.example;
  };
}

function showsError({ response }: RespondableExample): boolean {
  return isError(response.status);
}

/** Whether every value of an example's request was sent. */
function isAsShown({ request }: RespondableExample, inputs: RequestValues): boolean {
  const asShown = (where: 'path' | 'query' | 'header' | 'cookie'): boolean =>
    Object.entries(request[where]).every(([name, value]) => isEqual(ownMember(inputs[where], name), value));
  return (
    isEqual(request.body, inputs.body) && asShown('path') && asShown('query') && asShown('header') && asShown('cookie')
  );
}

const PLACES = ['path', 'query', 'header', 'cookie', 'body'] as const;

function exampleValues(name: string, value: Json | undefined): ExampleValue[] {
  if (value === undefined) return [];
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [{ name, value, members: members.flatMap(([member, child]) => exampleValues(member, child)) }];
}

function isCloser(a: Similarity, b: Similarity): boolean {
  return (a.common - b.common || b.missing - a.missing || a.equal - b.equal) > 0;
}

function similarityOf(parts: ExampleValue[], inputs: RequestValues): Similarity {
  const likeness: Similarity = { common: 0, missing: 0, equal: 0 };
  for (const part of parts) compare(part, inputs[part.name as (typeof PLACES)[number]], likeness);
  return likeness;
}

function compare({ value, members }: ExampleValue, sent: Json | undefined, likeness: Similarity): void {
  if (sent === undefined) likeness.missing += 1;
  else {
    likeness.common += 1;
    if (value === sent) likeness.equal += 1;
  }
  for (const member of members) compare(member, memberOf(sent, member.name), likeness);
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(name)];
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
