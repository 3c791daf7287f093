import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Contract } from '../../model/contract.ts';
import type { HeaderField } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import type { Run } from '../../model/run.ts';
import type { Recorded } from '../../exchange/recordings/recorded.ts';
import { coverageCases } from '../../cases/coverage/coverage.ts';
import { exampleCases } from '../../cases/examples.ts';
import { makeCases } from '../../cases/plan.ts';
import { loadContract } from '../../contract/load.ts';
import { jsonIn } from '../../json/parse-json.ts';
import { isObject } from '../../json/pointer.ts';
import { createMock } from '../../mock/mock.ts';
import { createRandom, pick, type Random } from '../../mock/random.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { share } from '../../../test/support/share.ts';
import { checkRecorded } from './check-recorded.ts';

/*
 * An exchange in which nothing is found is let go of at once where no report wants to see it. What a run says must not depend on that:
 * recordings are judged twice, once with all of their results kept, which are then judged and written in order, and once with none.
 */

const SEED = Number(process.env['ASSAY_SEED'] ?? 1);

/** Answers of the mock to documented and varied requests, and the same with something changed. */
async function traffic(contract: Contract, random: Random, most: number, changes = true): Promise<Recorded[]> {
  const mock = createMock([contract]);
  const cases = makeCases(contract, [exampleCases, coverageCases]);
  const all: Recorded[] = [];
  for (let at = 0; at < most; at += 1) {
    const testCase = cases[at < cases.length ? at : Math.floor(random() * cases.length)];
    if (!testCase) break;
    const { request } = testCase;
    const { status, headers, body } = await mock.handle(request);
    const isChanged = changes && at % 2 === 1;
    const sent = isChanged && random() < 0.5 ? changedBody(request.body, random) : request.body;
    const outcome = {
      response: {
        status: isChanged && random() < 0.1 ? (pick([200, 201, 204, 400, 404, 422, 500, 302], random) ?? 200) : status,
        headers: isChanged && random() < 0.3 ? changedHeaders(headers, random) : headers,
        body: (isChanged && random() < 0.7 ? changedBody(body, random) : body) ?? new Uint8Array(),
      },
    };
    const lacks = changes && random() < 0.02 ? { responseHeaders: true as const } : undefined;
    all.push({
      name: `recording#${at + 1}`,
      origin: 'http://api.example.org',
      exchange: {
        request: { ...request, ...(sent && { body: sent }) },
        ...{ outcome, duration: 1, retries: 0 },
      },
      ...(lacks && { lacks }),
    });
  }
  return all;
}

function changedHeaders(headers: HeaderField[], random: Random): HeaderField[] {
  const kept = headers.filter(() => random() < 0.8);
  return kept.map(([name, value]) => [name, random() < 0.2 ? `${value}x` : value]);
}

function changedBody(body: Uint8Array | undefined, random: Random): Uint8Array | undefined {
  const value = body && jsonIn(body);
  if (value === undefined) return body;
  const text = JSON.stringify(changed(value, random));
  const kind = random();
  if (kind < 0.03) return Buffer.from(`\uFEFF${text}`);
  if (kind < 0.06) return Buffer.from(text.slice(0, -1));
  if (kind < 0.09) return Buffer.from(text.replace(/\{("[^"]*":)/, '{$1null,$1'));
  if (kind < 0.12) return Buffer.from(text.replace(/\d+/, '12345678901234567890'));
  return Buffer.from(kind < 0.3 ? JSON.stringify(JSON.parse(text), undefined, 1) : text);
}

const OTHERS: readonly Json[] = [null, '', 'x', 'secret-value-1', -1, 0, 1.5, 1e9, true, [], {}, ['x'], { x: 1 }];

/** A value in which something small is another one. */
function changed(value: Json, random: Random): Json {
  if (random() < 0.15) return pick(OTHERS, random) ?? null;
  if (Array.isArray(value)) {
    if (value.length === 0 || random() < 0.2) return [...value, ...value, 'more'];
    const at = Math.floor(random() * value.length);
    return value.map((item, index) => (index === at ? changed(item, random) : item));
  }
  if (!isObject(value)) return typeof value === 'string' ? `${value}2` : (pick(OTHERS, random) ?? null);
  const name = pick(Object.keys(value), random);
  if (random() < 0.2)
    return { ...value, [pick(['more', 'password', 'id', 'tokens', 'secret', 'notA'], random) ?? '']: 'another-1' };
  if (name === undefined) return value;
  if (random() < 0.2) return Object.fromEntries(Object.entries(value).filter(([own]) => own !== name));
  return { ...value, [name]: changed(value[name] ?? null, random) };
}

/** All that a run says, but what it kept. */
function said({ contract, target, duration: _, results, mask, isMadeUp, listed: __, ...run }: Run) {
  const shown = new Set(run.findings.map((finding) => finding.case));
  const masked = ['bearer assay', 'secret-value-1', 'another-1', 'hunter2'].map(mask);
  void isMadeUp;
  return {
    ...run,
    ...{ contract: contract.name, target, masked },
    findings: run.findings.map((finding) => ({ ...finding, curl: finding.curl })),
    shown: results.filter((result) => shown.has(result.case.id)).map(({ case: { id } }) => id),
  };
}

async function expectTheSame(contract: Contract, most: number, changes?: boolean): Promise<Run> {
  const recorded = await traffic(contract, createRandom(SEED, contract.operations.length), most, changes);
  const [inOrder] = checkRecorded([contract], recorded, 'recording', { keep: Infinity }) as [Run];
  const [atOnce] = checkRecorded([contract], recorded, 'recording', { keep: 0 }) as [Run];
  expect(JSON.stringify(said(atOnce), undefined, 1)).toBe(JSON.stringify(said(inOrder), undefined, 1));
  return inOrder;
}

test.each([
  'openapi/cloud-foundry-v3-packages/openapi.yaml',
  'openapi/openstack-image-v1/openapi.yaml',
  'examples/petstore.yaml',
  'examples/bookshop/openapi.yaml',
])('%s: a run says the same, whether its results are kept or not', async (file) => {
  const run = await expectTheSame(await loadContract(file), 800);
  expect(run.findings.length).toBeGreaterThan(5);
});

test('a recording without anything wrong verifies the same, whether its results are kept or not', async () => {
  const contract = await loadContract('openapi/cloud-foundry-v3-packages/openapi.yaml');
  const run = await expectTheSame(contract, 200, false);
  expect(run.findings).toEqual([]);
  expect(run.statements.filter(({ verdict }) => verdict === 'verified').length).toBeGreaterThan(20);
});

const CORPUS = readdirSync('test/openapi-corpus')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => `test/openapi-corpus/${file}`);

test.each(share(CORPUS, 10))('%s: a run says the same, whether its results are kept or not', async (file) => {
  await expectTheSame(await loadContract(file, file), 150);
});

const THING = {
  type: 'object',
  required: ['kind'],
  properties: {
    kind: { enum: ['a', 'b', 'c'] },
    id: { type: 'string', readOnly: true },
    secret: { type: 'string', format: 'password', writeOnly: true },
    note: { type: 'string', 'x-secret': true },
    count: { type: 'integer', default: 3 },
    parts: { type: 'array', maxItems: 30, items: { $ref: '#/components/schemas/Part' } },
    more: { type: 'object', additionalProperties: { type: 'string' } },
  },
  if: { properties: { kind: { const: 'a' } } },
  then: { properties: { onlyA: { type: 'string' } } },
  else: { properties: { notA: { type: 'string', writeOnly: true } } },
  dependentSchemas: { count: { properties: { unit: { type: 'string' } } } },
};
const PART = {
  oneOf: [
    { type: 'object', required: ['size'], properties: { size: { type: 'integer' }, token: { type: 'string' } } },
    { type: 'object', required: ['label'], properties: { label: { type: 'string', maxLength: 20 } } },
    { type: 'string' },
  ],
};

test('a contract of choices, conditions and secrets: a run says the same, whether its results are kept or not', async () => {
  const shown = { kind: 'a', id: 'thing-1234', count: 3, parts: [{ size: 1 }, { label: 'x' }, 'y'], more: { m: 'n' } };
  const sent = { kind: 'a', secret: 'hunter2', note: 'n1', parts: [{ size: 1, token: 't' }, { label: 'x' }, 'y'] };
  const json = (schema: object, name: string, value: object) => ({
    content: { 'application/json': { schema, examples: { [name]: { value } } } },
  });
  const contract = await contractOf({
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: {
      '/things/{owner}': {
        post: {
          parameters: [
            { name: 'owner', in: 'path', required: true, schema: { type: 'string', maxLength: 20 } },
            { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1 } },
          ],
          requestBody: json({ $ref: '#/components/schemas/Thing' }, 'one', sent),
          responses: {
            201: {
              description: 'made',
              headers: { Location: { schema: { type: 'string', pattern: '^/' }, example: '/things/thing-1234' } },
              ...json({ $ref: '#/components/schemas/Thing' }, 'one', shown),
            },
            '4XX': {
              description: 'refused',
              ...json({ type: 'object', properties: { detail: { type: 'string' } } }, 'bad', { detail: 'no' }),
            },
          },
        },
      },
    },
    components: { schemas: { Thing: THING, Part: PART } },
  });
  const run = await expectTheSame(contract, 2_000);
  expect(run.findings.length).toBeGreaterThan(5);
});
