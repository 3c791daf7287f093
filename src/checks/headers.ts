import type { Breach, Contract, Json, Pointer } from '../model.ts';
import { applicable, typesOf } from '../contract/applicable.ts';
import { show } from '../contract/text.ts';
import type { Check } from './judgement.ts';
import { sayExpected } from './schema.ts';

/** The documented headers are there where they are required, and fit their schema (OpenAPI 3.1 §4.8.21). */
export const headers: Check = {
  id: 'headers',
  title: 'The documented headers are present and valid.',
  each: ({ contract, documented, answer }) =>
    (documented?.headers ?? []).flatMap((header): Breach[] => {
      const value = answer.headers.get(header.name.toLowerCase());
      const at = `header ${header.name}`;
      if (value === undefined)
        return header.required
          ? [{ clause: header.pointer, at, message: `leaves out the header ${header.name}`, expected: 'the header', actual: 'nothing' }]
          : [];
      if (!header.schema) return [];
      const [error] = contract.validate(header.schema, headerValue(contract, header.schema, value));
      return error
        ? [{ clause: error.pointer, at, message: `sends a ${header.name} that ${error.message}`, expected: sayExpected(error), actual: show(value) }]
        : [];
    }),
};

/** A header's text as the JSON value that its schema speaks of (style `simple`). */
function headerValue(contract: Contract, schema: Pointer, text: string): Json {
  const types = typesOf(applicable(contract, schema, text));
  if (!types || types.has('string')) return text;
  if ((types.has('integer') || types.has('number')) && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (types.has('boolean') && /^(true|false)$/.test(text)) return text === 'true';
  if (types.has('array')) return text.split(',').map((item) => item.trim());
  return text;
}
