import type { DocumentedResponse, Example, Inputs, Json } from '../model.ts';
import { isObject } from '../contract/pointer.ts';

/** A documented example that can be answered with. */
export type Answerable = Example & { response: DocumentedResponse };

/** What a request and an example's request have in common; compared in this order. */
interface Likeness {
  /** Values of the example that were sent, whatever they are. */
  common: number;
  /** Values of the example that were not sent. */
  missing: number;
  /** Values that were sent as the example shows them. */
  equal: number;
}

/**
 * The example whose request has the most in common with what was sent, in structure first and in values then;
 * of several, the first. A request that is an example's own gets that example.
 * The cost is that of the examples, however large the request is.
 */
export function chooseExample(examples: readonly Answerable[], inputs: Inputs): Answerable | undefined {
  const [first, ...rest] = examples;
  if (!first || rest.length === 0) return first;
  let best = { example: first, likeness: likenessOf(first.request, inputs) };
  for (const example of rest) {
    const likeness = likenessOf(example.request, inputs);
    if (isCloser(likeness, best.likeness)) best = { example, likeness };
  }
  return best.example;
}

function isCloser(a: Likeness, b: Likeness): boolean {
  if (a.common !== b.common) return a.common > b.common;
  if (a.missing !== b.missing) return a.missing < b.missing;
  return a.equal > b.equal;
}

function likenessOf(documented: Inputs, sent: Inputs): Likeness {
  const likeness: Likeness = { common: 0, missing: 0, equal: 0 };
  for (const where of ['path', 'query', 'header', 'cookie', 'body'] as const) {
    if (documented[where] !== undefined) compare(documented[where], sent[where], likeness);
  }
  return likeness;
}

function compare(documented: Json, sent: Json | undefined, likeness: Likeness): void {
  if (sent === undefined) likeness.missing += 1;
  else {
    likeness.common += 1;
    if (documented === sent) likeness.equal += 1;
  }
  if (typeof documented !== 'object' || documented === null) return;
  for (const [name, child] of Object.entries(documented)) compare(child, memberOf(sent, name), likeness);
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(name)];
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
