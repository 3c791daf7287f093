import { requestMedia } from '../../messages/request-media.ts';
import { applicableAt } from '../../schema/subschemas.ts';
import { joinPointer, lastToken, pointerTokens, replaceAt, valueAt } from '../../json/pointer.ts';
import { differentValue } from '../../schema/sample.ts';
import { editBody, isSuccess, type Mutant, type MutationOperator } from '../mutant.ts';

/** A server with a wrong default for a member that was not sent. */
export const wrongDefaults: MutationOperator = {
  name: 'wrong-defaults',
  families: ['default'],
  mutants({ contract, operation, examples }) {
    const seen = new Set<string>();
    return examples.flatMap(({ example, leaves }) =>
      leaves.flatMap(({ place, template }): Mutant[] => {
        const [origin] = template ?? [];
        if (
          place.in !== 'body' ||
          template?.length !== 1 ||
          typeof origin !== 'object' ||
          origin.in !== 'body' ||
          seen.has(place.pointer)
        )
          return [];
        const schema = requestMedia(operation, example.request)?.schema;
        const owner =
          schema && example.request.body !== undefined
            ? applicableAt(contract, schema, example.request.body, origin.pointer).find(
                (subschema) => subschema.schema['default'] !== undefined,
              )
            : undefined;
        if (!owner) return [];
        seen.add(place.pointer);
        const wrong = differentValue(owner.schema['default'] ?? null);
        return [
          {
            id: `${operation.id} has another default for ${lastToken(origin.pointer)}`,
            family: 'default',
            title: `has another default for ${pointerTokens(origin.pointer).join('.')}`,
            operation,
            clause: joinPointer(owner.pointer, 'default'),
            answer: async (server, request) => {
              const response = await server.answer(request);
              const sent = valueAt(server.read(request).inputs.body, origin.pointer);
              return isSuccess(response) && sent === undefined
                ? editBody(response, (body) => replaceAt(body, place.pointer, wrong))
                : response;
            },
          },
        ];
      }),
    );
  },
};
