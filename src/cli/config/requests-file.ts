import { stringify } from 'yaml';
import { problemOfGiven } from '../../cases/baseline/given.ts';
import type { GivenRequests } from '../../cases/baseline/known.ts';
import { MASK } from '../../contract/mask-known-values.ts';
import { maskValue } from '../../contract/secrets.ts';
import { isSecretHeaderName, isSecretParameter } from '../../contract/secret-names.ts';
import { ContractError } from '../../errors.ts';
import { isObject } from '../../json/pointer.ts';
import { requestMedia } from '../../messages/request-media.ts';
import type { Contract } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { AcceptedRequest, Run } from '../../model/run.ts';
import { readConfig, type Config, type GivenSource } from './config.ts';

/**
 * The requests that are given for a run, by operation: those of `--requests` go before those of the target in assay.yaml, and
 * these before those for every target.
 * @throws ContractError with file and line for an operation or a parameter that does not exist, and a body that does not fit
 */
export async function readRequests(
  contracts: readonly Contract[],
  config: Config | undefined,
  target: string | undefined,
  file: string | undefined,
): Promise<GivenRequests> {
  const own = file === undefined ? undefined : await readConfig(file);
  const sources = [...(config?.requests(target) ?? []), ...(own?.requests() ?? [])];
  for (const source of sources) refuseUnfit(contracts, source);
  return Object.assign({}, ...sources.map(({ requests }) => requests)) as GivenRequests;
}

function refuseUnfit(contracts: readonly Contract[], { requests, isForAll, locate }: GivenSource): void {
  const problem = problemOfGiven(contracts, requests, isForAll);
  if (problem) throw new ContractError(`requests: ${problem.message}`, locate(problem.at), problem.hint);
}

/** What was accepted in some runs, as `requests:` of assay.yaml; secrets are left out, each to be set as a variable. */
export function formatRequests(runs: readonly Run[]): string {
  const missing: string[] = [];
  const requests = Object.fromEntries(
    runs.flatMap((run) =>
      (run.accepted ?? []).flatMap((accepted) => {
        const request = writable(run, accepted, missing);
        return Object.keys(request).length > 0 ? [[accepted.operation, request] as const] : [];
      }),
    ),
  );
  const head = ['# Requests that were accepted, to be given again: assay check … --requests FILE, or in assay.yaml.'];
  if (missing.length > 0)
    head.push(
      '# Secrets are left out. Set them as environment variables, or write them in their place:',
      ...missing.map((name) => `#   ${name}`),
    );
  return `${head.join('\n')}\n${stringify({ requests }, { lineWidth: 0 })}`;
}

function writable(
  run: Run,
  { operation: id, inputs, headers, isCreated }: AcceptedRequest,
  missing: string[],
): JsonObject {
  const operation = run.contract.operations.find((one) => one.id === id);
  if (!operation) return {};
  const variable = (place: string): string => {
    const name = `${id}_${place}`
      .replace(/([a-z\d])([A-Z])/g, '$1_$2')
      .replace(/\W+/g, '_')
      .toUpperCase();
    if (!missing.includes(name)) missing.push(name);
    return `\${${name}}`;
  };
  const parameters: JsonObject = {};
  for (const { name, in: where } of operation.parameters) {
    const value = inputs[where][name];
    // What the run created is not there any more.
    if (value === undefined || (where === 'path' && isCreated)) continue;
    const isSecret = where === 'header' ? isSecretHeaderName(name) : where !== 'path' && isSecretParameter(name);
    parameters[name] = isSecret ? variable(name) : value;
  }
  const schema = requestMedia(operation, inputs)?.schema;
  const described = { contract: run.contract, schema, ...(run.isMadeUp && { isMadeUp: run.isMadeUp }) };
  const masked = inputs.body === undefined ? undefined : maskValue(described, inputs.body);
  return {
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(headers.length > 0 && {
      headers: Object.fromEntries(
        headers.map(([name, value]) => [name, isSecretHeaderName(name) ? variable(name) : value]),
      ),
    }),
    ...(inputs.mediaType !== undefined && (operation.body?.media.length ?? 0) > 1 && { mediaType: inputs.mediaType }),
    ...(masked !== undefined && { body: withVariables(masked, 'body', variable) }),
  };
}

/** A masked body with a variable in the place of each secret. */
function withVariables(value: Json, place: string, variable: (place: string) => string): Json {
  if (value === MASK) return variable(place);
  if (Array.isArray(value)) return value.map((item, index) => withVariables(item, `${place}_${index}`, variable));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [
      name,
      withVariables(child, place === 'body' ? name : `${place}_${name}`, variable),
    ]),
  );
}
