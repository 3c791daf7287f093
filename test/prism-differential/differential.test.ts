import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFile, writeFile } from 'node:fs/promises';
import type { Contract } from '../../src/model/contract.ts';
import type { Request } from '../../src/model/exchange.ts';
import { contractOf, SHIPPED_CONTRACTS, shippedContract } from '../support/contracts.ts';
import { readFields } from '../../src/http/header-fields.ts';
import { loadContract } from '../../src/contract/load.ts';
import { formatCurl } from '../../src/judge/curl.ts';
import { compare, type Compared } from './compare.ts';
import { differencesPage } from './differences-page.ts';
import { DIFFERENCES } from './differences.ts';
import { EVERYTHING } from './contract.ts';
import { createMock } from '../../src/mock/mock.ts';
import { prismServer, type Outcome } from './prism-server.ts';
import { anyRequest } from './requests.ts';

/** `ASSAY_DIFFERENTIAL=50000` sends so many requests, with a new seed each time unless `ASSAY_SEED` is set. */
const RUNS = Number(process.env['ASSAY_DIFFERENTIAL'] ?? 4_000);
const SEED = Number(process.env['ASSAY_SEED'] ?? (process.env['ASSAY_DIFFERENTIAL'] ? Date.now() % 2 ** 31 : 1));

type Ask = (request: Request) => Promise<Outcome>;

async function bothOf(contract: Contract): Promise<[assay: Ask, prism: Ask]> {
  const mock = createMock([contract], { mode: 'static', seed: 1 });
  const assay: Ask = async (request) => {
    const { status, headers, body } = await mock.handle(request);
    return {
      status,
      headers: new Map(headers.map(([name, value]) => [name.toLowerCase(), value])),
      body: new TextDecoder().decode(body),
    };
  };
  return [assay, await prismServer(contract)];
}

function describeDifference({ aspect, request, assay, prism, errors, operation }: Compared): string {
  const say = ({ status, headers, body, died }: Outcome) =>
    died ??
    `${status} ${headers.get('content-type') ?? ''} ${headers.get('www-authenticate') ?? ''} ${body.slice(0, 300)}`;
  const wrong = errors.map(({ at, message }) => `${at} ${message}`).join('; ');
  return `${aspect} differs, and no row of differences.ts says so (ASSAY_SEED=${SEED}):
  ${formatCurl('http://127.0.0.1:4010', request)}
  headers: ${JSON.stringify(request.headers)}
  operation: ${operation?.id ?? 'none'}; wrong: ${wrong || 'nothing'}
  assay: ${say(assay)}
  prism: ${say(prism)}`;
}

test(`the mock answers ${RUNS} requests like Prism, or differs for a listed reason`, async () => {
  const shipped = await Promise.all(SHIPPED_CONTRACTS.map(shippedContract));
  const everything = await contractOf(EVERYTHING, 'everything');
  const contracts = [...shipped, await loadContract('examples/petstore.yaml', 'petstore'), everything];
  const asked = new Map<Contract, [Ask, Ask]>(
    await Promise.all(contracts.map(async (contract) => [contract, await bothOf(contract)] as const)),
  );
  const met = new Map(DIFFERENCES.map(({ id }) => [id, 0]));
  let same = 0;

  const { errorInstance } = await fc.check(
    fc.asyncProperty(anyRequest(contracts), async ({ contract, request }) => {
      const [assay, prism] = asked.get(contract) as [Ask, Ask];
      const answer = await assay(request);
      // Some requests ask for a 500.
      if (answer.status >= 500 && !/code=500/.test(readFields(request.headers).get('prefer') ?? request.path))
        throw new Error(`assay answers ${answer.body}`);
      const compared = compare(contract, request, answer, await prism(request));
      if (!compared) return void (same += 1);
      const rows = DIFFERENCES.filter(({ when }) => when(compared));
      for (const { id } of rows) met.set(id, (met.get(id) ?? 0) + 1);
      if (rows.length === 0) throw new Error(describeDifference(compared));
    }),
    { numRuns: RUNS, seed: SEED },
  );
  // Without fast-check's own message, which prints whole contracts.
  if (errorInstance) throw errorInstance as Error;

  if (process.env['ASSAY_DIFFERENTIAL'])
    process.stderr.write(
      `seed ${SEED}: ${same} of ${RUNS} the same; ${[...met].map(([id, count]) => `${id} ${count}`).join(', ')}\n`,
    );
  expect([...met].filter(([, count]) => count === 0).map(([id]) => id)).toEqual([]);
  expect(same).toBeGreaterThan(RUNS / 4);
}, 3_600_000);

const PAGE = 'docs/differences-from-prism.md';

test(`${PAGE} matches the table of differences; ASSAY_WRITE=1 writes it`, async () => {
  if (process.env['ASSAY_WRITE']) await writeFile(PAGE, differencesPage(DIFFERENCES));
  expect(await readFile(PAGE, 'utf8')).toBe(differencesPage(DIFFERENCES));
});
