import type { Contract, MediaType } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { responseErrors } from '../../schema/read-write-only.ts';
import { shapeOf, type SchemaSource } from '../../schema/shape.ts';
import { formatOf } from './index.ts';

/**
 * The value that an example of a structured media type stands for: what is read once it is written, so that answers are compared
 * with what they can hold. An example that cannot be read stays as it is.
 */
export function exampleValue(source: SchemaSource, media: MediaType, example: Json): Json {
  if (!describesValues(source, media)) return example;
  const format = formatOf(media.encodedAs, media.type);
  if (!(format.canEncode?.(example, media) ?? true)) return example;
  const { value } = format.decode(format.encode(example, media, media.type), {
    media,
    label: { type: media.type, parameters: new Map() },
    shape: shapeOf(source, media.schema),
  });
  return value ?? example;
}

/**
 * Whether bodies of a media type other than JSON are held to its schema. Where an example of the document cannot be read as that
 * format, or not written in it, nothing is.
 */
export function isStructured(source: SchemaSource, media: MediaType): boolean {
  if (!describesValues(source, media)) return false;
  const { canEncode } = formatOf(media.encodedAs, media.type);
  return [...media.examples.values()].every(
    ({ value }) => typeof value !== 'string' && (canEncode?.(value, media) ?? true),
  );
}

function describesValues(source: SchemaSource, { encodedAs, type, schema }: MediaType): boolean {
  return schema !== undefined && formatOf(encodedAs, type).isStructured?.(shapeOf(source, schema)) === true;
}

/** Whether a value of a structured media type conforms to the schema once it was written and read. */
export function isExpressible(contract: Contract, media: MediaType, value: Json): boolean {
  if (!isStructured(contract, media)) return true;
  if (typeof value === 'string') return false;
  const { canEncode } = formatOf(media.encodedAs, media.type);
  if (canEncode && !canEncode(value, media)) return false;
  return (
    media.schema === undefined ||
    responseErrors(contract, media.schema, exampleValue(contract, media, value)).length === 0
  );
}
