import type { Ajv2020 } from 'ajv/dist/2020.js';
import { FORMATS } from '../formats.ts';
import { loadAjv } from './load-ajv.ts';

const whole =
  (least: number, most: number): ((value: number) => boolean) =>
  (value) =>
    Number.isInteger(value) && value >= least && value <= most;

/** The formats of numbers in the OpenAPI registry (https://spec.openapis.org/registry/format/). */
const NUMBERS: Record<string, (value: number) => boolean> = {
  int8: whole(-(2 ** 7), 2 ** 7 - 1),
  int16: whole(-(2 ** 15), 2 ** 15 - 1),
  int32: whole(-(2 ** 31), 2 ** 31 - 1),
  // The largest int64 is read as 2^63, the nearest double.
  int64: whole(-(2 ** 63), 2 ** 63),
  uint8: whole(0, 2 ** 8 - 1),
  uint16: whole(0, 2 ** 16 - 1),
  uint32: whole(0, 2 ** 32 - 1),
  uint64: whole(0, 2 ** 64),
  'double-int': whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  unixtime: Number.isInteger,
  float: (value) => Number.isFinite(Math.fround(value)),
  double: Number.isFinite,
  'sf-integer': whole(-999_999_999_999_999, 999_999_999_999_999),
  'sf-decimal': (value) => Math.abs(value) < 1e12 && /^-?\d+(\.\d{1,3})?$/.test(String(value)),
};

/** Formats of AJV that neither JSON Schema nor the registry has. They are annotations, because nothing defines what they allow. */
const UNREGISTERED = ['url', 'iso-date-time', 'iso-time', 'json-pointer-uri-fragment'];

/** Adds the asserted formats; all others are annotations (JSON Schema 2020-12 Validation §7.2.2). */
export function addFormats(ajv: Ajv2020): void {
  loadAjv().addFormats(ajv);
  for (const name of UNREGISTERED) ajv.addFormat(name, true);
  for (const [name, validate] of Object.entries(NUMBERS)) ajv.addFormat(name, { type: 'number', validate });
  for (const [name, { test: own }] of Object.entries(FORMATS))
    if (own) ajv.addFormat(name, own);
    else if (ajv.formats[name] === undefined) ajv.addFormat(name, true);
}
