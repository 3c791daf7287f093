import type { Ajv2020 } from 'ajv/dist/2020.js';
import { FORMATS } from '../formats.ts';
import { loadAjv } from './load-ajv.ts';

const whole =
  (least: number, most: number): ((value: number) => boolean) =>
  (value) =>
    Number.isInteger(value) && value >= least && value <= most;
/** Of 64 bits, the largest is read as the nearest double. */
const signed = (bits: number) => whole(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1);
const unsigned = (bits: number) => whole(0, 2 ** bits - 1);

/** The formats of numbers in the OpenAPI registry (https://spec.openapis.org/registry/format/). */
const NUMBERS: Record<string, (value: number) => boolean> = {
  int8: signed(8),
  int16: signed(16),
  int32: signed(32),
  int64: signed(64),
  uint8: unsigned(8),
  uint16: unsigned(16),
  uint32: unsigned(32),
  uint64: unsigned(64),
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
