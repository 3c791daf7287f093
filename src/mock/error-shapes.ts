/** The shapes of an error where the contract documents no body for it. To add one, add an object here. */
import type { Contract, Operation, ResponseObject } from '../model/contract.ts';
import type { JsonObject } from '../model/json.ts';
import { responseFor, statusOf } from '../contract/examples.ts';
import { ownHeaders } from './problem-details.ts';
import { inShapeOf } from './refusal.ts';
import { respond, textOf, whenMade, type Reply } from './reply.ts';
import { isError } from '../http/status.ts';

/** The operation that an error is an answer of. */
export interface ErrorPlace {
  contract: Contract;
  operation: Operation;
}

export interface ErrorShape {
  /** One line for the help. */
  about: string;
  /** Gives a reply another shape; absent where it keeps its own. @param place undefined where no operation was found */
  reshape?(
    reply: Reply,
    problem: JsonObject,
    contracts: readonly Contract[],
    place?: ErrorPlace,
  ): Reply | Promise<Reply>;
}

export const ERROR_SHAPES = {
  problem: { about: 'a problem document of RFC 9457' },
  documented: { about: 'as the nearest error that is documented', reshape: asDocumented },
  object: { about: '{"error": {"code", "title", "message", …}}', reshape: asObject },
} satisfies Record<string, ErrorShape>;

export type ErrorShapeName = keyof typeof ERROR_SHAPES;

export const ERROR_SHAPE_NAMES = Object.keys(ERROR_SHAPES) as ErrorShapeName[];

export const DEFAULT_ERROR_SHAPE: ErrorShapeName = 'problem';

/** Gives the problem documents among replies the shape of this name; any other reply stays as it is. */
export function createReshaper(
  name: ErrorShapeName,
  contracts: readonly Contract[],
): (reply: Reply, place?: ErrorPlace) => Reply | Promise<Reply> {
  const { reshape }: ErrorShape = ERROR_SHAPES[name];
  if (!reshape) return (reply) => reply;
  return (reply, place) => {
    if (!reply.problem) return reply;
    const { noValue } = reply;
    return whenMade(reshape(reply, reply.problem, contracts, place), (shaped) =>
      noValue === undefined ? shaped : { ...shaped, noValue },
    );
  };
}

/** The members of a problem document in an object, as many APIs have it, and as their clients read it. */
function asObject(
  reply: Reply,
  { type: _, title = '', status = reply.status, detail = '', ...more }: JsonObject,
): Reply {
  const body: JsonObject = { error: { code: status, title, message: detail, ...more } };
  const headers = ownHeaders(reply);
  return respond(reply.status, [['Content-Type', 'application/json'], ...headers], textOf('application/json', body));
}

/** The body of the nearest error that a contract documents, with the message in it; the reply itself where none is documented. */
async function asDocumented(
  reply: Reply,
  problem: JsonObject,
  contracts: readonly Contract[],
  place?: ErrorPlace,
): Promise<Reply> {
  for (const contract of place ? [place.contract] : contracts) {
    const of = nearestError(contract, place?.operation, reply.status);
    const made = of && (await inShapeOf(contract, of, reply, problem));
    if (made && made.noValue === undefined) return made;
  }
  return reply;
}

/**
 * The documented error that is nearest to a status: of the operation itself, then of all the others; of the same status, then of
 * the same class, then any.
 */
export function nearestError(
  contract: Contract,
  own: Operation | undefined,
  status: number,
): ResponseObject | undefined {
  const isSameClass = (of: ResponseObject) => Math.floor(codeOf(of) / 100) === Math.floor(status / 100);
  for (const operations of [own ? [own] : [], contract.operations]) {
    const errors = operations.flatMap(errorsOf);
    const same = operations.map((operation) => responseFor(operation, status));
    const found =
      same.find((of) => of !== undefined && errors.includes(of)) ?? errors.find(isSameClass) ?? errors.find(() => true);
    if (found) return found;
  }
  return undefined;
}

/** The documented errors of an operation that have a body. */
function errorsOf({ responses }: Operation): ResponseObject[] {
  return responses.filter((of) => of.media.length > 0 && isError(codeOf(of)));
}

/** The status of a documented response; that of a default one is 500. */
export function codeOf({ status }: ResponseObject): number {
  return status === 'default' ? 500 : statusOf(status);
}
