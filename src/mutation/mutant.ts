import type { Response, Request } from '../model/exchange.ts';
import type { Contract, Example, RequestValues, Operation } from '../model/contract.ts';
import type { Leaf } from '../model/binding.ts';
import type { Json, Pointer } from '../model/json.ts';
import { readJson } from '../json/parse-json.ts';
import type { RequestError } from '../messages/decode-request.ts';

/** The conforming server that mutants are made of. */
export interface Server {
  /** Answers as the contract says. @param forgives mistakes that are let pass as if the clause were not there */
  answer(request: Request, forgives?: (error: RequestError) => boolean): Promise<Response>;
  /** What a request says by the contract, and what it does wrong. */
  read(request: Request): { inputs: RequestValues; errors: RequestError[] };
}

/** A server that is wrong in one way. */
export interface Mutant {
  id: string;
  family: string;
  /** What it does: `drops data.image`. */
  title: string;
  operation: Operation;
  /** The clause that it breaks, and that would have to be tightened if it survives. */
  clause: Pointer;
  answer(server: Server, request: Request): Promise<Response>;
  /** Why it conforms all the same, where that can be proved. */
  equivalent?: string;
  /** What the documents leave open, where it does nothing that they speak of. */
  open?: string;
}

/** What an operator is given: one operation, with its documented examples analysed. */
export interface Subject {
  contract: Contract;
  operation: Operation;
  examples: { example: Example; leaves: Leaf[] }[];
}

/** One way, or several of a kind, to make a server wrong. */
export interface MutationOperator {
  /** As its file is called: `wrong-defaults`. */
  name: string;
  /** The families that its mutants are counted under. */
  families: readonly string[];
  /** Its mutants for one operation; none where nothing fits. */
  mutants(subject: Subject): Mutant[];
}

export const isSuccess = ({ status }: Response): boolean => status >= 200 && status < 300;

/** A mutant that answers as it should and changes its successes on the way out. */
export function alterSuccess(alter: (response: Response, request: Request) => Response): Mutant['answer'] {
  return async (server, request) => {
    const response = await server.answer(request);
    return isSuccess(response) ? alter(response, request) : response;
  };
}

/** A response with its JSON body changed; one that has none is left. */
export function editBody(response: Response, edit: (body: Json) => Json): Response {
  const read = readJson(new TextDecoder().decode(response.body));
  return 'problem' in read ? response : withText(response, JSON.stringify(edit(read.value)));
}

export function withText(response: Response, text: string): Response {
  const body = new TextEncoder().encode(text);
  return {
    ...response,
    body,
    headers: response.headers.map((field) =>
      field[0].toLowerCase() === 'content-length' ? [field[0], String(body.length)] : field,
    ),
  };
}

export function mutantFailure(): Response {
  return { status: 500, headers: [['Content-Type', 'text/plain']], body: new TextEncoder().encode('mutant') };
}
