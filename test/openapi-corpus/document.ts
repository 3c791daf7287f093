import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { RequestValues } from '../../src/model/contract.ts';
import type { HeaderField, Request } from '../../src/model/exchange.ts';
import type { Json } from '../../src/model/json.ts';

/** The stages of each document, in order. */
export const STAGES = ['load', 'types', 'mock', 'write', 'check', 'mutate'] as const;
export type Stage = (typeof STAGES)[number];

/** A request of a document to its mock. */
export interface Sent {
  /** `GET /colors?color=blue` */
  send: string;
  headers?: Record<string, string>;
  /** A text is sent as it is, anything else as JSON. */
  body?: Json;
  /** Bytes, in Base64, in place of a body. */
  bytes?: string;
}

export interface Accepted extends Sent {
  /** Its decoded values: each of these places has exactly these values. */
  reads?: Partial<RequestValues>;
  /** The expected parts of the mock's response. */
  answers?: { status?: number; headers?: Record<string, string>; body?: Json };
  /** How the decoded values are encoded again: exactly like this, or with these parts. */
  writes?: 'as sent' | { path?: string; headers?: Record<string, string>; body?: string };
}

/** One of `at` and `status` must be given, so that the request is refused for the right reason. */
export interface Refused extends Sent {
  /** The place of the first error: `query color#/0`. */
  at?: string;
  status?: number;
}

/** The `x-corpus` of a document: which clause of the standard it proves, and how. */
export interface Expected {
  feature: string;
  clause: string;
  accepts?: Accepted[];
  refuses?: Refused[];
  /** Stages that fail, each with the reason. If one passes, that is a failure. */
  known?: Partial<Record<Stage, string>>;
}

/** A document of the corpus: its number and name, its file, and its expectations. */
export interface CorpusDocument {
  name: string;
  file: string;
  expected: Expected;
}

const FOLDER = join(import.meta.dirname);

/** Every document by its number: `NNN-name.yaml`, or `NNN-name/openapi.yaml` if it has several files. */
export async function corpusDocuments(): Promise<CorpusDocument[]> {
  const entries = (await readdir(FOLDER, { withFileTypes: true }))
    .filter(({ name }) => /^\d{3}-/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return Promise.all(
    entries.map(async (entry) => {
      const file = entry.isDirectory() ? join(FOLDER, entry.name, 'openapi.yaml') : join(FOLDER, entry.name);
      const { 'x-corpus': expected } = parse(await readFile(file, 'utf8')) as { 'x-corpus': Expected };
      return { name: entry.name.replace(/\.yaml$/, ''), file, expected };
    }),
  );
}

/** The request of a document. Lines of a multipart body get CRLF (RFC 2046 §4.1.1), which YAML cannot write. */
export function requestOf({ send, headers = {}, body, bytes }: Sent): Request {
  const [method = '', path = ''] = send.split(' ', 2);
  const fields = Object.entries(headers).map(([name, value]): HeaderField => [name, value]);
  const isMultipart = fields.some(([name, value]) => /^content-type$/i.test(name) && /^multipart\//i.test(value));
  const text = typeof body === 'string' ? (isMultipart ? body.replace(/\r?\n/g, '\r\n') : body) : JSON.stringify(body);
  const content =
    bytes === undefined ? text && new TextEncoder().encode(text) : new Uint8Array(Buffer.from(bytes, 'base64'));
  return { method, path, headers: fields, ...(content && { body: content }) };
}
