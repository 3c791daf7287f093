import type { ResponseHeader } from '../../model/contract.ts';
import type { Leaf } from '../../model/binding.ts';
import type { HeaderField } from '../../model/exchange.ts';
import { differentValue } from '../../schema/sample.ts';
import { alterSuccess, type Mutant, type MutationOperator, type Subject } from '../mutant.ts';

/** Leaves out, empties or changes each documented header. */
export const responseHeaders: MutationOperator = {
  name: 'response-headers',
  families: ['header'],
  mutants(subject) {
    const seen = new Set<ResponseHeader>();
    return subject.examples.flatMap(({ example, leaves }) =>
      [...(example.response?.headers ?? [])].flatMap(([header, value]): Mutant[] => {
        if (seen.has(header)) return [];
        seen.add(header);
        const leaf = leaves.find(({ place }) => place.in === 'header' && place.name === header.name);
        return headerMutants(subject, header, value, leaf);
      }),
    );
  },
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
