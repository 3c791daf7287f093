import type { Operation, Parameter } from '../../model/contract.ts';
import type { JsonObject } from '../../model/json.ts';
import { isJsonType } from '../../http/media-type.ts';
import { isObject } from '../../json/pointer.ts';
import { conjoined, reachable } from '../../schema/subschemas.ts';

/*
 * Some APIs write the format of an answer at the end of a path: `/issues.{format}`, with json and xml. Where JSON is all that an operation
 * documents, the path is `/issues.json`, and has nothing to choose.
 */

type Written = Pick<Operation, 'path' | 'parameters' | 'body' | 'responses'>;

/** An operation, with the path of JSON where its path ends in a format and it documents no other. */
export function withFixedFormat<T extends Written>(operation: T, document: JsonObject): T & { written?: string } {
  const { path, parameters } = operation;
  const [end, name] = /\.\{([^{}]+)\}$/.exec(path) ?? [];
  const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
  if (end === undefined || !parameter) return operation;
  const formats = FORMAT.test(parameter.name) ? formatsOf(parameter, document) : [];
  const fixed = `${path.slice(0, -end.length)}.json`;
  if (!formats.includes('json') || documentsOther(operation, formats) || isPath(document, fixed)) return operation;
  return { ...operation, path: fixed, written: path, parameters: parameters.filter((one) => one !== parameter) };
}

function isPath({ paths }: JsonObject, path: string): boolean {
  return isObject(paths) && Object.hasOwn(paths, path);
}

/** `{kind}` of `/files/{name}.{kind}` says what a file is, and not what the answer is like. */
const FORMAT = /^_?(response_?|output_?)?format$|^(file_?)?ext(ension)?$/i;

/** The words that a parameter allows; JSON alone where it lists none and is called a format. */
function formatsOf({ name, schema }: Parameter, document: JsonObject): string[] {
  const listed = reachable(document, schema === undefined ? [] : [schema], conjoined).flatMap((one) =>
    [one.schema['enum'] ?? one.schema['const'] ?? []].flat(),
  );
  if (listed.length > 0) return listed.map(String);
  return /format$/i.test(name) ? ['json'] : [];
}

/** Whether the answers are no JSON, or a message is in another of the formats; where no other is listed, an answer in anything but JSON. */
function documentsOther({ body, responses }: Written, formats: string[]): boolean {
  const answers = responses.flatMap(({ media }) => media);
  if (answers.length > 0 && !answers.some(({ type }) => isJsonType(type))) return true;
  const others = formats.filter((format) => format !== 'json');
  return others.length === 0
    ? answers.some(({ type }) => !isJsonType(type))
    : [...answers, ...(body?.media ?? [])].some(({ type }) => others.some((format) => type.includes(format)));
}
