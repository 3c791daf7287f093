import type { HeaderField, Response } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { alterSuccess, editBody, isVisible, withText, type Mutant, type MutationOperator } from '../mutant.ts';

const isContentType = ([name]: HeaderField) => name.toLowerCase() === 'content-type';

/** Wrong statuses, media types and whole bodies. */
export const wholeResponses: MutationOperator = {
  name: 'whole-responses',
  families: ['status', 'media type', 'body shape'],
  mutants({ contract, operation, examples }) {
    const documented = examples.map(({ example }) => example.response).find((response) => response !== undefined);
    if (!documented) return [];
    const media = documented.media?.pointer ?? documented.of.pointer;
    const mutant = (
      family: string,
      title: string,
      clause: string,
      alter: (response: Response) => Response,
    ): Mutant => ({
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
        // A range documents every status in it (OpenAPI 3.1 §4.8.16).
        !(documented.of.status === `${Math.floor(status / 100)}XX`),
    );
    const wrongStatuses = statuses.map((status) =>
      mutant('status', `answers ${status}`, documented.of.pointer, (response) => ({
        ...(status === 204 ? withText(response, '') : response),
        status,
      })),
    );
    if (!documented.media) return wrongStatuses;
    const described = { contract, media: documented.media };
    const edited = (title: string, edit: (body: Json) => Json): Mutant[] => {
      const { body } = documented;
      if (body !== undefined && !isVisible(described, body, edit(body))) return [];
      return [mutant('body shape', title, media, (response) => editBody(response, edit, described))];
    };
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
      ...edited('answers with a list of one', (body) => [body]),
      ...edited('wraps its answer', (body) => ({ data: body })),
      ...edited('answers with an empty object', () => ({})),
      ...edited('answers with a string', () => 'created'),
      ...edited('answers with null', () => null),
      mutant('body shape', 'answers with HTML', media, (response) =>
        labelled('text/html')(withText(response, '<p>created</p>')),
      ),
    ];
  },
};
