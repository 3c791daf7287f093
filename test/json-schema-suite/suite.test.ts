import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Json } from '../../src/model/json.ts';
import { contractOf } from '../support/contracts.ts';
import {
  asResource,
  DRAFTS,
  EXCLUDED,
  filesOf,
  isOfOpenapi30,
  placed,
  readGroups,
  serveRemotes,
  type Group,
} from './suite.ts';

/**
 * The JSON Schema Test Suite in a contract: each schema is a component of an OpenAPI document. Drafts 4 and 2020-12 are here;
 * a clone named by ASSAY_JSON_SCHEMA_TEST_SUITE has all drafts (docs/decisions/0010).
 */
const excluded = (name: string) => EXCLUDED.filter(([start]) => name.startsWith(start));
const used = new Set<string>();
let remotes: Awaited<ReturnType<typeof serveRemotes>>;

beforeAll(async () => {
  remotes = await serveRemotes();
});
afterAll(() => remotes.close());

/** The results that differ from the suite, one line for each test. */
async function differences(
  prefix: string,
  groups: Group[],
  place: (group: Group, index: number) => Json,
  openapi: string,
): Promise<string[]> {
  const read = groups.filter(({ description }) => {
    const own = excluded(`${prefix}: ${description}`).filter(([, , unread]) => unread);
    for (const [start] of own) used.add(start);
    return own.length === 0;
  });
  const schemas = Object.fromEntries(read.map((group, index) => [`S${index}`, place(group, index)]));
  const text = remotes.moved(JSON.stringify({ openapi, paths: {}, components: { schemas } }));
  const contract = await contractOf(JSON.parse(text) as object, 'suite', { allowRemoteRefs: true });
  return read.flatMap(({ description, tests }, index) => {
    const pointer = `#/components/schemas/S${index}`;
    const why = contract.unusable(pointer)?.message;
    return tests.flatMap((one) => {
      const name = `${prefix}: ${description}: ${one.description}`;
      const isSame =
        why === undefined &&
        contract.accepts(pointer, one.data) === one.valid &&
        (contract.validate(pointer, one.data).length === 0) === one.valid;
      const reasons = excluded(name);
      for (const [start] of reasons) used.add(start);
      if (reasons.length > 0) return isSame ? [`unexpected pass: ${name}`] : [];
      return isSame
        ? []
        : [`${name}: must be ${one.valid ? 'valid' : 'invalid'}${why === undefined ? '' : ` (${why})`}`];
    });
  });
}

describe.each(DRAFTS)('%s', (folder, dialect) => {
  test.each(filesOf(folder))('assay agrees with the suite on %s', async (file) => {
    const prefix = `${folder}/${file}`;
    expect(
      await differences(
        prefix,
        readGroups(folder, file),
        ({ schema }, index) => asResource(schema, dialect, index),
        '3.1.0',
      ),
    ).toEqual([]);
  });
});

describe('draft4 in OpenAPI 3.0', () => {
  const files = filesOf('draft4').map((file): [string, Group[]] => [
    file,
    readGroups('draft4', file).filter(({ schema }) => isOfOpenapi30(schema)),
  ]);
  test.each(files.filter(([, groups]) => groups.length > 0))(
    'assay agrees with the suite on %s',
    async (file, groups) => {
      expect(
        await differences(
          `openapi-3.0/${file}`,
          groups,
          ({ schema }, index) => placed(schema, `#/components/schemas/S${index}`),
          '3.0.3',
        ),
      ).toEqual([]);
    },
  );
});

afterAll(() => {
  const drafts = [...DRAFTS.map(([folder]) => `${folder}/`), 'openapi-3.0/'];
  expect(
    EXCLUDED.filter(([start]) => drafts.some((draft) => start.startsWith(draft)) && !used.has(start)).map(
      ([start]) => `excludes nothing: ${start}`,
    ),
  ).toEqual([]);
});
