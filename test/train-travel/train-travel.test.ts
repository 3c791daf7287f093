import { expect, test } from '@jest/globals';
import { loadContract } from '../../src/contract/load.ts';
import { httpTarget } from '../../src/exchange/http-target.ts';
import { check } from '../../src/run/check.ts';
import { PHASE_NAMES } from '../../src/run/phases/index.ts';
import { startTrainTravel } from './server.ts';

/** A public document (OpenAPI 3.1); the examples of its answers contradict each other. */
const DOCUMENT = 'node_modules/@readme/oas-examples/3.1/yaml/train-travel.yaml';

test('a server that is faithful to the Train Travel document has no violation', async () => {
  const contract = await loadContract(DOCUMENT, 'train-travel');
  const server = await startTrainTravel();
  const target = httpTarget(server.url);
  try {
    const { findings } = await check(contract, target, {
      phases: [...PHASE_NAMES],
      seed: 7,
      maxExamples: 25,
      overrides: { headers: [['Authorization', 'Bearer a-token']], set: {} },
    });
    const violations = findings.filter(({ severity }) => severity === 'violation');
    expect(violations.map(({ check: id, operation, at, actual, curl }) => [id, operation, at, actual, curl])).toEqual(
      [],
    );
    // What never answers with a success is accused of nothing either.
    const succeeded = server.log.filter((line) => / 20\d$/.test(line)).map((line) => line.replace(/[?\d].*/, ''));
    expect(new Set(succeeded).size).toBeGreaterThan(4);
  } finally {
    await target.close();
    await server.close();
  }
});
