import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import { isObject } from '../../json/pointer.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { requiredNames } from '../../schema/keywords.ts';
import { applicable } from '../../schema/subschemas.ts';

/**
 * The one member that “URL is not valid” can be about, where none is called so: the only text that is required, else the only one that is sent.
 * Undefined where there are several.
 */
export function onlyText(contract: Contract, operation: Operation, inputs: RequestValues): string | undefined {
  const { body } = inputs;
  const schema = requestMedia(operation, inputs)?.schema;
  if (schema === undefined || !isObject(body)) return undefined;
  const sent = Object.keys(body).filter((name) => typeof body[name] === 'string');
  const required = requiredNames(applicable(contract, schema, body));
  const [text, ...others] = sent.some((name) => required.has(name)) ? sent.filter((name) => required.has(name)) : sent;
  return others.length === 0 ? text : undefined;
}
