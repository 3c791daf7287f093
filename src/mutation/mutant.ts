import type { Response, Request } from '../model/exchange.ts';
import type { Contract, Example, MediaType, RequestValues, Operation } from '../model/contract.ts';
import type { Leaf } from '../model/binding.ts';
import type { Json, Pointer } from '../model/json.ts';
import { readJson } from '../json/parse-json.ts';
import { encodeBody, isEncodable } from '../messages/body/encode.ts';
import { isStructured } from '../messages/body/example-value.ts';
import type { BodyFormat } from '../messages/body/format.ts';
import { formatOf } from '../messages/body/index.ts';
import { shapeOf } from '../schema/shape.ts';
import type { RequestError } from '../messages/decode-request.ts';
import { writeJson } from '../json/exact-integers.ts';
import { isSuccessful } from '../http/status.ts';

/** The conforming server that mutants change. */
export interface Server {
  /** Responds as the contract says. @param forgives says which mistakes are accepted as if their clause did not exist */
  answer(request: Request, forgives?: (error: RequestError) => boolean): Promise<Response>;
  /** Decodes a request by the contract, with its errors. */
  read(request: Request): { inputs: RequestValues; errors: RequestError[] };
}

/** A server with one fault. */
export interface Mutant {
  id: string;
  family: string;
  /** Its fault: `drops data.image`. */
  title: string;
  operation: Operation;
  /** The clause that it violates. If the mutant survives, this clause is too loose. */
  clause: Pointer;
  answer(server: Server, request: Request): Promise<Response>;
  /** Why it conforms all the same, if that can be proved. */
  equivalent?: string;
  /** What the documents leave open, if its fault is not about anything in them. */
  open?: string;
}

/** The input of an operator: one operation, with its documented examples analysed. */
export interface Subject {
  contract: Contract;
  operation: Operation;
  examples: { example: Example; leaves: Leaf[] }[];
}

/** Makes mutants with one kind of fault. */
export interface MutationOperator {
  /** The name of its file: `wrong-defaults`. */
  name: string;
  /** The families of its mutants. */
  families: readonly string[];
  /** Its mutants for one operation, if any. */
  mutants(subject: Subject): Mutant[];
}

export const isSuccess = ({ status }: Response): boolean => isSuccessful(status);

/** A mutant that changes the conforming server's success responses. */
export function alterSuccess(alter: (response: Response, request: Request) => Response): Mutant['answer'] {
  return async (server, request) => {
    const response = await server.answer(request);
    return isSuccess(response) ? alter(response, request) : response;
  };
}

/** Changes the body of a response, if it has one that is JSON; or XML or a sequence, where its documented media type is given. */
export function editBody(response: Response, edit: (body: Json) => Json, described?: DescribedBody): Response {
  const format = described && structuredFormat(described);
  if (format) {
    const { contract, media } = described;
    const label = { type: media.type, parameters: new Map<string, string>() };
    const { value } = format.decode(response.body, { contract, media, label, shape: shapeOf(contract, media.schema) });
    const text = value === undefined ? undefined : writtenAs(described, edit(value));
    return text === undefined ? response : withText(response, text);
  }
  const read = readJson(new TextDecoder().decode(response.body));
  return 'problem' in read ? response : withText(response, writeJson(edit(read.value)));
}

/** A documented body that is no JSON. */
export interface DescribedBody {
  contract: Contract;
  media: MediaType;
}

/** Whether a change of a documented body shows in what is sent: in XML the number 1 is the text 1. */
export function isVisible(described: DescribedBody, body: Json, changed: Json): boolean {
  if (!structuredFormat(described)) return true;
  const text = writtenAs(described, changed);
  return text !== undefined && text !== writtenAs(described, body);
}

/** The format of a media type other than JSON whose bodies are held to their schema. */
function structuredFormat({ contract, media }: DescribedBody): BodyFormat | undefined {
  return isStructured(contract, media) ? formatOf(media.encodedAs, media.type) : undefined;
}

function writtenAs({ media }: DescribedBody, value: Json): string | undefined {
  if (!isEncodable(media, media.type, value)) return undefined;
  return new TextDecoder().decode(encodeBody(media, media.type, value).bytes);
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
