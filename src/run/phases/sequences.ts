import type { Contract, RequestValues } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Json } from '../../model/json.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import {
  planSequences,
  startCase,
  stepCase,
  type AnsweredCase,
  type Sequence,
  type StepPlan,
} from '../../cases/sequences/plan-sequences.ts';
import { basesOf } from '../../cases/valid-requests.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { isObject } from '../../json/pointer.ts';
import { plural } from '../../text/wording.ts';
import { isCutShort } from './shrink.ts';
import { endedEarly, type PhaseContext, type PhaseDefinition, type PhaseOutcome } from './phase.ts';
import { isOfCredentials, isOverloaded, isSuccessful } from '../../http/status.ts';
import { randomEnd } from '../../cases/random-end.ts';

/** Sends requests that depend on each other: what was created is read, deleted and read again, and links are followed. */
export const sequences: PhaseDefinition = {
  name: 'sequences',
  run: runSequences,
  announce: () => 'sequences that create, read and delete',
  test: { title: 'sequences of requests', of: 'contract' },
};

/**
 * Sends sequences of requests, each made from the responses to those before it. Where one of them fails for reasons
 * of its own, what would follow is undecided.
 */
async function runSequences({
  contract,
  target,
  options: { overrides = NO_OVERRIDES },
  judge,
  sender,
  permissions,
  baselines,
  onExchange,
}: PhaseContext): Promise<PhaseOutcome> {
  const { sequences: planned, unjudged } = planSequences(contract, overrides, (operation) => {
    const start = baselines.startOf(operation);
    return start ? (start.bases ?? basesOf(contract, operation, overrides)) : [];
  });
  const found: PhaseOutcome = { cases: [], undecided: [], unjudged: [...unjudged] };
  if (target.stateless) {
    if (planned.length > 0)
      found.unjudged.push({
        reason: `${target.name} keeps nothing, so that ${plural(planned.length, 'sequence')} of requests cannot show what it would keep`,
      });
    return found;
  }

  let isCut = false;
  async function send(testCase: Case): Promise<AnsweredCase | undefined> {
    const exchange = await sender.send(testCase);
    isCut ||= !exchange || isCutShort(exchange);
    if (!exchange) return undefined;
    judge.judge(testCase, exchange);
    found.cases.push(testCase);
    onExchange(testCase, exchange);
    return 'response' in exchange.outcome
      ? { case: testCase, exchange, response: exchange.outcome.response }
      : undefined;
  }

  async function start(sequence: Sequence): Promise<AnsweredCase | undefined> {
    const first = startCase(sequence, overrides);
    const done = await send(first);
    if (!done || isAccepted(done)) return done;
    // One of that name may be there from before.
    const other = done.response.status === 409 ? renamed(contract, first, sequence) : undefined;
    if (other) return send({ ...startCase(sequence, overrides, other), id: `${first.id}, under another name` });
    const { accepted } = (await baselines.search(sequence.start)) ?? {};
    return accepted && 'response' in accepted.exchange.outcome
      ? { case: accepted.case, exchange: accepted.exchange, response: accepted.exchange.outcome.response }
      : done;
  }

  async function run(sequence: Sequence): Promise<void> {
    const leave = (operation: string, reason: string) => void found.undecided.push({ operation, reason });
    if (permissions.heldBack(startCase(sequence, overrides))) return;
    const first = await start(sequence);
    if (!first) return;
    if (!isAccepted(first)) {
      // The reason of the operation has the target's own words.
      if (baselines.of(sequence.start)) return;
      // Refused credentials and the like are listed already.
      return leave(
        sequence.start.id,
        `${sequence.start.id} was answered with ${first.response.status}, so that nothing shows what follows from it`,
      );
    }
    const done = new Map<StepPlan['role'], AnsweredCase>();
    for (const plan of sequence.steps) {
      const needed = plan.needs.map((role) => done.get(role));
      if (needed.some((one) => one === undefined || !isAccepted(one))) continue;
      const made = stepCase(
        contract,
        sequence,
        plan,
        [first, ...needed.filter((one) => one !== undefined)],
        overrides,
        target.baseUrl,
      );
      if ('reason' in made) {
        leave(plan.operation.id, `cannot be asked for what ${sequence.start.id} created: ${made.reason}`);
        return;
      }
      const pending = [first, ...needed].find((one) => one?.response.status === 202);
      if (pending) {
        found.unjudged.push({
          operation: plan.operation.id,
          reason: `${pending.case.operation.id} answers 202, so that it need not be done yet when ${plan.operation.id} is asked`,
        });
        return;
      }
      if (permissions.heldBack(made)) {
        found.unjudged.push({
          operation: plan.operation.id,
          reason: `${made.title} is held back: nothing proves that ${sequence.start.id} created what it names`,
        });
        return;
      }
      const answered = await send(made);
      if (!answered) return;
      done.set(plan.role, answered);
      const { status } = answered.response;
      const isTold = judge.violations(made).length > 0 || isOfCredentials(status);
      if (plan.role !== 'gone' && plan.role !== 'again' && !isAccepted(answered) && !isTold && !isOverloaded(status))
        leave(plan.operation.id, `was answered with ${status} in ${made.title}`);
      // What cannot be read is not deleted either: it may be somebody else's.
      if (plan.role === 'read' && judge.violations(made).length > 0) return;
    }
  }

  let done = 0;
  for (const sequence of planned) {
    if (sender.isOver) break;
    await run(sequence);
    // Whatever ended the sending may have come between two steps.
    if (!isCut) done += 1;
  }
  if (done < planned.length && sender.ending)
    found.undecided.push(endedEarly(sender.ending, `${done} of ${plural(planned.length, 'sequence')}`));
  return found;
}

function isAccepted({ response: { status } }: AnsweredCase): boolean {
  return isSuccessful(status);
}

/** The same creation under another name: each free text at the top of its body gets an end that no other has. */
function renamed(contract: Contract, { inputs, operation }: Case, { base }: Sequence): RequestValues | undefined {
  const schema = requestMedia(operation, inputs)?.schema;
  if (!schema || !isObject(inputs.body)) return undefined;
  const end = randomEnd();
  let body: { [name: string]: Json } = inputs.body;
  for (const [name, value] of Object.entries(inputs.body)) {
    const other = typeof value === 'string' ? { ...body, [name]: `${value}-${end}` } : body;
    if (contract.accepts(schema, other)) body = other;
  }
  return body === inputs.body ? undefined : { ...base.inputs, body };
}
