import { expect, test } from '@jest/globals';
import type { Pointer } from '../model/json.ts';
import { coverageCases } from '../cases/coverage/coverage.ts';
import { exampleCases } from '../cases/examples.ts';
import { makeCases } from '../cases/plan.ts';
import { loadContract } from '../contract/load.ts';
import { createMock } from '../mock/mock.ts';
import { createJudge } from './judge.ts';
import { clausesTouched } from './source-coverage.ts';

// That it says nothing wrong is shown by run/recorded/settled-at-once.test.ts.

async function looked(file: string) {
  const contract = await loadContract(file);
  const mock = createMock([contract]);
  const judge = createJudge(contract, '', { isRecorded: true });
  const seen = [];
  for (const testCase of makeCases(contract, [exampleCases, coverageCases])) {
    const { status, headers, body = new Uint8Array() } = await mock.handle(testCase.request);
    const exchange = {
      request: testCase.request,
      ...{ outcome: { response: { status, headers, body } }, duration: 1, retries: 0 },
    };
    const look = () => {
      const all = { touched: new Set<Pointer>(), isAccepting: false };
      return { conforms: judge.conforms(testCase, exchange, '', all), ...all };
    };
    const unknown = look();
    judge.judge(testCase, exchange);
    const [result] = judge.settle([testCase]);
    if (!result) throw new Error('a case has a result');
    seen.push({ unknown, looks: [look(), look()], result, clauses: clausesTouched(contract, result) });
  }
  return seen;
}

test.each([
  ['openapi/cloud-foundry-v3-packages/openapi.yaml', 40],
  ['openapi/openstack-image-v1/openapi.yaml', 40],
  ['examples/bookshop/openapi.yaml', 100],
])('%s: the clauses are those that the judged exchange could have violated', async (file, least) => {
  const seen = await looked(file);
  const conforming = seen.flatMap(({ looks, clauses }) => looks.map((look) => ({ ...look, clauses })));
  expect(conforming.filter(({ conforms }) => conforms).length / 2).toBeGreaterThan(least);
  for (const { conforms, touched, clauses } of conforming)
    expect([...touched].sort()).toStrictEqual(conforms ? [...clauses].sort() : []);
});

test('an exchange with a secret that is not known yet is judged in full', async () => {
  const [first] = await looked('openapi/cloud-foundry-v3-packages/openapi.yaml');
  expect(first?.unknown).toStrictEqual({ conforms: false, touched: new Set(), isAccepting: false });
  expect(first?.looks.map(({ conforms }) => conforms)).toStrictEqual([true, true]);
});
