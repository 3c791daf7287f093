import type { Contract, Operation, ResponseObject } from '../model/contract.ts';
import type { Pointer } from '../model/json.ts';

/** Something that a contract lacks, and the places where it lacks it. */
export interface Gap {
  /** The predicate of the sentence: `have no documented example`. */
  lacks: string;
  /** The subject of the sentence, in the plural: `operations`. */
  of: string;
  total: number;
  places: { label: string; pointer: Pointer }[];
  /** What to add. */
  hint: string;
}

/** What a contract does not say, so that a run cannot check it. Found in the document alone. */
export function listGaps({ operations }: Contract): Gap[] {
  const label = ({ method, path }: Operation) => `${method} ${path}`;
  const whole = (found: Operation[]) =>
    found.map((operation) => ({ label: label(operation), pointer: operation.pointer }));
  const bodies = operations.flatMap((operation) => (operation.body ? [{ operation, body: operation.body }] : []));
  const answers = operations.flatMap((operation) =>
    operation.responses
      .filter(isSuccess)
      .map((response) => ({ label: `${label(operation)} ${response.status}`, response })),
  );
  const expected = answers.filter(({ response: { status } }) => !/^(204|205|304)$/.test(status));
  const gaps: Gap[] = [
    {
      lacks: 'without a documented example: nothing of it is compared value for value',
      of: 'operations',
      total: operations.length,
      places: whole(operations.filter(({ examples }) => !examples.some(({ response }) => response))),
      hint: 'Give the request and its response an example of the same name.',
    },
    {
      lacks: 'without an example',
      of: 'request bodies',
      total: bodies.length,
      places: bodies
        .filter(({ body }) => body.media.every(({ examples }) => examples.size === 0))
        .map(({ operation, body }) => ({ label: label(operation), pointer: body.pointer })),
      hint: 'Add `examples` beside its schema.',
    },
    {
      lacks: 'without a schema: any body would do',
      of: 'successful responses',
      total: expected.length,
      places: expected
        .filter(({ response }) => !response.media.some(({ schema }) => schema !== undefined))
        .map(({ label: text, response }) => ({ label: text, pointer: response.pointer })),
      hint: 'Add `content` with a schema, or 204 where there is no body.',
    },
    {
      lacks: 'without a successful response',
      of: 'operations',
      total: operations.length,
      places: whole(
        operations.filter(
          ({ responses }) => !responses.some((response) => isSuccess(response) || /^(3|default)/.test(response.status)),
        ),
      ),
      hint: 'Document what it answers when all is well.',
    },
    {
      lacks: 'without a documented error (4xx): of a refusal nothing but the status can be checked',
      of: 'operations',
      total: operations.length,
      places: whole(operations.filter(({ responses }) => !responses.some(({ status }) => /^(4|default)/.test(status)))),
      hint: 'Document 4XX with the schema of an error.',
    },
  ];
  return gaps.filter(({ places }) => places.length > 0);
}

function isSuccess({ status }: ResponseObject): boolean {
  return status.startsWith('2');
}
