import type { Parameter, ParameterIn } from '../../model/contract.ts';
import { joinPointer } from '../../json/pointer.ts';
import { defaultStyle } from '../../messages/styles/index.ts';
import { readExamples } from './read-media.ts';
import type { Fail, Node, Reader } from './reader.ts';

const PARAMETER_PLACES: readonly string[] = ['path', 'query', 'header', 'cookie'] satisfies ParameterIn[];

/** The parameters of an operation, and those of its path that it does not replace. */
export function readParameters(read: Reader, fail: Fail, item: Node, operation: Node): Parameter[] {
  const byKey = new Map<string, Parameter>();
  // Parameters of the operation replace those of its path (OpenAPI 3.1 §4.8.10).
  for (const owner of [item, operation]) {
    const listed = owner.value['parameters'];
    if (listed === undefined) continue;
    const at = joinPointer(owner.pointer, 'parameters');
    if (!Array.isArray(listed)) fail(at, 'must be an array', 'Write the parameters as a list.');
    listed.forEach((_, index) => {
      const parameter = readParameter(read, fail, read.object(joinPointer(at, index), 'a Parameter Object'));
      byKey.set(`${parameter.in} ${parameter.name}`, parameter);
    });
  }
  // Header parameters of these names are ignored (OpenAPI 3.1 §4.8.12.2).
  return [...byKey.values()].filter(
    ({ in: where, name }) => where !== 'header' || !/^(accept|content-type|authorization)$/i.test(name),
  );
}

function readParameter(read: Reader, fail: Fail, node: Node): Parameter {
  const { value, pointer } = node;
  // A parameter that is the whole query has its own style here (OpenAPI 3.2, Parameter Object, in: querystring).
  const isWhole = value['in'] === 'querystring';
  const where = (isWhole ? 'query' : value['in']) as ParameterIn;
  if (typeof value['name'] !== 'string') fail(pointer, 'has no name', 'Give the parameter a `name`.');
  if (!PARAMETER_PLACES.includes(where))
    fail(pointer, 'is in no known place', 'Set `in` to path, query, header or cookie.');
  const style = isWhole
    ? 'querystring'
    : typeof value['style'] === 'string'
      ? value['style']
      : defaultStyle(where).name;
  const [content] = read.members(node, 'content', 'a Media Type Object');
  if (isWhole && !content)
    fail(pointer, 'has no content', 'Say with `content` what the query is, as in: querystring wants it.');
  const schema = read.schema(content ? content[1] : node);
  return {
    pointer,
    name: value['name'],
    in: where,
    required: where === 'path' || value['required'] === true,
    style,
    explode: typeof value['explode'] === 'boolean' ? value['explode'] : style === 'form',
    allowReserved: value['allowReserved'] === true,
    ...(schema && { schema }),
    ...(content && { mediaType: content[0] }),
    examples: readExamples(read, content ? content[1] : node),
  };
}
