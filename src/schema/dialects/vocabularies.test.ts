import { expect, test } from '@jest/globals';
import { keywordsLeftOut } from './vocabularies.ts';

const NEW = 'https://json-schema.org/draft/2020-12/vocab/';
const OLD = 'https://json-schema.org/draft/2019-09/vocab/';
const APPLICATOR =
  'prefixItems items contains additionalProperties properties patternProperties dependentSchemas propertyNames if then else allOf anyOf oneOf not';
const UNEVALUATED = 'unevaluatedItems unevaluatedProperties';
const VALIDATION =
  'type const enum multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required dependentRequired';
const words = (...texts: string[]) => texts.flatMap((text) => text.split(' '));

test.each<[vocabularies: Record<string, boolean>, leftOut: string[] | undefined]>([
  [{}, words(APPLICATOR, UNEVALUATED, VALIDATION, 'format')],
  [{ [`${NEW}core`]: true, [`${NEW}meta-data`]: true }, words(APPLICATOR, UNEVALUATED, VALIDATION, 'format')],
  [{ [`${NEW}applicator`]: true }, words(UNEVALUATED, VALIDATION, 'format')],
  [{ [`${NEW}applicator`]: false }, words(UNEVALUATED, VALIDATION, 'format')],
  [{ [`${OLD}applicator`]: true }, words(VALIDATION, 'format')],
  [{ [`${NEW}unevaluated`]: true }, words(APPLICATOR, VALIDATION, 'format')],
  [{ [`${NEW}validation`]: true }, words(APPLICATOR, UNEVALUATED, 'format')],
  [{ [`${OLD}validation`]: true }, words(APPLICATOR, UNEVALUATED, 'format')],
  [{ [`${NEW}format-annotation`]: true }, words(APPLICATOR, UNEVALUATED, VALIDATION)],
  [{ [`${NEW}format-assertion`]: true }, words(APPLICATOR, UNEVALUATED, VALIDATION)],
  [{ [`${OLD}format`]: false }, words(APPLICATOR, UNEVALUATED, VALIDATION)],
  [{ 'https://example.org/vocab/units': false }, words(APPLICATOR, UNEVALUATED, VALIDATION, 'format')],
  [{ 'https://example.org/vocab/units': true }, undefined],
  [{ [`${NEW}applicator/more`]: true }, undefined],
  [{ [`https://example.org/?${NEW}applicator`]: true }, undefined],
])('a metaschema with the vocabularies %j leaves out %j', ($vocabulary, leftOut) =>
  expect(keywordsLeftOut({ $vocabulary })).toEqual(leftOut),
);

test.each([[{}], [{ $vocabulary: null }], [{ $vocabulary: 'none' }]])(
  'a metaschema without vocabularies leaves nothing out: %j',
  (metaschema) => expect(keywordsLeftOut(metaschema)).toEqual([]),
);
