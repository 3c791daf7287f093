import type { Case, Phase } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import { defaultBasePath } from '../../contract/servers.ts';
import { formatCurl } from '../../judge/curl.ts';
import { plan } from '../../run/phases/plan.ts';

/** A request that the mock answers as the documents say, as a form can send it. */
export interface ExampleRequest {
  method: string;
  /** From the root of the mock: `/v3/apps/my-app/packages`. */
  path: string;
  headers: (readonly [name: string, value: string])[];
  /** Absent where there is none, or one that is no text. */
  body?: string;
}

/** The first request of an operation that its contract documents. */
export function exampleRequest(contract: Contract, operation: Operation): ExampleRequest | undefined {
  const found = firstCase(contract, operation);
  if (!found) return undefined;
  const { method, path, headers, body } = found.request;
  const text = body && Buffer.from(body).toString('utf8');
  return {
    method,
    path: `${defaultBasePath(contract, operation)}${path}`,
    headers,
    ...(text !== undefined && !text.includes('\ufffd') && { body: text }),
  };
}

/** A documented request before one that only follows the schemas. */
const PHASES: readonly Phase[] = ['examples', 'coverage'];

/** So many operations are tried for one that has a request. */
const MOST_TRIED = 20;

/** A curl line that works when it is pasted: the first documented request of some contract, with any token. */
export function exampleCurl(contracts: Contract[], url: string): string {
  for (const phase of PHASES)
    for (const contract of contracts)
      for (const operation of contract.operations.slice(0, MOST_TRIED)) {
        const found = firstCase(contract, operation, [phase]);
        if (found)
          return formatCurl(`${url}${defaultBasePath(contract, operation)}`, found.request, operation).replaceAll(
            '$TOKEN',
            'any-token',
          );
      }
  return `curl ${url}/__assay/`;
}

/** Planned alone: to plan a large contract takes seconds. */
function firstCase(contract: Contract, operation: Operation, phases = PHASES): Case | undefined {
  return plan({ ...contract, operations: [operation] }, { allow: ['all'], phases })[0];
}
