import type { Contract } from '../../model/contract.ts';
import { overrideHeaders, type Overrides } from '../../messages/overrides.ts';
import { ContractError, UsageError } from '../../errors.ts';
import type { RequestSettings } from '../../run/check-options.ts';
import { readCleanupRule, type CleanupRule } from '../../exchange/cleanup.ts';
import type { CallbackListenerOptions } from '../../exchange/callback-listener.ts';
import { isDocumentPath } from '../../document/find.ts';
import type { Config, TargetConfig } from '../config/config.ts';
import { tokenHeaders } from '../config/connect.ts';
import { loadContracts, type ContractsFrom } from '../config/contracts.ts';
import { readFilters } from './filter-options.ts';
import type { GivenOptions } from './options.ts';
import { readPhases } from './phase-options.ts';
import { readCallbackAddress } from '../values/callbacks.ts';
import { readDuration } from '../values/duration.ts';
import { readBaseUrl, readOverrides } from '../values/overrides.ts';

/** What the command line and the configuration come to. */
export interface Setup {
  /** The name of the target in the configuration. */
  name?: string;
  contracts: string[];
  url?: string;
  target: Partial<TargetConfig>;
  cleanup: Map<string, CleanupRule>;
  options: RequestSettings;
  timeout: number;
  maxTime?: number;
  /** Where callbacks come in. */
  callbacks?: CallbackListenerOptions;
}

/** Flags go before what the configuration says of the target. */
export function readSetup(given: GivenOptions, config: Config | undefined): Setup {
  const [first] = given.operands;
  // A document is what its path says, whatever a file calls a target.
  const isName = first !== undefined && given.operands.length === 1 && !isDocumentPath(first);
  const named = isName ? config?.target(first) : undefined;
  const target: Partial<TargetConfig> = named ?? {};
  if (named && given.text('target'))
    throw new UsageError(`${first} is a target of ${config?.file}, and --target names another`, 'Give one of the two.');
  const url = given.text('target') ?? target.url;
  if (url !== undefined) readBaseUrl(url, named ? `targets.${first}.url` : '--target');
  if (given.list('har').length > 0 && url !== undefined && !named)
    throw new UsageError('--har judges what was recorded, and --target asks a server', 'Give one of the two.');
  const callbacks = given.text('callbacks');
  if (callbacks !== undefined && url === undefined)
    throw new UsageError('--callbacks takes what a server sends, and there is none', 'Name one with --target.');
  const { maxTime, ...phases } = readPhases(given, target);
  return {
    ...(named && first !== undefined && { name: first }),
    contracts: named ? [named.contract].flat() : given.operands,
    ...(url !== undefined && { url }),
    target: {
      ...target,
      tls: {
        ...target.tls,
        ...(given.text('ca') && { ca: given.text('ca') as string }),
        ...(given.has('insecure') && { insecure: true }),
      },
    },
    cleanup: new Map(
      Object.entries(target.cleanup ?? {}).flatMap(([id, text]) => {
        const rule = readCleanupRule(text);
        return rule ? [[id, rule] as const] : [];
      }),
    ),
    options: {
      overrides: mergeGiven(target, readOverrides(given.list('header'), given.list('set'))),
      ...phases,
      ...readFilters(given, target),
      ...workersOf(given.number('workers', { min: 1, max: 64, whole: true }) ?? target.workers),
      ...rateOf(given.number('rate', { min: 0.001 }) ?? target.rate),
    },
    timeout:
      readDuration('--timeout', given.text('timeout')) ?? readDuration('timeout', target.timeout?.toString()) ?? 10_000,
    ...(maxTime !== undefined && { maxTime }),
    ...(callbacks !== undefined && { callbacks: readCallbackAddress(callbacks) }),
  };
}

function workersOf(workers: number | undefined): { workers?: number } {
  return workers === undefined ? {} : { workers };
}

function rateOf(rate: number | undefined): { rate?: number } {
  return rate === undefined ? {} : { rate };
}

function mergeGiven({ headers = {}, set = {}, auth }: Partial<TargetConfig>, flags: Overrides): Overrides {
  const configured = [
    ...tokenHeaders(auth),
    ...readOverrides(
      Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      [],
    ).headers,
  ];
  return {
    headers: overrideHeaders(configured, flags.headers),
    set: { ...Object.fromEntries(Object.entries(set).map(([name, value]) => [name, String(value)])), ...flags.set },
  };
}

/** The contracts of a run. @throws UsageError naming the line of the configuration, where that names one that is not there */
export async function loadTargets(
  { name, contracts }: Setup,
  config: Config | undefined,
  from: ContractsFrom,
): Promise<Contract[]> {
  if (name === undefined || !config) return loadContracts(contracts, from);
  const loaded: Contract[] = [];
  for (const [nth, contract] of contracts.entries())
    try {
      loaded.push(...(await loadContracts([contract], from)));
    } catch (error) {
      if (!(error instanceof UsageError) || error instanceof ContractError) throw error;
      const { file, line } = config.contractPlace(name, nth);
      throw new UsageError(`${file}:${line}: ${error.message}`, error.hint);
    }
  return loaded;
}
