import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Contract } from '../../model/contract.ts';
import type { Overrides } from '../../model/override.ts';
import type { Json } from '../../model/json.ts';
import { checkShape } from '../../document/check-shape.ts';
import { parseFile } from '../../document/parse.ts';
import { isUrl } from '../../document/reference-policy.ts';
import { ContractError } from '../../errors.ts';
import { checkOverrides } from './check-overrides.ts';

const SCHEMA = 'overrides.schema.json';

/** `openapi.overrides.yaml` beside `openapi.yaml`; undefined for a contract that came from a server. */
export function overridesFile({ file }: Pick<Contract, 'file'>): string | undefined {
  return isUrl(file) ? undefined : `${file.replace(/\.(ya?ml|json)$/i, '')}.overrides.yaml`;
}

/**
 * A contract with custom answers for its mock.
 * @param given the overrides, or a file of them; by default the file beside the contract, which may be missing
 * @throws ContractError with file and line for overrides that the contract does not allow
 */
export async function withOverrides(contract: Contract, given?: Overrides | string): Promise<Contract> {
  if (typeof given === 'object') {
    const root = { overrides: given } as unknown as Json;
    check(contract, root, () => undefined);
    return { ...contract, overrides: given };
  }
  const file = given ?? overridesFile(contract);
  if (file === undefined) return contract;
  const files = [...new Set([...contract.files, resolve(file)])];
  if (given === undefined && !existsSync(file)) return { ...contract, files };
  try {
    const parsed = await parseFile(file, 'Give the path of a file of overrides: --overrides openapi.overrides.yaml');
    return { ...contract, files, overrides: check(contract, parsed.value, parsed.locate) };
  } catch (error) {
    if (error instanceof ContractError) error.files = files;
    throw error;
  }
}

function check(contract: Contract, root: Json, locate: Parameters<typeof checkShape>[1]['locate']): Overrides {
  checkShape(root, { locate }, SCHEMA);
  const { overrides } = root as unknown as { overrides: Overrides };
  checkOverrides(contract, overrides, (pointer, message, hint) => {
    throw new ContractError(`${pointer} ${message}`, locate(pointer), hint);
  });
  return overrides;
}
