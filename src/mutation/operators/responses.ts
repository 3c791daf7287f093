import type { ResponseHeader } from '../../model/contract.ts';
import type { Leaf } from '../../model/binding.ts';
import type { HeaderField, Response } from '../../model/exchange.ts';
import { differentValue } from '../../schema/sample.ts';
import { alterSuccess, editBody, withText, type Mutant, type Operator, type Subject } from '../mutant.ts';

const isContentType = ([name]: HeaderField) => name.toLowerCase() === 'content-type';

/** Wrong statuses, media types and bodies as a whole. */
export const messages: Operator = ({ operation, examples }) => {
  const documented = examples.map(({ example }) => example.response).find((response) => response !== undefined);
  if (!documented) return [];
  const media = documented.media?.pointer ?? documented.of.pointer;
  const mutant = (family: string, title: string, clause: string, alter: (response: Response) => Response): Mutant => ({
    id: `${operation.id} ${title}`,
    family,
    title,
    operation,
    clause,
    answer: alterSuccess(alter),
  });
  const statuses = [200, 201, 202, 204, 400, 404, 500].filter(
    (status) =>
      status !== documented.status &&
      !operation.responses.some((response) => response.status === String(status)) &&
      // Any status of its range is what a range documents (OpenAPI 3.1 §4.8.16).
      !(documented.of.status === `${Math.floor(status / 100)}XX`),
  );
  const wrongStatuses = statuses.map((status) =>
    mutant('status', `answers ${status}`, documented.of.pointer, (response) => ({
      ...(status === 204 ? withText(response, '') : response),
      status,
    })),
  );
  if (!documented.media) return wrongStatuses;
  const labelled = (type: string | undefined) => (response: Response) => ({
    ...response,
    headers: response.headers.flatMap((field): HeaderField[] =>
      isContentType(field) ? (type ? [[field[0], type]] : []) : [field],
    ),
  });
  return [
    ...wrongStatuses,
    mutant('media type', 'labels its answer text/plain', media, labelled('text/plain')),
    mutant('media type', 'labels its answer text/html', media, labelled('text/html; charset=utf-8')),
    mutant('media type', 'does not label its answer', media, labelled(undefined)),
    mutant('body shape', 'answers with nothing', media, (response) => withText(response, '')),
    mutant('body shape', 'breaks its answer off', media, (response) =>
      withText(response, new TextDecoder().decode(response.body).slice(0, -2)),
    ),
    mutant('body shape', 'answers with a list of one', media, (response) => editBody(response, (body) => [body])),
    mutant('body shape', 'wraps its answer', media, (response) => editBody(response, (body) => ({ data: body }))),
    mutant('body shape', 'answers with an empty object', media, (response) => editBody(response, () => ({}))),
    mutant('body shape', 'answers with a string', media, (response) => editBody(response, () => 'created')),
    mutant('body shape', 'answers with null', media, (response) => editBody(response, () => null)),
    mutant('body shape', 'answers with HTML', media, (response) =>
      labelled('text/html')(withText(response, '<p>created</p>')),
    ),
  ];
};

/** Each documented header left out, emptied or changed. */
export const headers: Operator = (subject) => {
  const seen = new Set<ResponseHeader>();
  return subject.examples.flatMap(({ example, leaves }) =>
    [...(example.response?.headers ?? [])].flatMap(([header, value]): Mutant[] => {
      if (seen.has(header)) return [];
      seen.add(header);
      const leaf = leaves.find(({ place }) => place.in === 'header' && place.name === header.name);
      return headerMutants(subject, header, value, leaf);
    }),
  );
};

function headerMutants(
  { contract, operation }: Subject,
  header: ResponseHeader,
  value: string,
  leaf: Leaf | undefined,
): Mutant[] {
  const change = (to: string | undefined) =>
    alterSuccess((response) => ({
      ...response,
      headers: response.headers.flatMap((field): HeaderField[] =>
        field[0].toLowerCase() === header.name.toLowerCase() ? (to === undefined ? [] : [[field[0], to]]) : [field],
      ),
    }));
  const mutant = (does: string, to: string | undefined): Mutant => {
    const fits =
      to === undefined
        ? !header.required
        : leaf?.kind === 'volatile' && (!header.schema || contract.accepts(header.schema, to));
    const why =
      to === undefined
        ? 'the contract does not require it'
        : `${leaf?.because}, and its schema allows ${JSON.stringify(to)}`;
    return {
      id: `${operation.id} ${does} the header ${header.name}`,
      family: 'header',
      title: `${does} the header ${header.name}`,
      operation,
      clause: header.pointer,
      answer: change(to),
      ...(fits && { equivalent: `${header.name}: ${why}` }),
    };
  };
  return [mutant('leaves out', undefined), mutant('empties', ''), mutant('changes', String(differentValue(value)))];
}
