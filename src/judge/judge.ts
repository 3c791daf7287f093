import { secretsOf } from './secrets.ts';
import { obstacleOf, createContradictions } from './undecided.ts';
import type { Hearing } from './judged-exchange.ts';
import { place, finding, fingerprint } from './finding.ts';
import type { Contract } from '../model/contract.ts';
import type { Result, Run } from '../model/run.ts';
import type { Case } from '../model/case.ts';
import type { Exchange, Response } from '../model/exchange.ts';
import { judge, judgeAcross, type Heard, type Judged } from './run-checks.ts';
import { createBindings, prepare, type Judgement } from './judgement.ts';
import { alternativesTo } from '../contract/examples.ts';
import { createMasker } from '../contract/secrets.ts';
import { plain } from '../text/wording.ts';

/** Longer bodies are judged and then let go of, all but their beginning: a target may send one to every case. */
const KEPT_BYTES = 1024 * 1024;

/** Where exchanges are judged, one by one as they come in. */
export interface Court {
  hear(of: Case, exchange: Exchange): void;
  /** The violations that were heard of a case. */
  violations(of: Case): Violation[];
  /** Decides a case that could not be judged: something else showed what is wrong. */
  accuse(of: Case, heard: Heard): void;
  /**
   * The results in the order of the cases. One without an exchange, or whose answer cannot be judged, is undecided.
   * @param across whether exchanges are also compared with one another
   */
  conclude(cases: Case[], options?: { across?: boolean }): Pick<Run, 'results' | 'mask'>;
}

/** A violation in short. */
export interface Violation {
  check: string;
  at: string;
  fingerprint: string;
}

/** @param baseUrl what the lines that repeat a request start with */
export function openCourt(contract: Contract, baseUrl: string): Court {
  const bindings = createBindings(contract);
  const say = createContradictions(contract);
  const heard = new Map<Case, Hearing>();

  function hear(of: Case, exchange: Exchange): void {
    const obstacle = obstacleOf(contract, of, exchange);
    if (obstacle || 'failure' in exchange.outcome) {
      heard.set(of, { exchange, heard: [], undecided: { ...place(of), reason: '', ...obstacle } });
      return;
    }
    const { response } = exchange.outcome;
    const { judgement, judged } = judgeByBest(of, response);
    const [broken] = judged.broken;
    const [doubt] = judgement.doubts;
    const undecided = broken
      ? { ...place(of), reason: `the check ${broken.check.id} broke down: ${plain(messageOf(broken.error))}` }
      : judgement.obstacle
        ? { ...place(of), ...say(judgement.obstacle) }
        : doubt && { ...place(of), ...doubt, reason: plain(doubt.reason) };
    const large = response.body.byteLength > KEPT_BYTES;
    heard.set(of, {
      exchange: large ? { ...exchange, outcome: { response: shortened(response) } } : exchange,
      ...(!large && { judgement }),
      heard: judged.heard,
      ...(undecided && { undecided }),
    });
  }

  /** Judged by the documented answer that it comes nearest to, where several are documented for the same request. */
  function judgeByBest({ operation, title, inputs, expect }: Case, response: Response): { judgement: Judgement; judged: Judged } {
    const readings = expect.kind === 'documented' ? alternativesTo(operation, expect.example).map((example) => ({ ...expect, example })) : [expect];
    let best: { judgement: Judgement; judged: Judged } | undefined;
    for (const reading of readings) {
      const judgement = prepare({ contract, operation, title, inputs, expect: reading, baseUrl }, response, bindings);
      const judged = judge(judgement);
      if (!best || judged.heard.length < best.judged.heard.length) best = { judgement, judged };
      if (judged.heard.length === 0) break;
    }
    return best as { judgement: Judgement; judged: Judged };
  }

  function statusOf(of: Case): number | undefined {
    const outcome = heard.get(of)?.exchange.outcome;
    return outcome && 'response' in outcome ? outcome.response.status : undefined;
  }

  function conclude(cases: Case[], { across = true } = {}): Pick<Run, 'results' | 'mask'> {
    const judgements = new Map<Judgement, Case>(cases.flatMap((of) => (heard.get(of)?.judgement ? [[heard.get(of)?.judgement as Judgement, of]] : [])));
    for (const { judged, heard: late } of across ? judgeAcross([...judgements.keys()]) : []) heard.get(judgements.get(judged) as Case)?.heard.push(late);
    // Worked out when the first text is masked: a run without findings and with a plain report has none.
    let masker: ((text: string) => string) | undefined;
    const mask = (text: string) => (masker ??= createMasker(secretsOf(contract, heard)))(text);
    const results = cases.map((of): Result => {
      const entry = heard.get(of);
      if (!entry) return { case: of, findings: [], undecided: { ...place(of), reason: 'was not sent: the run had been stopped' } };
      const findings = entry.heard.map((breach) => finding(contract, baseUrl, of, breach, statusOf, mask));
      return { case: of, exchange: entry.exchange, findings, ...(entry.undecided && { undecided: entry.undecided }) };
    });
    return { results, mask };
  }

  function accuse(of: Case, found: Heard): void {
    const hearing = heard.get(of);
    if (hearing) heard.set(of, { exchange: hearing.exchange, heard: [...hearing.heard, found] });
  }

  function violations(of: Case): Violation[] {
    const told = (heard.get(of)?.heard ?? []).filter(({ breach }) => breach.severity !== 'note');
    return told.map(({ check, breach: { clause, at } }) => ({ check: check.id, at, fingerprint: fingerprint(of.operation, check.id, clause, at) }));
  }

  return { hear, violations, accuse, conclude };
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
