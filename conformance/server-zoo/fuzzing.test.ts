import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { check, inProcessTarget, loadContract, type Contract, type Run } from '../../src/index.ts';
import { REFERENCES, type Api, type Server } from './servers.ts';
import { share } from '../../test/support/share.ts';
import { UNUSUAL } from './unusual.ts';

/** Generated requests to each server; more with `ASSAY_FUZZ=2000`, different ones with `ASSAY_SEED=7`. */
const { ASSAY_FUZZ: maxExamples = 40, ASSAY_SEED: seed = 20_261_120 } = process.env;
const APIS: Api[] = ['cloud-foundry', 'openstack'];
const FILES: Record<Api, string> = { 'cloud-foundry': 'cloud-foundry-v3-packages', openstack: 'openstack-image-v1' };

const contracts = {} as Record<Api, Contract>;
beforeAll(async () => {
  for (const api of APIS)
    contracts[api] = await loadContract(
      fileURLToPath(new URL(`../../openapi/${FILES[api]}/openapi.yaml`, import.meta.url)),
    );
});

const run = (api: Api, serve: Server) =>
  check(contracts[api], inProcessTarget('zoo', serve), {
    phases: ['fuzzing'],
    seed: Number(seed),
    maxExamples: Number(maxExamples),
    overrides: { headers: api === 'cloud-foundry' ? [['Authorization', 'bearer x']] : [], set: {} },
  });

const describeRun = ({ verdict, findings, undecided }: Run) =>
  [
    verdict,
    ...findings
      .filter(({ severity }) => severity === 'violation')
      .map(({ check: id, at, message, curl }) => `${id}: ${at}: ${message}\n${curl}`),
    ...undecided.map(({ reason }) => reason),
  ].join('\n');

describe('generated requests', () => {
  test.each(APIS)('accepts the reference server of %s', async (api) => {
    expect(describeRun(await run(api, REFERENCES[api]()))).toBe('conforms');
  });
  // `ASSAY_WHOLE=1 npm test -- conformance/server-zoo` tries each.
  test.each(share(UNUSUAL, 2).map((one) => ({ title: `${one.api}: ${one.name}`, ...one })))(
    'accepts what is unusual: $title',
    async ({ api, break: changed }) => {
      expect(describeRun(await run(api, changed(REFERENCES[api])))).toBe('conforms');
    },
  );
});
