import type { Case, Phase } from '../../model/case.ts';
import type { Contract } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { GivenRequests } from '../../cases/baseline/known.ts';
import type { Resources } from '../../contract/resources/resource.ts';
import type { Sender } from '../../exchange/sender.ts';
import type { Judge } from '../../judge/judge.ts';
import type { Permissions } from '../permissions/permissions.ts';
import type { PlanOptions } from '../phases/plan.ts';
import type { KnownValues } from '../state/known-values.ts';
import type { Ledger } from '../state/ledger.ts';

/** What the search for accepted requests works with. */
export interface BaselineContext {
  contract: Contract;
  options: PlanOptions & { requests?: GivenRequests };
  sender: Sender;
  judge: Judge;
  permissions: Permissions;
  known: KnownValues;
  ledger: Ledger;
  /** The contract with all its operations, and what it keeps. */
  whole: Contract;
  resources: Resources;
  phases: readonly Phase[];
  /** Everything that was planned before anything was known. */
  planned: readonly Case[];
  onExchange(testCase: Case, exchange: Exchange): void;
  /** An end for names that no other request of any run has. */
  mark(): string;
}
