import { createRequire } from 'node:module';
import { isEqual } from '../../json/equal.ts';
import type { Json } from '../../model/json.ts';

const require = createRequire(import.meta.url);

type Ajv = Pick<typeof import('ajv/dist/2020.js'), 'Ajv2020'> &
  Pick<typeof import('ajv'), '_' | 'str'> &
  // Public in the package, but not exported by its index.
  Pick<typeof import('ajv/dist/compile/index.js'), 'SchemaEnv' | 'compileSchema'> &
  Pick<typeof import('ajv/dist/compile/codegen/scope.js'), 'ValueScope'> &
  Pick<typeof import('ajv/dist/vocabularies/core/ref.js'), 'callRef'> & {
    addFormats: typeof import('ajv-formats').default;
  };

let loaded: Ajv | undefined;

/** What is used of AJV: CommonJS, loaded when the first schema is compiled. */
export function loadAjv(): Ajv {
  return (loaded ??= load());
}

function load(): Ajv {
  compareJson();
  return {
    ...(require('ajv') as typeof import('ajv')),
    ...(require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')),
    ...(require('ajv/dist/compile/index.js') as typeof import('ajv/dist/compile/index.js')),
    ...(require('ajv/dist/compile/codegen/scope.js') as typeof import('ajv/dist/compile/codegen/scope.js')),
    ...(require('ajv/dist/vocabularies/core/ref.js') as typeof import('ajv/dist/vocabularies/core/ref.js')),
    addFormats: require('ajv-formats') as typeof import('ajv-formats').default,
  };
}

/**
 * Makes AJV use our comparison for `const` and `enum`. AJV's own calls methods of the values, and throws for a value such as
 * `{"toString": 1}`.
 */
function compareJson(): void {
  const runtime = require('ajv/dist/runtime/equal.js') as {
    default: ((a: Json, b: Json) => boolean) & { code?: string };
  };
  if (runtime.default !== isEqual) runtime.default = Object.assign(isEqual, { code: runtime.default.code });
}

let noted: Set<string> | undefined;

/** Takes note of the code of a function that AJV is about to make. */
export function noteCode(code: string): string {
  noted?.add(code);
  return code;
}

/** The code of all functions that are made meanwhile. */
export function collectCode(work: () => void): string[] {
  noted = new Set();
  try {
    work();
    return [...noted];
  } finally {
    noted = undefined;
  }
}
