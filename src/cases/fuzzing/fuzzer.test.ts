import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { thingDocument } from '../../../test/support/mutants.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { fingerprint, isValid } from '../valid-requests.ts';
import { createFuzzer, type GeneratedCase } from './fuzzer.ts';

const SEED = 11;
const bodyOf = ({ case: { request } }: GeneratedCase) => new TextDecoder().decode(request.body);

async function fuzzerOf(document: JsonObject = thingDocument(), seed = SEED) {
  const contract = await contractOf(document);
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  const fuzzer = createFuzzer(contract, operation, NO_OVERRIDES, seed);
  const take = (count: number) =>
    Array.from({ length: count }, () => fuzzer?.next()).filter((one) => one !== undefined);
  return { contract, operation, fuzzer, take };
}

describe('the cases of a fuzzer', () => {
  test('are the same for the same seed, and differ for another one', async () => {
    const requests = async (seed: number) =>
      (await fuzzerOf(undefined, seed)).take(20).map(({ case: one }) => fingerprint(one.request));
    const first = await requests(SEED);
    expect(await requests(SEED)).toStrictEqual(first);
    expect(await requests(SEED + 1)).not.toStrictEqual(first);
  });

  test('are each sent once, and carry their seed and number', async () => {
    const cases = (await fuzzerOf()).take(60).map((one) => one.case);
    expect(new Set(cases.map(({ request }) => fingerprint(request))).size).toBe(60);
    expect(new Set(cases.map(({ generated }) => generated?.path)).size).toBe(60);
    for (const { generated, phase, id, title } of cases) {
      expect([generated?.seed, phase]).toStrictEqual([SEED, 'fuzzing']);
      expect(id).toBe(`createThing > ${title}`);
      expect(title).toContain(`(${generated?.path})`);
    }
  });

  test('are valid or invalid as they claim', async () => {
    const { contract, operation, take } = await fuzzerOf();
    const kinds = take(120).map(({ case: { request, expect: expected } }) => {
      const valid = isValid(contract, operation, request);
      if (expected.kind === 'refused') return valid ? 'wrongly refused' : 'refused';
      return valid || ('mayRefuse' in expected && expected.mayRefuse === true) ? 'accepted' : 'wrongly accepted';
    });
    expect([...new Set(kinds)].sort()).toStrictEqual(['accepted', 'refused']);
  });

  test('with a malformed body have its bytes: what no parser reads is to be refused, the rest only must not fail', async () => {
    const isJson = (text: string) => {
      try {
        return JSON.parse(text) !== undefined;
      } catch {
        return false;
      }
    };
    const cases = (await fuzzerOf()).take(400);
    const titled = (pattern: RegExp) => cases.filter(({ case: { title } }) => pattern.test(title));
    const broken = titled(/breaks off|is not JSON|of markup|half a text|nobody closes/);
    expect(broken.length).toBeGreaterThan(5);
    for (const one of broken) expect([one.case.expect.kind, isJson(bodyOf(one))]).toStrictEqual(['refused', false]);
    const doubtful = titled(/with (two bodies in|NaN in its|a comma at the|a comment in)/);
    expect(doubtful.length).toBeGreaterThan(5);
    for (const one of doubtful) {
      expect(one.case.expect).toMatchObject({ kind: 'accepted', mayRefuse: true, mayNormalize: true });
      expect(isJson(bodyOf(one))).toBe(false);
    }
  });

  test('seldom repeat one another where many were made before', async () => {
    const { fuzzer } = await fuzzerOf();
    const distinct = (from: number) => {
      const made = Array.from({ length: 200 }, (_, nth) => fuzzer?.firstOf(from + nth)?.case.request);
      return new Set(made.flatMap((request) => (request ? [fingerprint(request)] : []))).size;
    };
    expect(distinct(0)).toBeLessThan(140);
    expect(distinct(200)).toBeGreaterThan(160);
    expect(distinct(100_000)).toBeGreaterThan(160);
  });

  test('are mostly proved at their first draft, where the contract leaves typical requests open', async () => {
    const { fuzzer } = await fuzzerOf(
      thingDocument((operation) => {
        const media = operation.requestBody.content['application/json'];
        media.schema.required.push('kind');
        media.schema['x-unspecified'] = [
          { says: 'what tapes are', schema: { properties: { kind: { const: 'tape' } } } },
        ];
        delete media.examples;
      }),
    );
    // Half of what the schema allows is a tape.
    const first = Array.from({ length: 100 }, (_, number) => fuzzer?.firstOf(number)).filter(
      (one) => one?.attempt === 0,
    );
    expect(first.length).toBeGreaterThan(60);
  });

  test('break no type of a parameter that takes any text', async () => {
    const { fuzzer } = await fuzzerOf({
      paths: {
        '/things/{id}': {
          get: {
            parameters: [
              { name: 'id', in: 'path', required: true, schema: { type: 'string', maxLength: 9 }, example: 'a' },
            ],
            responses: { '200': { description: 'a' } },
          },
        },
      },
    });
    const invalid = Array.from({ length: 100 }, (_, number) => fuzzer?.firstOf(number)).filter(
      (one) => one?.case.expect.kind === 'refused',
    );
    expect(invalid.length).toBeGreaterThan(20);
    for (const one of invalid) expect(one?.case.expect).toMatchObject({ clause: expect.stringContaining('maxLength') });
  });

  test('end if nothing new can be made', async () => {
    const { fuzzer } = await fuzzerOf({ paths: { '/a': { get: { responses: { '200': { description: 'a' } } } } } });
    expect(fuzzer?.next()?.case.request.path).toBe('/a');
    expect(fuzzer?.next()).toBeUndefined();
  });

  test('do not exist if no valid request is known', async () => {
    const { fuzzer } = await fuzzerOf(
      thingDocument((operation) => {
        operation.requestBody.content['application/json'] = { schema: { not: {} } };
      }),
    );
    expect(fuzzer).toBeUndefined();
  });

  test('do not use what the contract leaves open', async () => {
    const { take } = await fuzzerOf(
      thingDocument((operation) => {
        operation.requestBody.content['application/json'].schema['x-unspecified'] = [
          { says: 'what tapes are', schema: { properties: { kind: { const: 'tape' } }, required: ['kind'] } },
        ];
      }),
    );
    for (const one of take(60))
      if (one.case.expect.kind === 'accepted' && one.case.expect.mayRefuse !== true)
        expect(JSON.parse(bodyOf(one)).kind).not.toBe('tape');
  });
});

describe('smaller cases', () => {
  test('name the case that they come from and how they were reached', async () => {
    const found = (await fuzzerOf()).take(30).find((one) => one.shrink()[Symbol.iterator]().next().value);
    const [smaller] = found?.shrink() ?? [];
    expect(smaller?.case.generated?.path).toMatch(new RegExp(`^${found?.case.generated?.path}:\\d+$`));
  });

  test('end with the smallest', async () => {
    for (const one of (await fuzzerOf()).take(10)) {
      let current: GeneratedCase = one;
      let steps = 0;
      for (let next; (next = current.shrink()[Symbol.iterator]().next().value); current = next) steps += 1;
      expect(steps).toBeLessThan(500);
    }
  });

  test('have the valid request from which an invalid one was made', async () => {
    const { contract, operation, take } = await fuzzerOf();
    const invalid = take(40).filter(({ case: { expect: expected } }) => expected.kind === 'refused');
    expect(invalid.length).toBeGreaterThan(0);
    for (const one of invalid) {
      const base = one.base();
      expect(base && isValid(contract, operation, base.request)).toBe(true);
    }
  });
});
