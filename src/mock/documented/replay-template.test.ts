import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { createGeneratedValues } from './generated-values.ts';
import { createMarker, type Marker } from './replay-template.ts';

const values = createGeneratedValues({ now: () => new Date(0), newId: () => '' }, 1);
const TEXT = 'a "b"/é';

/** The template that results from the marks that `write` uses, filled. */
function fill(write: (mark: (value: Json) => string, marker: Marker) => string, json = true): string {
  const marker = createMarker('n0nce', (text) => `<${text}>`);
  const text = write((value) => String(marker.generated.make(() => value)), marker);
  return marker.template(text, json)(values);
}

describe('createMarker', () => {
  const TABLE: [name: string, got: () => string, want: string][] = [
    ['text without a mark', () => fill(() => '{"a":1}'), '{"a":1}'],
    ['a string that is a mark', () => fill((mark) => JSON.stringify({ a: mark('x y') })), '{"a":"x y"}'],
    [
      'a string that has to be escaped',
      () => fill((mark) => JSON.stringify({ a: mark(TEXT) })),
      `{"a":${JSON.stringify(TEXT)}}`,
    ],
    ['a number', () => fill((mark) => JSON.stringify({ a: mark(5), b: mark(null) })), '{"a":5,"b":null}'],
    [
      'a mark inside a string',
      () => fill((mark) => JSON.stringify({ a: `/x/${mark(TEXT)}` })),
      `{"a":${JSON.stringify(`/x/${TEXT}`)}}`,
    ],
    ['a mark at the end of a string', () => fill((mark) => JSON.stringify([`x${mark('y')}`, 'z'])), '["xy","z"]'],
    ['a mark at the start of a string', () => fill((mark) => JSON.stringify([`${mark('y')}x`, 'z'])), '["yx","z"]'],
    ['two marks in one string', () => fill((mark) => JSON.stringify(`${mark('y')}-${mark('x')}`)), '"y-x"'],
    ['text that is not JSON', () => fill((mark) => `"${mark(TEXT)}"`, false), `"${TEXT}"`],
    [
      'a mark in a URI',
      () => fill((mark, { encode }) => JSON.stringify(`/x/${encode(mark(TEXT))}`)),
      '"/x/a%20%22b%22%2F%C3%A9"',
    ],
    ['other text in a URI', () => fill((_, { encode }) => encode('x')), '<x>'],
    [
      'many marks',
      () => fill((mark) => JSON.stringify(Array.from({ length: 12 }, (_, nth) => mark(nth)))),
      JSON.stringify(Array.from({ length: 12 }, (_, nth) => nth)),
    ],
  ];
  test.each(TABLE)('fills %s', (_, got, want) => expect(got()).toBe(want));

  test('gives the generated values of each response to the template', () => {
    const marker = createMarker('n0nce', (text) => text);
    const template = marker.template(String(marker.generated.make(({ serial }) => serial)), true);
    expect([1, 2].map((serial) => template({ ...values, serial }))).toEqual(['1', '2']);
  });
});
