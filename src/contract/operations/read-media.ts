import type { ExampleValue, MediaType, Unspecified } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { copyDigits } from '../../json/exact-integers.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import { exampleValue } from '../../messages/body/example-value.ts';
import { formatOf } from '../../messages/body/index.ts';
import { partTypes } from '../../messages/body/part-types.ts';
import { resolvePointer } from '../../schema/references.ts';
import { shapeOf, type SchemaSource } from '../../schema/shape.ts';
import type { Node, Reader } from './reader.ts';

/** The media types in the `content` of a body or a response. */
export function readMedia(read: Reader, node: Node): MediaType[] {
  return read.members(node, 'content', 'a Media Type Object').map(([name, media]) => {
    const type = (name.split(';')[0] as string).trim().toLowerCase();
    const encodedAs = media.value['x-encoded-as'];
    const schema = read.schema(media);
    const described: MediaType = {
      pointer: media.pointer,
      type,
      encodedAs: typeof encodedAs === 'string' ? encodedAs.toLowerCase() : type,
      ...(schema && { schema }),
      examples: readExamples(read, media),
      unspecified: readUnspecified(read, schema),
      encoding: isObject(media.value['encoding']) ? media.value['encoding'] : {},
      ...(schema && type.startsWith('multipart/') && { parts: partTypes(read.document, schema) }),
    };
    return schema === undefined ? described : withDecodedExamples(read.source, withXml(read.source, described, schema));
  });
}

/** XML has the names of its schema, which are looked up when they are needed. */
function withXml(source: SchemaSource, media: MediaType, schema: Pointer): MediaType {
  if (formatOf(media.encodedAs, media.type).name !== 'xml') return media;
  return Object.defineProperty(media, 'xml', { get: () => shapeOf(source, schema), enumerable: false });
}

/** Examples of a structured type that is no JSON, as what they say: written as a text they are taken apart. */
function withDecodedExamples(source: SchemaSource, media: MediaType): MediaType {
  for (const [name, example] of media.examples) {
    const value = exampleValue(source, media, example.value);
    if (value !== example.value)
      media.examples.set(name, {
        ...example,
        value,
        ...(typeof example.value === 'string' && { written: example.value }),
      });
  }
  return media;
}

/** What `x-unspecified` at a schema leaves open. */
function readUnspecified(read: Reader, schema: Pointer | undefined): Unspecified[] {
  const found = schema && resolvePointer(read.document, schema);
  const listed = found && isObject(found.value) ? found.value['x-unspecified'] : undefined;
  if (!found || !Array.isArray(listed)) return [];
  return listed.filter(isObject).map((entry, index) => {
    const pointer = joinPointer(found.pointer, 'x-unspecified', index);
    return { pointer, says: String(entry['says'] ?? ''), schema: joinPointer(pointer, 'schema') };
  });
}

/** The named examples of a parameter, header or media type; a lone `example` is called `default`. */
export function readExamples(read: Reader, node: Node): Map<string, ExampleValue> {
  const named = read
    .members(node, 'examples', 'an Example Object')
    .flatMap(([name, { pointer, value }]): [string, ExampleValue][] => {
      // `dataValue` is the value before it is serialized (OpenAPI 3.2, Example Object).
      const member = ['value', 'dataValue'].find((key) => value[key] !== undefined);
      if (member === undefined) return [];
      const summary = typeof value['summary'] === 'string' ? { summary: value['summary'] } : {};
      return [[name, { ...shownAt({ pointer, value }, member), ...summary }]];
    });
  if (named.length === 0 && node.value['example'] !== undefined) named.push(['default', shownAt(node, 'example')]);
  return new Map(named);
}

function shownAt({ pointer, value }: Node, member: string): ExampleValue {
  const shown = { pointer: joinPointer(pointer, member), value: value[member] as Json };
  copyDigits(value, member, shown, 'value');
  return shown;
}
