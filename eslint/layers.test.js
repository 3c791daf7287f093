import { describe, expect, test } from '@jest/globals';
import { Linter } from 'eslint';
import layers, { objection } from './layers.js';

const allowed = [
  ['src/contract/load.ts', 'src/model.ts'],
  ['src/contract/load.ts', 'src/contract/parse.ts'],
  ['src/checks/documented-body.ts', 'src/binding/analyse.ts'],
  ['src/cases/examples.ts', 'src/binding/render.ts'],
  ['src/engine.ts', 'src/checks/index.ts'],
  ['src/engine.ts', 'src/findings.ts'],
  ['src/findings.ts', 'src/report/curl.ts'],
  ['src/mutation/run.ts', 'src/engine.ts'],
  ['src/mutation/run.ts', 'src/mock/server.ts'],
  ['src/cli/main.ts', 'src/engine.ts'],
  ['conformance/contracts.test.ts', 'src/jest.ts'],
  ['src/msw.ts', 'src/mock/sites.ts'],
  ['src/checks/status.test.ts', 'src/mock/server.ts'],
  ['src/checks/status.test.ts', 'src/cli/main.ts'],
  ['src/docs/pages.test.ts', 'src/docs/browser.testing.ts'],
  ['benchmarks/mock.ts', 'src/cli/main.ts'],
];

const forbidden = [
  ['src/model.ts', 'src/contract/pointer.ts', 'model lies below contract'],
  ['src/contract/load.ts', 'src/checks/index.ts', 'contract lies below checks'],
  ['src/checks/status.ts', 'src/engine.ts', 'checks lies below engine'],
  ['src/engine.ts', 'src/mutation/run.ts', 'engine and mutation are siblings'],
  ['src/checks/status.ts', 'src/report/text.ts', 'checks and report are siblings'],
  ['src/report/text.ts', 'src/binding/analyse.ts', 'report may not import binding'],
  ['src/cli/main.ts', 'src/jest.ts', 'cli and jest are siblings'],
  ['src/mock/sites.ts', 'src/msw.ts', 'mock lies below msw'],
  ['src/utils/strings.ts', 'src/model.ts', 'utils belongs to no layer'],
  ['src/checks/status.ts', 'src/helpers.ts', 'helpers belongs to no layer'],
];

describe('imports point one way', () => {
  test.each(allowed)('%s may import %s', (from, to) => {
    expect(objection(from, to)).toBeUndefined();
  });

  test.each(forbidden)('%s may not import %s', (from, to, why) => {
    expect(objection(from, to)).toContain(why);
  });

  test('the message says where the code belongs instead', () => {
    expect(objection('src/checks/status.ts', 'src/report/text.ts')).toBe(
      'checks and report are siblings and may not import each other. ' +
        'What both need belongs below both (model, contract, binding); what joins checks and report belongs above (findings, verdict, waivers, statements, embedded, engine, recorded, mutation, cli, index, jest, msw, conformance).',
    );
  });

  test.each([
    "import { a } from '../report/text.ts';",
    "import '../report/text.ts';",
    "export * from '../report/text.ts';",
    "export { a } from '../report/text.ts';",
    "await import('../report/text.ts');",
  ])('the rule sees: %s', (code) => {
    const config = { files: ['**/*.ts'], plugins: { layers }, rules: { 'layers/one-way': 'error' } };
    const messages = new Linter({ cwd: '/project' }).verify(code, [config], '/project/src/checks/status.ts');
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['layers/one-way']);
  });
});
