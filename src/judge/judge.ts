import { secretsOf } from './secrets.ts';
import { obstacleOf, createContradictions } from './undecided.ts';
import type { JudgedExchange } from './judged-exchange.ts';
import { place, finding, fingerprint } from './finding.ts';
import type { Contract } from '../model/contract.ts';
import type { Result, Run } from '../model/run.ts';
import type { Case } from '../model/case.ts';
import type { Exchange, Response } from '../model/exchange.ts';
import { runChecks, runChecksAcross, type Reported, type Judged } from './run-checks.ts';
import { createBindings, prepareJudgement, type Judgement } from './judgement.ts';
import { alternativesTo } from '../contract/examples.ts';
import { createMasker } from '../contract/secrets.ts';
import { plain } from '../text/wording.ts';

/** Longer bodies are judged and then let go of, all but their beginning: a target may send one to every case. */
const KEPT_BYTES = 1024 * 1024;

/** Where exchanges are judged, one by one as they come in. */
export interface Judge {
  judge(testCase: Case, exchange: Exchange): void;
  /** The violations that were heard of a case. */
  violations(testCase: Case): ViolationKey[];
  /** Decides a case that could not be judged: something else showed what is wrong. */
  report(testCase: Case, heard: Reported): void;
  /**
   * The results in the order of the cases. One without an exchange, or whose answer cannot be judged, is undecided.
   * @param across whether exchanges are also compared with one another
   */
  conclude(cases: Case[], options?: { across?: boolean }): Pick<Run, 'results' | 'mask'>;
}

/** A violation in short. */
export interface ViolationKey {
  check: string;
  at: string;
  fingerprint: string;
}

/** @param baseUrl what the lines that repeat a request start with */
export function createJudge(contract: Contract, baseUrl: string): Judge {
  const bindings = createBindings(contract);
  const say = createContradictions(contract);
  const heard = new Map<Case, JudgedExchange>();

  function hear(testCase: Case, exchange: Exchange): void {
    const obstacle = obstacleOf(contract, testCase, exchange);
    if (obstacle || 'failure' in exchange.outcome) {
      heard.set(testCase, { exchange, reported: [], undecided: { ...place(testCase), reason: '', ...obstacle } });
      return;
    }
    const { response } = exchange.outcome;
    const { judgement, judged } = judgeByBest(testCase, response);
    const [broken] = judged.broken;
    const [doubt] = judgement.doubts;
    const undecided = broken
      ? { ...place(testCase), reason: `the check ${broken.check.id} broke down: ${plain(messageOf(broken.error))}` }
      : judgement.obstacle
        ? { ...place(testCase), ...say(judgement.obstacle) }
        : doubt && { ...place(testCase), ...doubt, reason: plain(doubt.reason) };
    const large = response.body.byteLength > KEPT_BYTES;
    heard.set(testCase, {
      exchange: large ? { ...exchange, outcome: { response: shortened(response) } } : exchange,
      ...(!large && { judgement }),
      reported: judged.reported,
      ...(undecided && { undecided }),
    });
  }

  /** Judged by the documented answer that it comes nearest to, where several are documented for the same request. */
  function judgeByBest(
    { operation, title, inputs, expect }: Case,
    response: Response,
  ): { judgement: Judgement; judged: Judged } {
    const readings =
      expect.kind === 'documented'
        ? alternativesTo(operation, expect.example).map((example) => ({ ...expect, example }))
        : [expect];
    let best: { judgement: Judgement; judged: Judged } | undefined;
    for (const reading of readings) {
      const judgement = prepareJudgement(
        { contract, operation, title, inputs, expect: reading, baseUrl },
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
    const outcome = heard.get(testCase)?.exchange.outcome;
    return outcome && 'response' in outcome ? outcome.response.status : undefined;
  }

  function conclude(cases: Case[], { across = true } = {}): Pick<Run, 'results' | 'mask'> {
    const judgements = new Map<Judgement, Case>(
      cases.flatMap((testCase) =>
        heard.get(testCase)?.judgement ? [[heard.get(testCase)?.judgement as Judgement, testCase]] : [],
      ),
    );
    for (const { judged, reported: late } of across ? runChecksAcross([...judgements.keys()]) : [])
      heard.get(judgements.get(judged) as Case)?.reported.push(late);
    // Worked out when the first text is masked: a run without findings and with a plain report has none.
    let masker: ((text: string) => string) | undefined;
    const mask = (text: string) => (masker ??= createMasker(secretsOf(contract, heard)))(text);
    const results = cases.map((testCase): Result => {
      const entry = heard.get(testCase);
      if (!entry)
        return {
          case: testCase,
          findings: [],
          undecided: { ...place(testCase), reason: 'was not sent: the run had been stopped' },
        };
      const findings = entry.reported.map((reported) => finding(contract, baseUrl, testCase, reported, statusOf, mask));
      return {
        case: testCase,
        exchange: entry.exchange,
        findings,
        ...(entry.undecided && { undecided: entry.undecided }),
      };
    });
    return { results, mask };
  }

  function accuse(testCase: Case, found: Reported): void {
    const judged = heard.get(testCase);
    if (judged) heard.set(testCase, { exchange: judged.exchange, reported: [...judged.reported, found] });
  }

  function violations(testCase: Case): ViolationKey[] {
    const told = (heard.get(testCase)?.reported ?? []).filter(({ violation }) => violation.severity !== 'note');
    return told.map(({ check, violation: { clause, at } }) => ({
      check: check.id,
      at,
      fingerprint: fingerprint(testCase.operation, check.id, clause, at),
    }));
  }

  return { judge: hear, violations, report: accuse, conclude };
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
