import * as ajv from 'ajv';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ValueScope } from 'ajv/dist/compile/codegen/scope.js';
import { compileSchema, SchemaEnv } from 'ajv/dist/compile/index.js';
import runtime from 'ajv/dist/runtime/equal.js';
import { callRef } from 'ajv/dist/vocabularies/core/ref.js';
import { isEqual } from '../../json/equal.ts';

/** What is used of AJV, as a part of the module: see src/schema/validator/load-ajv.ts. */
export function loadAjv() {
  const equal = runtime as unknown as { default: typeof isEqual & { code?: string } };
  if (equal.default !== isEqual) equal.default = Object.assign(isEqual, { code: equal.default.code });
  return { _: ajv._, str: ajv.str, Ajv2020, ValueScope, compileSchema, SchemaEnv, callRef, addFormats };
}

/** The code was noted when the module was written. */
export function noteCode(code: string): string {
  return code;
}
