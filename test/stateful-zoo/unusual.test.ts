import { expect, test } from '@jest/globals';
import { listen } from '../../conformance/server-zoo/sockets.ts';
import { httpTarget, withRetries } from '../../src/index.ts';
import { share } from '../support/share.ts';
import { ACCUSED_YET } from './known.ts';
import { BASE } from './shop.ts';
import { UNUSUAL } from './unusual.ts';
import { WIRES } from './wires.ts';
import { found, runAgainst, shopThat, visit } from './zoo.ts';

for (const { name, does } of share(UNUSUAL, 5))
  (ACCUSED_YET.includes(name) ? test.failing : test)(`accuses no shop that ${name}`, async () => {
    const { run, damage } = await visit(does);
    expect([...found(run, 'violation'), ...run.undecided.map(({ reason }) => reason), ...damage]).toEqual([]);
  });

for (const { name, wire } of WIRES)
  test(`accuses no shop whose answers travel ${name}`, async () => {
    const shop = shopThat(() => {});
    const { url, close } = await listen((request) => shop.serve(request), wire, { base: BASE });
    const target = withRetries(httpTarget(url));
    try {
      const run = await runAgainst(target);
      expect([...found(run, 'violation'), ...run.undecided.map(({ reason }) => reason)]).toEqual([]);
    } finally {
      await Promise.all([target.close(), close()]);
    }
  });

test('every unusual shop that is accused yet is a row of the zoo', () => {
  const names = UNUSUAL.map(({ name }) => name);
  expect(ACCUSED_YET.filter((row) => !names.includes(row))).toEqual([]);
});
