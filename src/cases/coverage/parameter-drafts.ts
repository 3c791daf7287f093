import type { Contract, RequestValues, Operation, Parameter } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { typesOf } from '../../schema/keywords.ts';
import { applicable } from '../../schema/subschemas.ts';
import { ownMember } from '../../json/pointer.ts';
import { sample } from '../../schema/sample.ts';
import { invalidVariations } from './invalid-variations.ts';
import { validVariations } from './valid-variations.ts';
import type { Variation } from '../variations.ts';
import { type Draft, type DraftContext, type DraftSubject, accepted, refused } from './draft.ts';

/** The most parameters that each variation of a request has; with more, the cost would grow with the square of their number. */
const WRITTEN_PARAMETERS = 200_000;

/** The parameters to vary: all, unless an operation has more than about 450. */
function variedParameters({ parameters }: Operation): Parameter[] {
  return parameters.slice(0, Math.ceil(WRITTEN_PARAMETERS / parameters.length));
}

/** The parameters that are sent and not varied. */
export function unvariedParameters(operation: Operation): Parameter[] {
  return operation.parameters.slice(variedParameters(operation).length);
}

/** The request with and without each parameter, and with other values of it, valid and invalid. */
export function parameterDrafts(context: DraftContext): Draft[] {
  const { contract, operation, overrides, base } = context;
  const replaced = ({ in: where, name }: Parameter, value: Json | undefined): RequestValues => {
    const { [name]: _, ...others } = base.inputs[where];
    return { ...base.inputs, [where]: value === undefined ? others : { ...others, [name]: value } };
  };
  return variedParameters(operation).flatMap((parameter): Draft[] => {
    const { in: where, name, schema, required, pointer } = parameter;
    // Without its path parameter, or with another value, the request is for another resource.
    if (Object.hasOwn(overrides.set, name)) return [];
    const at = `request ${where} ${name}`;
    const present = Object.hasOwn(base.inputs[where], name);
    const value = ownMember(base.inputs[where], name) ?? (schema ? sample(contract, schema) : undefined);
    const typed = isTyped(contract, schema);
    const presence = (): Draft[] => {
      if (where === 'path') return [];
      const title = `the ${where} parameter ${name}`;
      if (required || present) {
        const draft = required ? refused : accepted;
        const inputs = replaced(parameter, undefined);
        return [draft(context, { inputs, clause: pointer, at, title: `without ${title}` })];
      }
      return value !== undefined && typed
        ? [accepted(context, { inputs: replaced(parameter, value), clause: pointer, at, title: `with ${title}` })]
        : [];
    };
    if (!schema || value === undefined || !typed) return presence();
    const subjectOf = (one: Variation): DraftSubject => ({
      inputs: replaced(parameter, one.value),
      clause: one.clause,
      at,
      title: one.title.replace('its body', `the ${where} parameter ${name}`),
    });
    const varied =
      where === 'path' ? [] : validVariations(contract, schema, value).map((one) => accepted(context, subjectOf(one)));
    const isText = typesOf(applicable(contract, schema, value))?.has('string');
    const broken = invalidVariations(contract, schema, value)
      // A path with an empty segment is another path, and a number in place of a text is a text.
      .filter(({ value: one }) =>
        typeof one === 'string' ? one !== '' || where !== 'path' : typeof one === 'number' && !isText,
      )
      .map((one) => refused(context, subjectOf(one)));
    return [...presence(), ...varied, ...broken];
  });
}

/** Whether the schema of a parameter excludes some text; only then can a text be invalid. */
function isTyped(contract: Contract, schema: Pointer | undefined): boolean {
  if (!schema) return false;
  const schemas = applicable(contract, schema, '');
  return schemas.some(
    (subschema) =>
      ['integer', 'number', 'boolean', 'array', 'object'].includes(String(subschema.schema['type'])) ||
      ['enum', 'const', 'pattern', 'format', 'minLength', 'maxLength'].some(
        (name) => subschema.schema[name] !== undefined && !(name === 'minLength' && subschema.schema[name] === 1),
      ),
  );
}
