import type { AnySchemaObject, SchemaValidateFunction } from 'ajv';
import type { DataValidationCxt } from 'ajv/dist/types/index.js';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { exactInteger } from '../../json/exact-integers.ts';
import { isMultiple } from '../multiples.ts';

/** `multipleOf` in decimal arithmetic. AJV's own divides binary numbers, and refuses 19.99 as a multiple of 0.01. */
export function addMultipleOf(ajv: Ajv2020): void {
  ajv
    .removeKeyword('multipleOf')
    .addKeyword({ keyword: 'multipleOf', type: 'number', schemaType: 'number', errors: true, validate: multipleOf });
}

const multipleOf: SchemaValidateFunction = (
  step: number,
  value: number,
  parentSchema?: AnySchemaObject,
  place?: DataValidationCxt,
) => {
  // No number is a multiple of an invalid step.
  const exact = exactInteger(place?.parentData, place?.parentDataProperty);
  if (step > 0 && isMultiple(exact ?? value, exactInteger(parentSchema, 'multipleOf') ?? step)) return true;
  const message = `must be multiple of ${step}`;
  // The schema object locates the error in the document.
  multipleOf.errors = [
    { keyword: 'multipleOf', message, params: { multipleOf: step }, ...(parentSchema && { parentSchema }) },
  ];
  return false;
};
