import type { Pointer } from '../model/json.ts';
import { createSecrets, type Provenance, type RunSecrets } from './secrets.ts';
import { obstacleOf, createContradictions } from './undecided.ts';
import type { JudgedExchange } from './judged-exchange.ts';
import { asSent } from './curl.ts';
import { place, finding, fingerprint } from './finding.ts';
import type { Contract, Example, Operation, RequestValues } from '../model/contract.ts';
import type { Result } from '../model/run.ts';
import type { Finding, Undecided } from '../model/finding.ts';
import type { Case } from '../model/case.ts';
import type { Exchange, Request, Response } from '../model/exchange.ts';
import type { Relation } from './behaviour/relation.ts';
import { compareAcross, runChecks, runChecksOn, type Reported, type Judged } from './run-checks.ts';
import { createBindings, prepareJudgement, type Judgement } from './judgement.ts';
import { droppedConnection, serverError } from './checks/server-error.ts';
import { alternativesTo, illustrationsBeside } from '../contract/examples.ts';
import { hasExactExamples } from '../contract/exact-examples.ts';
import { createQuotedMasker } from '../contract/mask-known-values.ts';
import { createRouter, type Router } from '../contract/router.ts';
import { decodeResponse } from '../messages/decode-response.ts';
import { refusalMessage } from '../messages/refusal-message.ts';
import { withinBudget } from '../schema/pattern/budget.ts';
import { plain } from '../text/wording.ts';
import { guessedIn } from './guessed.ts';
import { createQuickLook } from './quick-look.ts';
import type { TouchedByOperation } from './source-coverage.ts';
import { MB } from '../text/sizes.ts';

/** Longer bodies are cut after they are judged: a target may send one in every case. */
const KEPT_BYTES = MB;

/** Judges exchanges one by one. */
export interface Judge {
  /** @param baseUrl the base URL in its curl lines, if that is not the judge's */
  judge(testCase: Case, exchange: Exchange, baseUrl?: string): void;
  /**
   * Whether an exchange of recorded traffic conforms, at the first look; the judge then keeps nothing of it. Where it does not say so,
   * the exchange has to be judged.
   * @param touched takes the clauses that it could have violated
   */
  conforms(testCase: Case, exchange: Exchange, baseUrl: string, touched: TouchedByOperation | undefined): boolean;
  /** The violations in the response to a case, without notes. */
  violations(testCase: Case): ViolationKey[];
  /** Judges what the answer to a case shows together with those before it. @returns whether the judge still has the case */
  relate(testCase: Case, relation: Relation): boolean;
  /** Enters a case that the target itself began, such as a webhook, with what was found in it. */
  enter(testCase: Case, exchange: Exchange, reported: Reported[]): void;
  /** Adds a violation from elsewhere; the case is then no longer undecided. */
  report(testCase: Case, found: Reported): void;
  /**
   * The results of cases that nothing more is asked of, in their order; the judge lets go of them. A case without an exchange, or whose
   * response cannot be judged, is undecided. Exchanges are also compared with those of the cases that were settled before.
   * @param unsent why cases without an exchange were not sent
   */
  settle(cases: readonly Case[], unsent?: string): Result[];
  /** Lets go of a case that is no part of the run, once the secrets in its exchange are known. */
  discard(testCase: Case): void;
  /** What is secret in the exchanges of the cases that were settled or discarded. */
  secrets: Pick<RunSecrets, 'mask' | 'isMadeUp' | 'known'>;
}

/** What identifies a violation. */
export interface ViolationKey {
  check: string;
  clause: Pointer;
  at: string;
  fingerprint: string;
}

/**
 * @param baseUrl the base URL in curl lines
 * @param provenance which values of the requests are secrets and which were made up
 */
export function createJudge(contract: Contract, baseUrl: string, provenance: Provenance = {}): Judge {
  const bindings = createBindings(contract);
  const contradiction = createContradictions(contract);
  const known = new Map<Case, JudgedExchange>();
  // Of cases whose base URL is another than the judge's.
  const bases = new Map<Case, string>();
  // Of cases that may come before a later one, and were let go of.
  const statuses = new WeakMap<Case, number>();
  // Of those whose request was sent without credentials that were made up.
  const requests = new WeakMap<Case, Request>();
  const discarded: Case[] = [];
  const secrets = createSecrets(contract, provenance);
  const quickLook = createQuickLook(contract, bindings, secrets);
  // The same exchange may be recorded twice.
  const across = provenance.isRecorded ? undefined : compareAcross();
  // Created at the first violation.
  let router: Router | undefined;

  function judgeExchange(testCase: Case, exchange: Exchange, ownBase: string): void {
    if (exchange.repeated) {
      known.set(testCase, { exchange, reported: [{ check: serverError, violation: droppedConnection(testCase) }] });
      return;
    }
    const obstacle = obstacleOf(contract, testCase, exchange);
    if (obstacle || 'failure' in exchange.outcome) {
      known.set(testCase, {
        exchange,
        reported: [],
        undecided: { ...place(testCase), reason: '', ...obstacle, ...saidIn(exchange) },
      });
      return;
    }
    const { response } = exchange.outcome;
    const { judgement, judged } = judgeByBest(testCase, response, ownBase);
    const [broken] = judged.broken;
    const guessed = guessedIn(judgement, judged.reported);
    const reported = guessed ? judged.reported.filter((one) => !guessed.of.has(one)) : judged.reported;
    const [doubt] = judgement.doubts;
    const elsewhere = reported.some(({ violation }) => violation.severity !== 'note')
      ? otherOperation(testCase)
      : undefined;
    const undecided = broken
      ? { ...place(testCase), reason: `the check ${broken.check.id} crashed: ${plain(messageOf(broken.error))}` }
      : judgement.obstacle
        ? { ...place(testCase), ...contradiction(judgement.obstacle) }
        : guessed
          ? { ...place(testCase), ...guessed.why }
          : doubt && { ...place(testCase), ...doubt, reason: plain(doubt.reason) };
    if (elsewhere && !undecided) {
      // A request that is invalid for one operation and valid for the other need not be refused.
      const isOther = testCase.expect.kind === 'refused';
      known.set(testCase, {
        exchange,
        reported: [],
        ...(!isOther && { undecided: { ...place(testCase), ...elsewhere } }),
      });
      return;
    }
    const large = response.body.byteLength > KEPT_BYTES;
    known.set(testCase, {
      exchange: large ? { ...exchange, outcome: { response: shortened(response) } } : exchange,
      ...(!large && { judgement }),
      reported,
      ...(undecided && { undecided }),
    });
  }

  /** Why a response cannot be judged by its operation: the contract documents another operation for the same request. */
  function otherOperation({ operation, request }: Case): Omit<Undecided, 'operation' | 'case'> | undefined {
    const match = (router ??= createRouter([contract])).match(request.method, request.path);
    if (match.kind !== 'operation' || match.operation === operation) return undefined;
    const { method, path } = operation;
    return {
      reason: `the contract documents ${method} ${match.operation.path} as well as ${method} ${path}, and this request fits both`,
      hint: `Tell them apart by the schemas of their path parameters, or set another value with --set.`,
    };
  }

  /** Judges by the most similar documented response, if several are documented for the same request. */
  function judgeByBest(
    { operation, title, inputs, expect }: Case,
    response: Response,
    ownBase: string,
  ): { judgement: Judgement; judged: Judged } {
    const expectations =
      expect.kind === 'documented'
        ? answersTo(contract, operation, expect.example, inputs).map((example) => ({ ...expect, example }))
        : [expect];
    let best: { judgement: Judgement; judged: Judged } | undefined;
    for (const expectation of expectations) {
      const judgement = prepareJudgement(
        { contract, operation, title, inputs, expect: expectation, baseUrl: ownBase },
        response,
        bindings,
      );
      const judged = runChecks(judgement);
      if (!best || judged.reported.length < best.judged.reported.length) best = { judgement, judged };
      if (judged.reported.length === 0) break;
    }
    return best as { judgement: Judgement; judged: Judged };
  }

  function statusOf(testCase: Case): number | undefined {
    const outcome = known.get(testCase)?.exchange.outcome;
    return outcome && 'response' in outcome ? outcome.response.status : statuses.get(testCase);
  }

  function settle(cases: readonly Case[], unsent = 'the run had been stopped'): Result[] {
    // In the order of the exchanges, so that what is shown of one is masked in all.
    for (const [testCase, entry] of known) secrets.see(testCase, entry);
    const results = cases.map((testCase): Result => {
      const entry = known.get(testCase);
      if (!entry)
        return {
          case: testCase,
          findings: [],
          undecided: { ...place(testCase), reason: `was not sent: ${unsent}` },
        };
      if (entry.judgement && across) entry.reported.push(...across(entry.judgement));
      return {
        case: testCase,
        exchange: entry.exchange,
        findings: findingsOf(testCase, entry),
        ...(entry.undecided && { undecided: entry.undecided }),
      };
    });
    for (const testCase of [...cases, ...discarded.splice(0)]) forget(testCase);
    return results;
  }

  function findingsOf(testCase: Case, { reported, exchange }: JudgedExchange): Finding[] {
    if (reported.length === 0) return [];
    const { mask, isMadeUp, ofExchange } = secrets;
    // A short secret is masked only in the texts of its own exchange.
    const maskOwn = createQuotedMasker(ofExchange(testCase));
    const context = {
      contract,
      baseUrl: bases.get(testCase) ?? baseUrl,
      statusOf,
      requestOf: (one: Case) => requests.get(one) ?? one.request,
      mask: (text: string) => maskOwn(mask(text)),
      isMadeUp,
    };
    return reported.map((one) => finding(context, testCase, { ...one, ...saidIn(exchange) }));
  }

  function forget(testCase: Case): void {
    const status = statusOf(testCase);
    if (status !== undefined) statuses.set(testCase, status);
    known.delete(testCase);
    bases.delete(testCase);
    secrets.forget(testCase);
  }

  function report(testCase: Case, found: Reported): void {
    const judged = known.get(testCase);
    if (judged) known.set(testCase, { exchange: judged.exchange, reported: [...judged.reported, found] });
  }

  function relate(testCase: Case, relation: Relation): boolean {
    const entry = known.get(testCase);
    if (!entry) return false;
    // What cannot be judged by itself shows nothing together with others either.
    if (entry.undecided || !('response' in entry.exchange.outcome)) return true;
    const { outcome } = entry.exchange;
    const response = entry.judgement?.response ?? decodeResponse(outcome.response);
    const media = entry.judgement?.media;
    const found = runChecksOn(relation, { contract, response, ...(media && { media }) });
    const isNew = ({ check, violation: { at } }: Reported) =>
      !entry.reported.some((one) => one.check === check && one.violation.at === at);
    entry.reported.push(...found.filter(isNew));
    return true;
  }

  function violations(testCase: Case): ViolationKey[] {
    const found = (known.get(testCase)?.reported ?? []).filter(({ violation }) => violation.severity !== 'note');
    return found.map(({ check, violation: { clause, at } }) => ({
      check: check.id,
      clause,
      at,
      fingerprint: fingerprint(testCase.operation, check.id, clause, at),
    }));
  }

  return {
    judge: (testCase, exchange, ownBase = baseUrl) => {
      if (ownBase !== baseUrl) bases.set(testCase, ownBase);
      const sent = asSent(testCase.request, exchange.request, testCase.operation);
      if (sent !== testCase.request) requests.set(testCase, sent);
      withinBudget(() => judgeExchange(testCase, exchange, ownBase));
      const entry = known.get(testCase);
      // In the order of the exchanges, also of those that are not kept.
      if (provenance.isRecorded && entry) secrets.see(testCase, entry);
    },
    relate: (testCase, relation) => withinBudget(() => relate(testCase, relation)),
    violations,
    enter: (testCase, exchange, reported) => void known.set(testCase, { exchange, reported }),
    report,
    conforms: (testCase, exchange, ownBase, touched) =>
      withinBudget(() => quickLook.conforms(testCase, exchange, ownBase, touched)),
    settle,
    discard: (testCase) => void discarded.push(testCase),
    secrets,
  };
}

/** The documented examples that an answer to a documented request may be like. */
function answersTo(contract: Contract, operation: Operation, example: Example, inputs: RequestValues): Example[] {
  const same = alternativesTo(operation, example, inputs);
  return hasExactExamples(contract, operation)
    ? same
    : [...new Set([...same, ...illustrationsBeside(operation, example)])];
}

/** What the server says in an answer that is an error. */
function saidIn({ outcome }: Exchange): { said?: string } {
  const said = 'response' in outcome ? refusalMessage(outcome.response) : undefined;
  return said === undefined ? {} : { said };
}

function shortened(response: Response): Response {
  return {
    ...response,
    body: Uint8Array.from(response.body.subarray(0, KEPT_BYTES)),
    incomplete: `only the first ${KEPT_BYTES} of ${response.body.byteLength} bytes were kept`,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
