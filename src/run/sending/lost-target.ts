import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Sender } from '../../exchange/sender.ts';
import { shellWord } from '../../text/shell-word.ts';

/** So many requests are named of each kind. */
const NAMED = 3;

/** Sees whether a target that answered has ended during the run, and after which requests. */
export interface LostTarget {
  sender: Sender;
  /** What is told of it at the end of the run; nothing where the target answers, or never did. */
  undecided(): Undecided[];
}

/** A request that got no answer, and when it was begun. */
interface Unanswered {
  testCase: Case;
  begun: number;
  /** Whether it had a connection, which a target that had ended before does not give. */
  isCutOff: boolean;
}

/**
 * A target that ends in the middle of a run was ended by something, often by a request: those that were under way then, and the last ones
 * that it answered, are worth a look, and can be left out.
 */
export function watchLostTarget(sending: Sender): LostTarget {
  let begun = 0;
  let last: Case[] = [];
  let unanswered: Unanswered[] = [];
  /** Why nothing listens there any more. */
  let gone: string | undefined;

  function see(testCase: Case, at: number, { outcome, wasCutOff }: Exchange): void {
    if ('response' in outcome) {
      last = [...last.filter((one) => nameOf(one) !== nameOf(testCase)), testCase].slice(-NAMED);
      unanswered = [];
      gone = undefined;
      return;
    }
    const { kind, message } = outcome.failure;
    if (kind === 'unreachable') gone ??= message;
    if (kind === 'unreachable' || kind === 'reset' || kind === 'timeout')
      unanswered.push({ testCase, begun: at, isCutOff: wasCutOff === true || kind !== 'unreachable' });
  }

  function undecided(): Undecided[] {
    if (gone === undefined || last.length === 0) return [];
    const cutOff = unanswered.filter(({ isCutOff }) => isCutOff).sort((a, b) => a.begun - b.begun);
    const underWay = distinct(cutOff.map(({ testCase }) => testCase));
    const answered = last.toReversed().filter((one) => !underWay.some((other) => nameOf(other) === nameOf(one)));
    const suspect = (underWay[0] ?? answered[0]) as Case;
    const hint = [
      underWay.length > 0 && `Under way then: ${underWay.map(nameOf).join(', ')}.`,
      answered.length > 0 && `Answered last: ${answered.map(nameOf).join(', ')}.`,
      'If one of them ended it, start it again, and leave that operation out, as with',
      `--exclude-operation ${shellWord(suspect.operation.id)}`,
    ];
    return [
      {
        reason: `the target answered, and then ended: ${gone}`,
        hint: hint.filter((part) => part !== false).join(' '),
      },
    ];
  }

  const sender = Object.defineProperties({} as Sender, {
    ...Object.getOwnPropertyDescriptors(sending),
    send: {
      value: async (testCase: Case) => {
        begun += 1;
        const at = begun;
        const exchange = await sending.send(testCase);
        if (exchange) see(testCase, at, exchange);
        return exchange;
      },
    },
  });
  return { sender, undecided };
}

/** The first few, each method and path once. */
function distinct(cases: Case[]): Case[] {
  return cases.filter((one, nth) => cases.findIndex((other) => nameOf(other) === nameOf(one)) === nth).slice(0, NAMED);
}

/** A query may hold what is nobody's business, and a request is known without it. */
function nameOf({ request }: Case): string {
  return `${request.method} ${request.path.split('?')[0]}`;
}
