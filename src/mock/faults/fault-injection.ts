import type { Request } from '../../model/exchange.ts';
import { UsageError } from '../../errors.ts';
import type { Fields } from '../../http/header-fields.ts';
import type { View } from '../journal/journal-entry.ts';
import { DELAYS, drawDelay, readDelay, type Delay } from './delay.ts';
import { documentedFault, faultOf, undocumentedFault } from './fault-responses.ts';
import { problem } from '../problem-details.ts';
import { createRandom, pick, type Random } from '../random.ts';
import type { Reply } from '../reply.ts';

/** A delay or a fault for a request. */
export interface FaultInjection {
  /** The delay in milliseconds. */
  delay: number;
  chaos?: 'documented' | 'undocumented' | 'reset';
  /** What is sent in place of the response. */
  reply?: Reply;
}

export interface FaultOptions {
  delay?: Delay | undefined;
  /** The share of requests that get a fault, from 0 to 1. */
  chaos?: number | undefined;
  /** The seed of the draws, for the same faults in each run. */
  seed?: number | undefined;
  /** Routes a request by the current contracts. */
  view: () => Pick<View, 'match'>;
}

/** The headers by which a request asks for a delay or a fault; they are not part of the API. */
const DELAY_HEADER = 'X-Assay-Delay';
const CHAOS_HEADER = 'X-Assay-Chaos';

/** The longest delay that a request may ask for, in milliseconds. */
const MAX_REQUESTED_DELAY = 60_000;

/** The kinds of faults, in equal shares. */
const KINDS = ['documented', 'undocumented', 'reset'] as const;

type Kind = (typeof KINDS)[number];

/** The faults that a request or the command line asks for: their share and their kind. */
type FaultRequest = { share: number; kind?: Kind; status?: number };

const FAULT_REQUESTS = `${KINDS.join(', ')}, a status from 400 to 599, none, or a share such as 5%`;

/** Reads `5%` or `0.05`; undefined if it is not a share. */
export function readShare(text: string): number | undefined {
  const [, number = '', percent] = /^(\d{1,3}(?:\.\d{1,9})?|\.\d{1,9})\s*(%)?$/.exec(text.trim()) ?? [];
  const share = Number(number) / (percent ? 100 : 1);
  return number !== '' && share <= 1 ? share : undefined;
}

/**
 * @param name what it was given as: `--chaos`
 * @throws UsageError for a text that is not a share
 */
export function parseShare(given: string | number, name: string): number {
  const share = readShare(String(given));
  if (share === undefined)
    throw new UsageError(`${name} ${given} is not a share of requests`, `For instance: ${name} 5%, or ${name} 0.05`);
  return share;
}

function readFaultRequest(text: string): FaultRequest | undefined {
  const word = text.trim().toLowerCase();
  if (word === 'none') return { share: 0 };
  if (KINDS.includes(word as Kind)) return { share: 1, kind: word as Kind };
  if (/^[45]\d\d$/.test(word)) return { share: 1, status: Number(word) };
  const share = readShare(word);
  return share === undefined ? undefined : { share };
}

/**
 * Decides for each request which fault it gets, or undefined for none. The n-th request gets the n-th draw of the seed,
 * however many requests are under way.
 */
export function createFaultInjection({
  delay,
  chaos = 0,
  seed = 0,
  view,
}: FaultOptions): (request: Request, fields: Fields) => FaultInjection | undefined {
  const isOff = delay === undefined && chaos === 0;
  let serial = 0;

  return (request, fields) => {
    serial += 1;
    const askedDelay = fields.get('x-assay-delay');
    const askedChaos = fields.get('x-assay-chaos');
    if (isOff && askedDelay === undefined && askedChaos === undefined) return undefined;

    const time = askedDelay === undefined ? delay : readDelay(askedDelay);
    if (askedDelay !== undefined && !time) return refuse(`${DELAY_HEADER} is not a time; it may be ${DELAYS}`);
    const asked = askedChaos === undefined ? { share: chaos } : readFaultRequest(askedChaos);
    if (!asked) return refuse(`${CHAOS_HEADER} names no fault; it may be ${FAULT_REQUESTS}`);

    const random = createRandom(seed, serial);
    const drawn = time ? drawDelay(time, random) : (random(), 0);
    const wait = { delay: askedDelay === undefined ? drawn : Math.min(drawn, MAX_REQUESTED_DELAY) };
    const isHit = random() < asked.share;
    const kind = asked.kind ?? pick(KINDS, random) ?? 'reset';
    return isHit
      ? { ...wait, ...injectFault(request, kind, asked, view(), random) }
      : wait.delay > 0
        ? wait
        : undefined;
  };
}

function injectFault(
  request: Request,
  kind: Kind,
  asked: FaultRequest,
  view: Pick<View, 'match'>,
  random: Random,
): Partial<FaultInjection> {
  const found = view.match(request);
  if (asked.status !== undefined) {
    const { reply, isDocumented } = faultOf(asked.status, found?.contract, found?.operation, random);
    return withMark(isDocumented ? 'documented' : 'undocumented', reply);
  }
  if (kind === 'reset') return { chaos: 'reset' };
  const documented =
    kind === 'documented' && found ? documentedFault(found.contract, found.operation, random) : undefined;
  if (documented) return withMark('documented', documented);
  if (asked.kind === 'documented')
    // For an undocumented request, the mock's own response is an error.
    return found ? refuse(`${found.operation.id} documents no error; ${CHAOS_HEADER} may be ${FAULT_REQUESTS}`) : {};
  // If the operation documents no errors, their share goes to the other kinds.
  return withMark('undocumented', undocumentedFault(found?.operation, random));
}

function withMark(chaos: Kind, reply: Reply): Partial<FaultInjection> {
  return { chaos, reply: { ...reply, headers: [...reply.headers, [CHAOS_HEADER, chaos]] } };
}

function refuse(detail: string): FaultInjection {
  return { delay: 0, reply: problem(400, detail) };
}
