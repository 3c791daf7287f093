/** What goes between the main thread and those that make generated cases. */
import type { Operation } from '../../model/contract.ts';
import type { Base } from '../../cases/valid-requests.ts';
import { hasLargeIntegers } from '../../schema/restore-digits.ts';
import type { Overrides } from '../../messages/overrides.ts';
import type { PortableCase } from '../../run/fold/portable-result.ts';

/** The first cases of so many numbers of one operation. */
export interface MakingQuestion {
  /** Tells starts apart, so that a thread prepares each but once. */
  start: number;
  operation: string;
  seed: number;
  overrides: Overrides;
  bases: PortableBase[] | undefined;
  from: number;
  count: number;
}

/** Examples by their pointers, as they belong to a contract. */
export type PortableBase = Omit<Base, 'example'> & { example?: string };

/** What each number comes to; `unsure` where a message would not carry all of it. */
export type MakingAnswer = ({ attempt: number; case: PortableCase } | 'none' | 'unsure')[];

/** Undefined where a base is not all that it is once it was sent: with integers beyond 2^53, or an example of another operation. */
export function toPortableBases({ examples }: Operation, bases: Base[]): PortableBase[] | undefined {
  const isPortable = ({ inputs, example }: Base) =>
    (!example || examples.includes(example)) && !hasLargeIntegers(inputs);
  if (!bases.every(isPortable)) return undefined;
  return bases.map(({ example, ...base }) => ({ ...base, ...(example && { example: example.pointer }) }));
}
