import { describe, expect, test } from '@jest/globals';
import type { MediaType } from '../../model/contract.ts';
import { negotiate, preferredMediaType, qualityOf } from './content-negotiation.ts';

/** Media types as a document lists them; an exclamation mark means that the media type has an example. */
const media = (names: string): MediaType[] =>
  names.split(' ').map((name) => {
    const type = name.replace('!', '');
    const examples = name.endsWith('!') ? [['a', { value: 1, pointer: '#' }] as const] : [];
    return { type, encodedAs: type, pointer: '#', examples: new Map(examples) } as unknown as MediaType;
  });

describe('negotiate', () => {
  const TABLE: [accept: string | undefined, documented: string, want: string][] = [
    [undefined, 'a/a b/b', 'a/a b/b'],
    ['', 'a/a b/b', 'a/a b/b'],
    ['garbage', 'a/a b/b', 'a/a b/b'],
    ['*', 'a/a b/b', 'a/a b/b'],
    ['a/a', 'a/a b/b', 'a/a'],
    ['A/A', 'a/a b/b', 'a/a'],
    ['c/c', 'a/a b/b', ''],
    ['garbage, b/b', 'a/a b/b', 'b/b'],
    ['a/a;q=0.1, b/b;q=0.2', 'a/a b/b', 'b/b a/a'],
    ['b/b, a/a', 'a/a b/b', 'a/a b/b'],
    ['a/a;q=0', 'a/a b/b', ''],
    ['*/*, a/a;q=0', 'a/a b/b', 'b/b'],
    ['*/*;q=0.1, a/*;q=0.5, a/a;q=0.3', 'a/a a/b b/b', 'a/b a/a b/b'],
    ['a/*', 'a/a b/b a/c', 'a/a a/c'],
    ['a/a', 'a/* b/b', 'a/*'],
    ['a/a', '*/*', '*/*'],
    ['b/b', 'a/*', ''],
    ['a/a;q=0.2, a/b;q=0.7, b/b;q=0.5', 'b/b a/*', 'a/* b/b'],
    // A weight has up to three digits, and is at most 1 (RFC 9110 §12.4.2); an invalid one counts as 1.
    ['a/a;q=0.999, b/b;q=1.000', 'a/a b/b', 'b/b a/a'],
    ['a/a;q=0.9, b/b;q=0.1234', 'a/a b/b', 'b/b a/a'],
    ['a/a;q=0.9, b/b;q=x', 'a/a b/b', 'b/b a/a'],
    ['a/a;q=0.9, b/b;q=2', 'a/a b/b', 'b/b a/a'],
    ['a/a;q=0., b/b', 'a/a b/b', 'b/b'],
  ];
  test.each(TABLE)('Accept: %s of %s leaves %j', (accept, documented, want) =>
    expect(
      negotiate(accept, media(documented))
        .map(({ type }) => type)
        .join(' '),
    ).toBe(want),
  );

  test.each([
    [255, 1],
    [256, 0],
  ])('counts a member behind %i others: %i times', (before, want) =>
    expect(negotiate(`${'x/x,'.repeat(before)}a/a`, media('a/a'))).toHaveLength(want),
  );
});

describe('qualityOf', () => {
  const TABLE: [accept: string | undefined, type: string, want: number][] = [
    [undefined, 'text/html', 0],
    ['text/html;q=0.5', 'text/html', 0.5],
    ['text/*;q=0.25', 'text/html', 0.25],
    ['*/*;q=0.125', 'text/html', 0.125],
    ['application/json', 'text/html', 0],
  ];
  test.each(TABLE)('Accept: %s gives %s the weight %d', (accept, type, want) =>
    expect(qualityOf(accept, type)).toBe(want),
  );
});

describe('preferredMediaType', () => {
  const TABLE: [accept: string | undefined, documented: string, want: string | undefined, generates?: boolean][] = [
    [undefined, 'a/a', 'a/a'],
    ['*/*', 'a/a', 'a/a'],
    ['b/b', 'a/a', undefined],
    [undefined, 'text/html application/json', 'application/json'],
    [undefined, 'text/html! application/json', 'text/html'],
    [undefined, 'text/html! application/json', 'application/json', true],
    [undefined, 'text/html! application/json!', 'application/json'],
    ['*/*', 'text/html application/json', 'text/html'],
    ['*/*', 'text/html application/json!', 'application/json'],
    ['text/html, application/json', 'text/html application/json!', 'application/json'],
    ['text/html, application/json;q=0.5', 'text/html application/json!', 'text/html'],
    ['text/html, application/json', 'text/html application/json!', 'text/html', true],
    ['garbage', 'text/html application/json', 'text/html'],
    ['image/png', 'text/html application/json', undefined],
  ];
  test.each(TABLE)('Accept: %s of %s is %s', (accept, documented, want, generates = false) =>
    expect(preferredMediaType(accept, media(documented), generates)?.type).toBe(want),
  );
});
