import type { ParameterIn } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { coerce } from './coerce.ts';
import { deepObject } from './deep-object.ts';
import { label, matrix, simple } from './path-styles.ts';
import { cookie, form, pipeDelimited, spaceDelimited } from './query-styles.ts';
import type { Shape } from '../../schema/shape.ts';
import { wantsList, wantsObject, type Decoded, type Style, type Styled, type Unescape } from './style.ts';

/**
 * Every style, the default of a place first (OpenAPI 3.1 §4.8.12.1). To add a style, add it here; it has its encoder and its
 * decoder side by side.
 */
export const STYLES: readonly Style[] = [
  simple,
  form,
  label,
  matrix,
  spaceDelimited,
  pipeDelimited,
  deepObject,
  cookie,
];

const PLACES: readonly ParameterIn[] = ['path', 'query', 'header', 'cookie'];

const BY_PLACE = new Map(
  PLACES.map((where) => [
    where,
    new Map(STYLES.filter((style) => style.in.includes(where)).map((style) => [style.name, style])),
  ]),
);

/** The default style of a parameter's place. */
export function defaultStyle(where: ParameterIn): Style {
  return STYLES.find((style) => style.in.includes(where)) as Style;
}

/** The style of a parameter; the place's default if the parameter's style is not allowed there. */
export function styleIn(where: ParameterIn, name: string): Style {
  return BY_PLACE.get(where)?.get(name) ?? defaultStyle(where);
}

/** Decodes the texts under a parameter's name; a single text may be JSON if the place allows it. */
export function decodeStyled(
  where: ParameterIn,
  styled: Styled,
  shape: Shape,
  texts: readonly string[],
  unescape: Unescape,
): Decoded {
  if (styled.json && texts.length === 1 && (wantsList(shape) || wantsObject(shape))) {
    const value: Json = coerce(shape, unescape(texts[0] ?? '') ?? '', true);
    if (typeof value === 'object' && value !== null) return { value };
  }
  return styleIn(where, styled.style).decode(styled, shape, texts, unescape);
}
