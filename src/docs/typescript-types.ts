import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ContractError, UsageError } from '../errors.ts';
import { hoistReferences } from './hoist-references.ts';
import { neutralizeReferences } from './neutralize-references.ts';
import { isObject } from '../json/pointer.ts';
import type { Contract } from '../model/contract.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { makeFolder } from './make-folder.ts';
import { replaceFile } from './replace-file.ts';
import { withoutNullableBases } from './nullable-bases.ts';

/** A file of generated types. */
export interface TypesFile {
  file: string;
  text: string;
}

const HEADER = (name: string) =>
  `// Types of ${name}: written by openapi-typescript from its contract, do not edit.\n\n`;

/**
 * The TypeScript types of a contract, as the text of a module that exports `paths`, `components` and `operations`.
 * The text depends only on the contract, and not on a redocly.yaml or a formatter.
 * @throws ContractError if openapi-typescript cannot read the document
 */
export async function generateTypes(contract: Contract): Promise<string> {
  // It loads the TypeScript compiler, which takes half a second; other commands should not wait for it.
  const { default: openapiTypescript, astToString } = await import('openapi-typescript');
  try {
    // A member with a default may still be left out of a request.
    const nodes = await openapiTypescript(
      JSON.stringify(digestible(withoutNullableBases(hoistReferences(neutralizeReferences(contract.document))))),
      {
        defaultNonNullable: false,
        silent: true,
      },
    );
    return HEADER(contract.name) + astToString(nodes);
  } catch (error) {
    throw new ContractError(
      `has no types: ${(error as Error).message}`,
      contract.locate('#'),
      'See what `npm run lint:contracts` says of it.',
    );
  }
}

/**
 * openapi-typescript reads an extension as a path or a response (OpenAPI 3.1 §4.8.8, §4.8.16, ^x-), and a schema's name in
 * a mapping as a file (§4.8.25), and fails at an `enum` of strings whose type is an object.
 */
function digestible(node: Json, key = '', parent = ''): Json {
  if (Array.isArray(node)) return node.map((item) => digestible(item));
  if (!isObject(node)) return node;
  const members = Object.entries(node).filter(
    ([name]) => !(EXTENSIBLE.has(key) && name.startsWith('x-')) && !(name === 'enum' && isForeignEnum(node)),
  );
  if (key === 'mapping' && parent === 'discriminator')
    return Object.fromEntries(
      members.map(([name, to]) => [
        name,
        typeof to === 'string' && /^[\w.-]+$/.test(to) ? `#/components/schemas/${to}` : to,
      ]),
    );
  return Object.fromEntries(withOwnProto(members).map(([name, child]) => [name, digestible(child, name, key)]));
}

/** A property `__proto__` as its author wrote it: the validator has it as a pattern, whose type would be that of every member. */
function withOwnProto(members: [string, Json][]): [string, Json][] {
  const all = new Map(members);
  const patterns = all.get('patternProperties');
  if (!isObject(patterns) || !Object.hasOwn(patterns, PROTO)) return members;
  const { [PROTO]: proto = {}, ...others } = patterns;
  const properties = all.get('properties');
  all.set('properties', { ...(isObject(properties) ? properties : {}), ['__proto__']: proto });
  if (Object.keys(others).length > 0) all.set('patternProperties', others);
  else all.delete('patternProperties');
  return [...all];
}

const PROTO = '^__proto__$';

/** Whether no value of an `enum` has the type beside it, object or array, so that no type can be generated. */
function isForeignEnum({ type, enum: values }: JsonObject): boolean {
  if (!Array.isArray(values) || (type !== 'object' && type !== 'array')) return false;
  return !values.some((value) => (type === 'array' ? Array.isArray(value) : isObject(value)));
}

const EXTENSIBLE = new Set(['paths', 'responses']);

/** The files of types in a folder that are missing or differ from the generated ones. */
export async function staleTypes(contracts: Contract[], folder: string): Promise<TypesFile[]> {
  const files = await Promise.all(
    contracts.map(async (contract) => {
      const file = join(folder, `${contract.name}.ts`);
      const [text, written] = await Promise.all([
        generateTypes(contract),
        readFile(file, 'utf8').catch(() => undefined),
      ]);
      return text === written ? [] : [{ file, text }];
    }),
  );
  return files.flat();
}

/** Writes the types of contracts to a folder, each as `<name>.ts`. @returns the files that changed */
export async function writeTypes(contracts: Contract[], folder: string): Promise<string[]> {
  const stale = await staleTypes(contracts, folder);
  await makeFolder(folder).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`the folder ${folder} cannot be made (${error.code})`, 'Name one that you may write to.');
  });
  await Promise.all(stale.map(({ file, text }) => replaceFile(file, text)));
  return stale.map(({ file }) => file);
}
