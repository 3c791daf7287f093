import { requestMedia } from '../http/media-type.ts';
import { createHash } from 'node:crypto';
import type { Case, Contract, Exchange, Finding, Inputs, Operation, Pointer, Response, Result, Run, SchemaError, Step, Undecided } from '../model/contract.ts';
import { encodeRequest, NOTHING_GIVEN } from '../messages/encode-request.ts';
import { judge, judgeAcross, type Heard, type Judged } from './run-checks.ts';
import { createBindings, prepare, type Judgement } from './judgement.ts';
import type { Contradiction } from '../contract/inconsistent-examples.ts';
import { alternativesTo } from '../contract/examples.ts';
import { createMasker, maskValue, secretsOfHeaders, secretValues } from '../contract/secrets.ts';
import { cut, plain, plural } from '../text/wording.ts';
import { curlOf } from './curl.ts';

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

/** An exchange that was judged. */
interface Hearing {
  exchange: Exchange;
  judgement?: Judgement;
  heard: Heard[];
  undecided?: Undecided;
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

/** Why an answer cannot be judged, with what to do about it. */
function obstacleOf(
  contract: Contract,
  { expect, operation, request, madeUp, contradiction }: Case,
  { outcome, retries }: Exchange,
): Omit<Undecided, 'operation' | 'case'> | undefined {
  if ('failure' in outcome) return { reason: outcome.failure.message };
  const { status } = outcome.response;
  if (status === 429 || status === 503)
    return {
      reason: `the target answers ${status} (${retries === 0 ? 'and asks for more patience than a run has' : `after ${retries + 1} tries`})`,
      hint: 'Try again later, or with a lower --rate.',
    };
  // What a generated request names or wants need not be there, nor be for everybody.
  const isOpen = expect.kind === 'accepted' && expect.refusable !== undefined;
  if ((status === 401 || (status === 403 && !isOpen)) && expect.kind !== 'refused') {
    const given = request.headers.some(([name]) => name.toLowerCase() === 'authorization');
    const names = operation.security.length > 0 || given ? "--header 'Authorization: …'" : "--header 'Name: value'";
    return { reason: `the target refuses the credentials (${status})`, hint: `Give ones that it accepts with ${names}.` };
  }
  if (contradiction && status >= 400 && status < 500)
    return {
      reason: plain(
        `the contract contradicts itself: in its own example ${cut(`${contradiction.at} ${contradiction.message}`, 200)}, and the target refuses it (${status})`,
      ),
      hint: `Mend the example, or the schema at ${sayPlace(contract, contradiction.clause)}: a server can follow one of them.`,
    };
  if (status === 404 && expect.kind !== 'refused' && !isOpen && madeUp)
    return {
      reason: 'the target answers 404, and no document says what to name in the path',
      hint: `Name something that is there: ${madeUp.map((name) => `--set ${name}=VALUE`).join(' ')}`,
    };
  return undefined;
}

/** A fault of the contract, which no answer can make good, in words; each is worked out once. */
function createContradictions(contract: Contract): (contradiction: Contradiction) => Omit<Undecided, 'operation' | 'case'> {
  const said = new Map<Contradiction, Omit<Undecided, 'operation' | 'case'>>();
  return (contradiction) => {
    const known = said.get(contradiction) ?? sayContradiction(contract, contradiction);
    said.set(contradiction, known);
    return known;
  };
}

function sayContradiction(contract: Contract, { example, errors }: Contradiction): Omit<Undecided, 'operation' | 'case'> {
  const [error, ...others] = errors as [SchemaError, ...SchemaError[]];
  const more = others.length > 0 ? `, and is wrong in ${plural(others.length, 'other way')}` : '';
  return {
    reason: plain(`the contract contradicts itself: in its own example ${cut(`body${error.at} ${error.message}`, 200)}${more}`),
    hint: `Mend the example at ${sayPlace(contract, example.pointer)} or the schema at ${sayPlace(contract, error.pointer)}: a server can follow one of them.`,
  };
}

function sayPlace(contract: Contract, pointer: Pointer): string {
  const { file, line, column } = contract.locate(pointer);
  return `${file}:${line}:${column}`;
}

function place({ id, operation }: Case): { operation: string; case: string } {
  return { operation: operation.id, case: id };
}

/** A request that comes before that of a finding. */
function stepOf(contract: Contract, baseUrl: string, of: Case, status: number | undefined, mask: (text: string) => string): Step {
  return { title: plain(mask(of.title)), curl: mask(reproduce(contract, baseUrl, of)), ...(status !== undefined && { status }) };
}

function finding(
  contract: Contract,
  baseUrl: string,
  of: Case,
  { check, breach }: Heard,
  statusOf: (step: Case) => number | undefined,
  mask: (text: string) => string,
): Finding {
  const safe = (text: string) => plain(mask(text));
  const statement = contract.statement(breach.clause);
  return {
    check: check.id,
    severity: breach.severity ?? 'violation',
    operation: of.operation.id,
    clause: breach.clause,
    place: contract.locate(breach.clause),
    at: plain(cut(breach.at, 300)),
    message: safe(breach.message),
    expected: safe(breach.expected),
    actual: safe(breach.actual),
    ...(statement && { statement }),
    fingerprint: fingerprint(of.operation, check.id, breach.clause, breach.at),
    count: 1,
    case: of.id,
    curl: mask(reproduce(contract, baseUrl, of)),
    ...(of.after && of.after.length > 0 && { steps: of.after.map((step) => stepOf(contract, baseUrl, step, statusOf(step), mask)) }),
    ...(of.generated && { generated: of.generated }),
    ...(breach.hint && { hint: breach.hint }),
  };
}

/** The request of a case as a curl line, the secrets of its body masked and its credentials left to the environment. */
export function reproduce(contract: Contract, baseUrl: string, of: Case): string {
  const { operation, inputs, request } = of;
  const media = requestMedia(operation, inputs);
  // A body that no encoder wrote is shown as it was sent.
  const encoded = encodeRequest(operation, inputs, NOTHING_GIVEN);
  const isEncoded = Buffer.from(encoded.body ?? []).equals(Buffer.from(request.body ?? []));
  const isCut =
    !isEncoded &&
    Buffer.from(encoded.body ?? [])
      .toString('latin1')
      .startsWith(Buffer.from(request.body ?? []).toString('latin1'));
  if ((!isEncoded && !isCut) || inputs.body === undefined || !request.body) return curlOf(baseUrl, request, operation);
  const masked: Inputs = { ...inputs, body: maskValue({ contract, schema: media?.schema }, inputs.body) };
  const { body = request.body } = encodeRequest(operation, masked, NOTHING_GIVEN);
  // One that breaks off does so in the masked body too, as far in: half of a secret is one.
  const length = isCut ? Math.ceil((body.length * request.body.length) / (encoded.body?.length ?? 1)) : body.length;
  return curlOf(baseUrl, { ...request, body: body.subarray(0, length) }, operation);
}

/** Stays the same from run to run: no value goes into it, and the items of an array count as one place. */
function fingerprint(operation: Operation, check: string, clause: string, at: string): string {
  const where = at.replace(/\/\d+(?=\/|$)/g, '/*');
  return createHash('sha256').update([operation.id, check, clause, where].join('\n')).digest('hex').slice(0, 12);
}

/** What may appear in no report: credentials that were sent, secret values that were sent, and those that came back. */
function secretsOf(contract: Contract, heard: Map<Case, Hearing>): string[] {
  const entries = [...heard];
  const sent = entries.flatMap(([{ operation, inputs, request }, { exchange }]) => {
    const schema = requestMedia(operation, inputs)?.schema;
    return [...secretsOfHeaders([...request.headers, ...exchange.request.headers], operation), ...secretValues({ contract, schema }, inputs.body)];
  });
  const received = entries.flatMap(([{ operation }, { exchange, judgement }]) => [
    ...('response' in exchange.outcome ? secretsOfHeaders(exchange.outcome.response.headers, operation) : []),
    ...(judgement ? secretValues({ contract, schema: judgement.media?.schema }, judgement.answer.json) : []),
  ]);
  return [...sent, ...received];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
