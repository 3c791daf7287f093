import type { Case } from '../../model/case.ts';
import type { Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Undecided } from '../../model/finding.ts';
import { plural } from '../../text/wording.ts';

/** Answers whose bodies went on until the time was up, as streams of events do: they are judged without them. */
export interface EndlessBodies {
  see(testCase: Case, exchange: Exchange): void;
  /** One entry an operation. */
  unjudged(): Undecided[];
}

export function watchEndlessBodies(): EndlessBodies {
  const seen = new Map<Operation, number>();
  return {
    see: ({ operation }, { outcome }) => {
      if ('response' in outcome && outcome.response.unended) seen.set(operation, (seen.get(operation) ?? 0) + 1);
    },
    unjudged: () =>
      [...seen].map(([operation, count]) => ({
        operation: operation.id,
        reason: `the body of ${plural(count, 'answer')} went on until the time was up: status, header fields and media type were judged, and what came of the body was not`,
      })),
  };
}
