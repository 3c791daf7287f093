import { describe, expect, test } from '@jest/globals';
import type { Run } from '../src/model/run.ts';
import { loadContract } from '../src/contract/load.ts';
import { check } from '../src/run/check.ts';
import { startMock, type MockMode } from '../src/mock/server/server.ts';
import { httpTarget } from '../src/exchange/http-target.ts';

const NAMES = ['cloud-foundry-v3-packages', 'openstack-image-v1'];

/** The conformance run of a contract against its mock, over HTTP. */
async function run(name: string, mode: MockMode): Promise<Run> {
  const contract = await loadContract(`openapi/${name}/openapi.yaml`);
  const mock = await startMock({ contracts: [contract], port: 0, mode });
  const target = httpTarget(mock.url);
  try {
    return await check(contract, target);
  } finally {
    await target.close();
    await mock.close();
  }
}

const told = ({ findings }: Run) => [...new Set(findings.map(({ check: id, at }) => `${id} ${at}`))].sort();

describe('the mock of each contract', () => {
  test.each(NAMES)('%s: the mock in mode echo conforms, fresh identifiers included', async (name) => {
    const { verdict, findings, undecided } = await run(name, 'echo');
    expect({ verdict, findings, undecided }).toEqual({ verdict: 'conforms', findings: [], undecided: [] });
  });

  // It cannot follow the request, and has only the documented identifier; it does everything else.
  test('mode static violates only values that follow from the request or must be new each time', async () => {
    expect(told(await run('openstack-image-v1', 'static'))).toEqual(['fresh-identifier body#/location']);
    expect(told(await run('cloud-foundry-v3-packages', 'static'))).toEqual([
      'bound-value body#/data/credentials/email',
      'bound-value body#/data/credentials/login_server',
      'bound-value body#/data/credentials/password',
      'bound-value body#/data/credentials/user',
      'bound-value body#/data/image',
      'bound-value body#/data/store_image',
      'bound-value body#/links/app/href',
      'bound-value body#/type',
      'default-value body#/data/store_image',
      'fresh-identifier body#/guid',
    ]);
  });
});
