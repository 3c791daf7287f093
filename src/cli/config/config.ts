import { dirname, resolve } from 'node:path';
import type { GivenRequests } from '../../cases/baseline/known.ts';
import type { SourceLocation } from '../../model/contract.ts';
import type { Waiver } from '../../model/finding.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { ContractError, UsageError } from '../../errors.ts';
import { checkShape } from '../../document/check-shape.ts';
import { parseFile, type Parsed } from '../../document/parse.ts';
import { isObject, joinPointer, valueAt } from '../../json/pointer.ts';
import type { ClientCredentials, CommandToken } from '../../exchange/authorization.ts';
import type { ErrorShapeName } from '../../mock/error-shapes.ts';
import { findConfigFile } from './config-file.ts';
import type { FilterConfig } from '../options/filter-options.ts';
import type { PhaseConfig } from '../options/phase-options.ts';

/** A target as assay.yaml describes it. */
export interface TargetConfig extends PhaseConfig, FilterConfig {
  url: string;
  contract: string | string[];
  headers?: Record<string, string>;
  set?: Record<string, string | number | boolean>;
  auth?: Partial<CommandToken> & { clientCredentials?: ClientCredentials };
  cleanup?: Record<string, string>;
  tls?: { ca?: string; insecure?: boolean };
  rate?: number;
  workers?: number;
  timeout?: number | string;
  requests?: GivenRequests;
}

/** Requests that a file gives, by operation. */
export interface GivenSource {
  requests: GivenRequests;
  /** Whether some may be of contracts that this run does not use. */
  isForAll: boolean;
  /** Where a pointer into the requests stands. */
  locate(pointer: Pointer): SourceLocation;
}

/** How the mock answers. */
export interface MockConfig {
  errors?: ErrorShapeName;
}

export interface Config {
  file: string;
  contracts?: string;
  allowRemoteRefs?: boolean;
  waivers: Waiver[];
  mock: MockConfig;
  /** The names of the targets. */
  targets: string[];
  /** A target by its name. @throws UsageError when it needs an environment variable that is not set */
  target(name: string): TargetConfig | undefined;
  /** Where it names the contracts of a target, the nth of a list. */
  contractPlace(target: string, nth: number): SourceLocation;
  /** What it gives for every target, and for one. @throws UsageError when it needs an environment variable that is not set */
  requests(target?: string): GivenSource[];
}

/**
 * Reads the configuration: the file that is named, else the assay.yaml nearest to the working folder, upwards.
 * Undefined where there is none.
 * @throws UsageError naming file and line, for a key that is not known or a value that does not fit, and for a file that
 * was found and not named, and that another user may have written
 */
export async function readConfig(named?: string): Promise<Config | undefined> {
  const file = named ?? findConfigFile(process.cwd());
  if (!file) return undefined;
  const parsed = await parseFile(file, 'Give the path of a configuration: --config assay.yaml');
  const root = parsed.value ?? {};
  if (!isObject(root))
    throw new ContractError(
      'is not a configuration',
      parsed.locate('#'),
      'Its top level must be an object with targets and waivers.',
    );
  checkShape(root, parsed, 'config.schema.json');
  const folder = dirname(resolve(file));
  const targets = isObject(root['targets']) ? root['targets'] : {};
  const givenAt = (at: Pointer, isForAll: boolean): GivenSource[] => {
    const value = valueAt(root, at);
    if (!isObject(value)) return [];
    // The schema has checked its shape.
    const requests = substitute(value, at, parsed) as unknown as GivenRequests;
    return [{ requests, isForAll, locate: (pointer) => parsed.locate(`${at}${pointer.slice(1)}`) }];
  };
  return {
    file,
    ...(typeof root['contracts'] === 'string' && { contracts: resolve(folder, root['contracts']) }),
    ...(root['allowRemoteRefs'] === true && { allowRemoteRefs: true }),
    waivers: (root['waivers'] ?? []) as unknown as Waiver[],
    mock: (root['mock'] ?? {}) as MockConfig,
    targets: Object.keys(targets),
    target: (name) => {
      if (!Object.hasOwn(targets, name)) return undefined;
      // The schema has checked its shape. Only the target that is used needs its environment variables.
      const target = substitute(
        targets[name] ?? null,
        joinPointer('#/targets', name),
        parsed,
      ) as unknown as TargetConfig;
      return target.tls?.ca ? { ...target, tls: { ...target.tls, ca: resolve(folder, target.tls.ca) } } : target;
    },
    contractPlace: (name, nth) => {
      const at = joinPointer('#/targets', name, 'contract');
      return parsed.locate(Array.isArray(valueAt(root, at)) ? joinPointer(at, nth) : at);
    },
    requests: (name) => [
      ...givenAt('#/requests', Object.keys(targets).length > 1),
      ...(name === undefined ? [] : givenAt(joinPointer('#/targets', name, 'requests'), false)),
    ],
  };
}

/** `${NAME}` replaced by environment variables, in every text. */
function substitute(value: Json, at: Pointer, parsed: Parsed): Json {
  if (typeof value === 'string') {
    return value.replace(/\$\{([A-Za-z_]\w*)\}/g, (_, name: string) => {
      const found = process.env[name];
      if (found === undefined)
        throw new UsageError(
          `${locate(parsed, at)} needs the environment variable ${name}, which is not set`,
          `Set it: ${name}=… assay …`,
        );
      return found;
    });
  }
  if (Array.isArray(value)) return value.map((item, index) => substitute(item, joinPointer(at, index), parsed));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, substitute(child, joinPointer(at, name), parsed)]),
  );
}

function locate(parsed: Parsed, at: Pointer): string {
  const { file, line } = parsed.locate(at);
  return `${file}:${line} ${at}`;
}
