import type { Case } from '../../model/case.ts';
import type { Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import { hasExactExamples } from '../../contract/exact-examples.ts';
import { sendCases } from '../../exchange/send-cases.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { makesNew } from '../permissions/effect.ts';
import type { Permission } from '../permissions/permissions.ts';
import type { PlanOptions } from '../phases/plan.ts';
import type { PhaseContext } from '../phases/phase.ts';
import { isRefused, trySpelling } from '../scheme-spelling.ts';
import { sendDeletions } from './deletions.ts';
import { blamesAnother } from './blames-another.ts';
import { renaming } from './renaming.ts';
import { isClientError } from '../../http/status.ts';

export interface SendContext extends PhaseContext {
  options: PhaseContext['options'] & PlanOptions;
  /** An end for names that no other request of any run has. */
  mark(): string;
}

/** How many requests are under way at once where nothing says so. */
const WORKERS = 4;
/** What one changes, the next may need. */
const ONE_BY_ONE = 1;

/**
 * Sends what was planned, and what follows from the first accepted request of each operation: what reads and creates at once,
 * what changes then, what deletes at last.
 * @param searched the operations that such a request is looked for
 * @returns the cases that count, in the order of their sending; those that were not sent any more stand behind
 */
export async function sendByBaselines(
  searched: readonly Operation[],
  planned: readonly Case[],
  context: SendContext,
): Promise<Case[]> {
  const { contract, options, permissions, baselines, sender, ledger } = context;
  const workers = options.workers ?? WORKERS;
  const may = (wanted: string) => searched.filter((operation) => permissions.of(operation).may === wanted);
  const deletes = ({ method }: Operation) => method === 'DELETE';
  const keeps = (operation: Operation) => !deletes(operation);
  const known = new Set(searched);
  const sent: Case[] = [];
  const send = async (cases: readonly Case[], most: number) => void sent.push(...(await sendAll(cases, most, context)));
  const follow = (operations: readonly Operation[]) => operations.flatMap((operation) => baselines.casesFor(operation));

  const bulk = searched.filter((operation) => isOfSeveral(permissions.of(operation), operation));
  await baselines.find(
    searched.filter((operation) => keeps(operation) && !bulk.includes(operation)),
    workers,
  );
  const others = planned.filter(({ operation }) => !known.has(operation));
  await send([...others, ...follow(may('send').filter(keeps))], workers);
  await send(
    follow(may('send to created').filter((operation) => keeps(operation) && !bulk.includes(operation))),
    ONE_BY_ONE,
  );
  // What these name may be gone afterwards, whatever their method.
  for (const operation of bulk) {
    await baselines.find([operation], ONE_BY_ONE);
    await send(follow([operation]), ONE_BY_ONE);
  }
  const free = may('send').filter(deletes);
  await baselines.find(free, ONE_BY_ONE);
  await send(follow(free), ONE_BY_ONE);
  await sendDeletions(
    { contract, sender, ledger, baselines, send: (testCase) => send([testCase], ONE_BY_ONE) },
    may('send to created').filter(deletes),
  );
  if (baselines.refusedCredentials) await trySpelling(baselines.refusedCredentials, context.judge, sender);
  return sent;
}

/** Whether a POST below a thing says in its body which of those that lie in it it is about. */
function isOfSeveral(permission: Permission, { method }: Operation): boolean {
  return permission.may === 'send to created' && permission.namedBy !== undefined && method === 'POST';
}

/** Sends cases, those once more whose names are taken; gives what was sent in their place. */
async function sendAll(
  cases: readonly Case[],
  workers: number,
  { contract, options, judge, sender, baselines, known, onExchange, mark }: SendContext,
): Promise<Case[]> {
  const byId = new Map(cases.map((testCase) => [testCase.id, testCase]));
  const { overrides = NO_OVERRIDES } = options;
  const renamed = renaming(
    contract,
    cases,
    (operation) =>
      makesNew(contract, operation) && !hasExactExamples(contract, operation)
        ? (baselines.of(operation)?.accepted ?? { overrides })
        : undefined,
    mark,
    (operation) => known.isProvedByName(operation),
  );
  let refused: Case | undefined;
  const doubted: { testCase: Case; exchange: Exchange }[] = [];
  await sendCases(renamed.cases, sender, {
    workers,
    onExchange: (testCase, exchange) => {
      if (renamed.isTaken(testCase, exchange)) return;
      byId.set(testCase.id, testCase);
      judge.judge(testCase, exchange);
      if (isRefused(testCase, exchange)) refused ??= testCase;
      if (rests(testCase, exchange) && baselines.of(testCase.operation)) doubted.push({ testCase, exchange });
      onExchange(testCase, exchange);
    },
  });
  if (refused) await trySpelling(refused, judge, sender);
  const accepting = new Map<Operation, boolean>();
  for (const { testCase, exchange } of doubted) {
    const { operation, expect } = testCase;
    if (expect.kind !== 'accepted') continue;
    // What a refusal says of another member is no refusal of this value.
    if (blamesAnother(testCase, exchange)) {
      testCase.expect = { ...expect, mayRefuse: true };
      judge.judge(testCase, exchange);
      continue;
    }
    const isAccepted = accepting.get(operation) ?? (await baselines.isAcceptedAgain(operation));
    accepting.set(operation, isAccepted);
    if (isAccepted) continue;
    testCase.expect = { ...expect, mayRefuse: true };
    judge.judge(testCase, exchange);
  }
  return [...byId.values()];
}

/** Whether a refusal accuses only as long as the operation still accepts what it accepted before. */
function rests({ expect }: Case, { outcome }: Exchange): boolean {
  if (expect.kind !== 'accepted' || expect.mayRefuse === true || !('response' in outcome)) return false;
  return isClientError(outcome.response.status);
}
