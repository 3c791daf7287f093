import { randomUUID } from 'node:crypto';
import type { HeaderField, Request, Response } from '../../src/model/exchange.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';

/**
 * The two documented endpoints, written only from the vendors' documents and independently of the contracts and the checks, so
 * that they can test assay.
 */

export type Api = 'cloud-foundry' | 'openstack';

/** A server without its socket. */
export type Server = (request: Request) => Response;

/** A documented rule for requests, and the status for a request that violates it. */
export interface Rule {
  status: number;
  broken: (asked: Asked) => boolean;
}

/** A request: `body` is undefined if it is not JSON. */
export interface Asked {
  text: string;
  body: Json | undefined;
  header: (name: string) => string;
  path: string;
}

/** Makes the reference implementation, without one of its rules if one is named. */
export type Reference = (leftOut?: string) => Server;

// ---------------------------------------------------------------- Cloud Foundry: POST /v3/apps/:guid/packages

const image = 'data.image';
const login = 'data.credentials';
const isGiven = (path: string, isRight: (value: Json) => boolean) => ({
  status: 422,
  broken: ({ body }: Asked) => at(body, path) !== undefined && !isRight(at(body, path) as Json),
});
const isString = (value: Json) => typeof value === 'string';

export const CLOUD_FOUNDRY_RULES: Record<string, Rule> = {
  'a bearer token is needed': { status: 401, broken: ({ header }) => !/^bearer +\S/i.test(header('authorization')) },
  'a body is needed': { status: 400, broken: ({ text }) => text.trim() === '' },
  'the body is JSON': { status: 400, broken: ({ body, text }) => body === undefined && text.trim() !== '' },
  'the body is an object': { status: 422, broken: ({ body }) => body !== undefined && !isObject(body) },
  'type is needed': { status: 422, broken: ({ body }) => isObject(body) && body['type'] === undefined },
  'type is bits or docker': isGiven('type', (type) => type === 'bits' || type === 'docker'),
  'data is an object': isGiven('data', isObject),
  'docker needs data': {
    status: 422,
    broken: ({ body }) => at(body, 'type') === 'docker' && at(body, 'data') === undefined,
  },
  'docker needs an image': {
    status: 422,
    broken: ({ body }) => at(body, 'type') === 'docker' && isObject(at(body, 'data')) && at(body, image) === undefined,
  },
  'image is a string': isGiven(image, isString),
  'credentials is an object': isGiven(login, isObject),
  'user is a string': isGiven(`${login}.user`, isString),
  'password is a string': isGiven(`${login}.password`, isString),
  'email is a string': isGiven(`${login}.email`, isString),
  'login_server is a string': isGiven(`${login}.login_server`, isString),
  'store_image is a boolean': isGiven('data.store_image', (value) => typeof value === 'boolean'),
};

export const cloudFoundry: Reference = (leftOut) => (request) => {
  const app = /^\/v3\/apps\/([^/?]+)\/packages$/.exec(request.path)?.[1];
  if (app === undefined || request.method !== 'POST')
    return answer(404, { code: 10000, description: 'Unknown request', error_code: 'CF-NotFound' });
  const asked = read(request);
  const refused = firstBroken(CLOUD_FOUNDRY_RULES, asked, leftOut);
  if (refused)
    return answer(refused.status, {
      code: 10008,
      description: `The request is invalid: ${refused.name}`,
      error_code: 'CF-Invalid',
    });

  const guid = randomUUID();
  const type = at(asked.body, 'type') ?? 'docker';
  const docker: JsonObject = {};
  for (const name of ['image', 'credentials', 'store_image']) {
    const value = at(asked.body, `data.${name}`);
    if (type !== 'bits' && value !== undefined) docker[name] = value;
  }
  const made = {
    guid,
    type,
    data: { hash: { type: 'sha1', value: null }, error: null, ...docker },
    state: 'READY',
    created_at: new Date().toISOString().replace(/\.\d+/, ''),
    updated_at: null,
    links: { self: { href: `/v3/packages/${guid}` }, app: { href: `/v3/apps/${app}` } },
  };
  return answer(201, made, [
    ['X-VCAP-Request-ID', randomUUID()],
    ['X-Content-Type-Options', 'nosniff'],
  ]);
};

// ---------------------------------------------------------------- OpenStack Image v1: POST /v1/images

export const DISK_FORMATS = ['aki', 'ami', 'ari', 'iso', 'qcow2', 'raw', 'vhd', 'vdi', 'vmdk'];
export const CONTAINER_FORMATS = ['aki', 'ami', 'ari', 'bare', 'docker', 'ova', 'ovf'];

const isNeeded = (name: string) => ({
  status: 400,
  broken: ({ body }: Asked) => isObject(body) && body[name] === undefined,
});

export const OPENSTACK_RULES: Record<string, Rule> = {
  'a body is needed': { status: 400, broken: ({ text }) => text.trim() === '' },
  'the body is JSON': { status: 400, broken: ({ body, text }) => body === undefined && text.trim() !== '' },
  'the body is an object': { status: 400, broken: ({ body }) => body !== undefined && !isObject(body) },
  'name is needed': isNeeded('name'),
  'name is a string': isGiven('name', isString),
  'disk_format is needed': isNeeded('disk_format'),
  'disk_format is one of nine': isGiven('disk_format', (value) => DISK_FORMATS.includes(value as string)),
  'container_format is needed': isNeeded('container_format'),
  'container_format is one of seven': isGiven('container_format', (value) =>
    CONTAINER_FORMATS.includes(value as string),
  ),
};

export const openstack: Reference = (leftOut) => (request) => {
  if (request.path !== '/v1/images' || request.method !== 'POST') return answer(404, { message: 'no such resource' });
  const asked = read(request);
  const refused = firstBroken(OPENSTACK_RULES, asked, leftOut);
  if (refused) return answer(refused.status, { message: refused.name });
  return answer(202, { location: `http://images.example.org:9292/v1/images/${randomUUID()}` });
};

export const REFERENCES: Record<Api, Reference> = { 'cloud-foundry': cloudFoundry, openstack };
export const RULES: Record<Api, Record<string, Rule>> = {
  'cloud-foundry': CLOUD_FOUNDRY_RULES,
  openstack: OPENSTACK_RULES,
};

// ---------------------------------------------------------------- what both need

export function answer(status: number, body: Json | undefined, headers: HeaderField[] = []): Response {
  return withBody(
    { status, headers: [['Content-Type', 'application/json;charset=utf-8'], ...headers], body: new Uint8Array() },
    text(body),
  );
}

/** The same response with another body and its Content-Length. */
export function withBody(response: Response, body: string | Uint8Array): Response {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const headers = response.headers.filter(([name]) => name.toLowerCase() !== 'content-length');
  return { ...response, headers: [...headers, ['Content-Length', String(bytes.byteLength)]], body: bytes };
}

const text = (body: Json | undefined) => (body === undefined ? '' : JSON.stringify(body));

/** Reads the body as JSON, whatever its Content-Type. */
export function read(request: Request): Asked {
  const text = Buffer.from(request.body ?? []).toString();
  return {
    text,
    body: parse(text),
    path: request.path,
    header: (name) => request.headers.find(([other]) => other.toLowerCase() === name)?.[1] ?? '',
  };
}

export function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export function firstBroken(
  rules: Record<string, Rule>,
  asked: Asked,
  leftOut?: string,
): { name: string; status: number } | undefined {
  const [name, rule] = Object.entries(rules).find(([name, { broken }]) => name !== leftOut && broken(asked)) ?? [];
  return name === undefined || !rule ? undefined : { name, status: rule.status };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member at a path of names with dots; undefined if there is none. */
export function at(value: Json | undefined, path: string): Json | undefined {
  return path
    .split('.')
    .reduce<Json | undefined>(
      (inner, name) => (isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
      value,
    );
}
