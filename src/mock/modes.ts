/**
 * The modes of the mock: each defines the response to a valid request where the contract documents an example of one; other answers are
 * generated (`mock.ts`). To add one, add an object here, and a folder with what
 * it needs.
 */
import type { Contract, Operation } from '../model/contract.ts';
import type { RespondableExample } from './documented/choose-example.ts';
import { echoResponder, staticResponder, type Responder } from './documented/responders.ts';

export interface Mode {
  /** One line for the help. */
  about: string;
  /** Whether values are generated from the schemas, unless the request asks for an example. */
  generates: boolean;
  /** Whether what was created, changed and deleted is kept. */
  keeps?: true;
  /** Prepares the response of a documented example, once for all requests that it answers. */
  prepare(contract: Contract, operation: Operation, example: RespondableExample): Responder;
}

export const MODES = {
  echo: {
    about: 'the documented example bound to the request',
    generates: false,
    prepare: echoResponder,
  },
  static: {
    about: 'as it is printed',
    generates: false,
    prepare: (_contract, _operation, example) => staticResponder(example),
  },
  dynamic: {
    about: 'values made up',
    generates: true,
    // A request may still ask for an example by its name (Prefer: example=…).
    prepare: echoResponder,
  },
  stateful: {
    about: 'what was created can be read, listed, changed and deleted',
    generates: false,
    keeps: true,
    prepare: echoResponder,
  },
} satisfies Record<string, Mode>;

export type MockMode = keyof typeof MODES;

export const MODE_NAMES = Object.keys(MODES) as MockMode[];

export const DEFAULT_MODE: MockMode = 'echo';
