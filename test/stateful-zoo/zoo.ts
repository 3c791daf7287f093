import { fileURLToPath } from 'node:url';
import {
  check,
  inProcessTarget,
  loadContract,
  type CheckOptions,
  type Contract,
  type Run,
  type Target,
} from '../../src/index.ts';
import type { Request } from '../../src/model/exchange.ts';
import { SEEDED_REVIEWS } from './seeds.ts';
import { serve } from './serve.ts';
import { API_KEY, BASE, createShop, TOKEN, type Shop } from './shop.ts';

const BOOKSHOP = fileURLToPath(new URL('../../examples/bookshop/openapi.yaml', import.meta.url));
let bookshop: Promise<Contract> | undefined;

/** What a run may have other than the default. */
export type RunOptions = Pick<CheckOptions, 'maxFailures' | 'phases'>;

/** A run against a shop, and the writes that named what others keep. */
export interface Visit {
  run: Run;
  damage: string[];
}

export function shopThat(does: (shop: Shop) => void): Shop {
  const shop = createShop(serve);
  does(shop);
  return shop;
}

/** A run as its user would start it, with both credentials. */
export async function runAgainst(target: Target, options: RunOptions = {}): Promise<Run> {
  return check(await (bookshop ??= loadContract(BOOKSHOP)), target, {
    ...options,
    overrides: {
      headers: [
        ['X-Api-Key', API_KEY],
        ['Authorization', `Bearer ${TOKEN}`],
      ],
      set: {},
    },
  });
}

export async function visit(does: (shop: Shop) => void, options: RunOptions = {}): Promise<Visit> {
  const shop = shopThat(does);
  const damage: string[] = [];
  const target = inProcessTarget(
    'the bookshop',
    (request) => {
      const response = shop.serve(request);
      if (response.status < 400 && isWriteOfOthers(shop, request)) damage.push(`${request.method} ${request.path}`);
      return response;
    },
    `http://bookshop.test${BASE}`,
  );
  return { run: await runAgainst(target, options), damage };
}

/** Whether a request changes a book or a review that was there before; adding a review to any book is not such a write. */
function isWriteOfOthers({ seeded }: Shop, { method, path }: Request): boolean {
  const [, , book = '', , review] = path.split(/[/?]/);
  if (!['PUT', 'PATCH', 'DELETE'].includes(method) || !seeded.has(book.toLowerCase())) return false;
  return review === undefined || Number(review) <= SEEDED_REVIEWS;
}

/** The violations of a run in words, for the message of a failing test; with its notes, those that a right shop has not. */
export function found(run: Run, severity: 'violation' | 'note', except: ReadonlySet<string> = new Set()): string[] {
  return run.findings
    .filter((finding) => (severity === 'note' || finding.severity === 'violation') && !except.has(finding.fingerprint))
    .map(({ check, operation, at, message }) => `${operation}: ${check}: ${at}: ${message}`);
}
