import { describe, expect, test } from '@jest/globals';
import { ContractError, UsageError } from '../../errors.ts';
import type { Config, TargetConfig } from '../config/config.ts';
import { loadTargets, readSetup } from './check-setup.ts';
import { GivenOptions } from './options.ts';

/** A configuration with the target `staging`. */
function configOf(target: Partial<TargetConfig>): Config {
  return {
    ...{ file: 'assay.yaml', waivers: [], mock: {}, targets: ['staging'], requests: () => [] },
    target: (name) => (name === 'staging' ? { contract: 'pets', url: 'http://staging.example', ...target } : undefined),
    contractPlace: (name, nth) => ({ file: 'assay.yaml', line: 10 + nth, column: 1, name }) as never,
  };
}
type Flags = Record<string, string | boolean | string[]>;
const read = (operands: string[], flags: Flags = {}, target?: Partial<TargetConfig>) =>
  readSetup(new GivenOptions(operands, flags), target && configOf(target));

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} | ${error.hint}`;
    throw error;
  }
  return 'none';
}

describe('what a run is set up for', () => {
  test('are contracts alone, with what holds by default', () => {
    const setup = read(['pets', 'shops']);
    expect(setup).toMatchObject({
      ...{ contracts: ['pets', 'shops'], timeout: 10_000, target: { tls: {} } },
      options: { overrides: { headers: [], set: {} } },
    });
    for (const name of ['name', 'url', 'maxTime', 'callbacks']) expect(setup).not.toHaveProperty(name);
    expect(setup.options).not.toHaveProperty('rate');
    expect(setup.cleanup.size).toBe(0);
  });

  test('is a target by its name', () => {
    const setup = read(['staging'], {}, { workers: 7, rate: 2, timeout: '3s', maxTime: '1m' });
    expect(setup).toMatchObject({
      ...{ name: 'staging', contracts: ['pets'], url: 'http://staging.example', timeout: 3000, maxTime: 60_000 },
      options: { workers: 7, rate: 2 },
    });
  });

  test('are all contracts of a target', () => {
    expect(read(['staging'], {}, { contract: ['pets', 'shops'] }).contracts).toEqual(['pets', 'shops']);
  });

  test.each<[string, operands: string[]]>([
    ['another name', ['production']],
    ['two names', ['staging', 'pets']],
    ['the path of a document', ['./staging']],
    ['a file', ['staging.yaml']],
  ])('is no target by %s', (_, operands) => {
    const setup = read(operands, {}, {});
    expect(setup).not.toHaveProperty('name');
    expect(setup.contracts).toEqual(operands);
  });

  test('is what flags say before what the target does', () => {
    const setup = read(
      ['staging'],
      { workers: '2', rate: '5', timeout: '1s', 'max-time': '9s', ca: 'own.pem', insecure: true },
      { workers: 7, rate: 2, timeout: '3s', maxTime: '1m', tls: { ca: 'other.pem', insecure: false } },
    );
    expect(setup).toMatchObject({
      ...{ timeout: 1000, maxTime: 9000, options: { workers: 2, rate: 5 } },
      target: { tls: { ca: 'own.pem', insecure: true } },
    });
  });

  test('keeps what the target says of TLS where no flag does', () => {
    const { target } = read(['staging'], {}, { tls: { ca: 'other.pem' } });
    expect(target.tls).toEqual({ ca: 'other.pem' });
  });

  test('has the headers of both, of one name that of the flag, and the token of the target', () => {
    const { overrides } = read(
      ['staging'],
      { header: ['A: flag'], set: ['id=flag'] },
      { headers: { a: 'target', B: 'target' }, set: { id: 'target', limit: 7 }, auth: { bearer: 't' } as never },
    ).options;
    expect(overrides?.headers).toEqual(
      expect.arrayContaining([
        ['B', 'target'],
        ['A', 'flag'],
      ]),
    );
    expect(overrides?.headers.filter(([name]) => /^a$/i.test(name))).toHaveLength(1);
    expect(overrides?.set).toEqual({ id: 'flag', limit: '7' });
  });

  test('has the rules for the clean-up that can be read', () => {
    const { cleanup } = read(['staging'], {}, { cleanup: { createPet: 'DELETE /pets/{id}' } });
    expect([...cleanup.keys()]).toEqual(['createPet']);
  });

  test('has the address for callbacks, where there is a server', () => {
    const setup = read(['pets'], { target: 'http://x.example', callbacks: '127.0.0.1:8080' });
    expect(setup.callbacks).toBeDefined();
    expect(setup.url).toBe('http://x.example');
  });
});

describe('what cannot be set up together', () => {
  test.each<[string, operands: string[], flags: Flags, problem: RegExp]>([
    [
      'a target by its name and by --target',
      ['staging'],
      { target: 'http://x.example' },
      /^staging is a target of assay\.yaml, and --target names another \| Give one of the two\.$/,
    ],
    ['a target that is no URL', ['pets'], { target: 'x y' }, /--target/],
    [
      'a recording and a server',
      ['pets'],
      { har: ['a.har'], target: 'http://x.example' },
      /^--har judges what was recorded, and --target asks a server \| Give one of the two\.$/,
    ],
    [
      'callbacks and no server',
      ['pets'],
      { callbacks: '8080' },
      /^--callbacks takes what a server sends, and there is none \| Name one with --target\.$/,
    ],
    ['no worker', ['pets'], { workers: '0' }, /--workers 0/],
    ['too many workers', ['pets'], { workers: '65' }, /--workers 65/],
    ['half a worker', ['pets'], { workers: '1.5' }, /--workers 1\.5/],
    ['no rate', ['pets'], { rate: '0' }, /--rate 0/],
  ])('is %s', (_, operands, flags, problem) => {
    expect(problemOf(() => read(operands, flags, {}))).toMatch(problem);
  });

  test.each<[string, operands: string[], flags: Flags]>([
    ['a recording and a target by its name', ['staging'], { har: ['a.har'] }],
    ['the most workers', ['pets'], { workers: '64' }],
    ['one worker', ['pets'], { workers: '1' }],
    ['the least rate', ['pets'], { rate: '0.001' }],
  ])('is not %s', (_, operands, flags) => {
    expect(problemOf(() => read(operands, flags, {}))).toBe('none');
  });

  test('is named by its place where the URL of a target is none', () => {
    expect(problemOf(() => read(['staging'], {}, { url: 'x y' }))).toContain('targets.staging.url');
  });
});

describe('the contracts of a target', () => {
  const from = { folder: '/nowhere' } as never;

  test('are told with the line that names them where they are not there', async () => {
    const setup = read(['staging'], {}, { contract: ['./none.yaml'] });
    const error: unknown = await loadTargets(setup, configOf({}), from).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).not.toBeInstanceOf(ContractError);
    expect((error as UsageError).message).toMatch(/^assay\.yaml:10: /);
  });

  test('are told without a line where the command line names them', async () => {
    await expect(loadTargets(read(['./none.yaml']), undefined, from)).rejects.toThrow(/^(?!assay\.yaml)/);
  });

  test('are loaded in their order', async () => {
    const files = ['examples/petstore.yaml', 'examples/bookshop/openapi.yaml'];
    const loaded = await loadTargets(read(['staging'], {}, { contract: files }), configOf({}), {});
    expect(loaded).toHaveLength(2);
  });
});
