import { createHash, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Json, JsonObject } from '../../src/model/json.ts';
import {
  accepted,
  accepts,
  answers,
  answersBroken,
  drop,
  fails,
  header,
  made,
  put,
  refuses,
  remembering,
  rename,
  sent,
  status,
  takes,
  text,
  withMember,
  type Break,
} from './breaks.ts';
import { at, CONTAINER_FORMATS, DISK_FORMATS, isObject, RULES, withBody, type Api, type Asked } from './servers.ts';

/** The reference server with one fault: it violates one documented statement. */
export interface Faulty {
  name: string;
  api: Api;
  break: Break;
}

type Table = Record<string, Break>;

/** A fault for each of some names. */
const each = (names: readonly string[], title: (name: string) => string, make: (name: string) => Break): Table =>
  Object.fromEntries(names.map((name) => [title(name), make(name)]));

const SELF = 'links.self.href';
const APP = 'links.app.href';
const LOGIN = 'data.credentials';
const LOGINS = ['user', 'password', 'email', 'login_server'];
const STRINGS = [
  'guid',
  'type',
  'data.hash.type',
  'data.image',
  ...LOGINS.map((name) => `${LOGIN}.${name}`),
  'state',
  'created_at',
  SELF,
  APP,
];
const OBJECTS = ['data', 'data.hash', LOGIN, 'links', 'links.self', 'links.app'];
const NULLS = ['data.hash.value', 'data.error', 'updated_at'];

const reversed = (value: Json) => [...String(value)].reverse().join('');
const image = ({ body }: Asked) => at(body, 'data.image');
const change = (change: (image: string) => string) =>
  put('data.image', (_sent, body) => change(String(at(body, 'data.image'))));
/** Changes a sent value at every place where it comes back. */
const everyText = (change: (text: string) => string) =>
  made((body) => {
    const data = body['data'] as JsonObject;
    if (typeof data['image'] === 'string') data['image'] = change(data['image']);
    const login = at(body, LOGIN);
    if (isObject(login))
      for (const [name, value] of Object.entries(login)) if (typeof value === 'string') login[name] = change(value);
  });
const isType = (type: string) => sent('type', type);
const lacks = (path: string) => (asked: Asked) => at(asked.body, path) === undefined;
const isKind = (kind: string, value: Json | undefined) =>
  (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value) === kind;
const both =
  (...conditions: ((asked: Asked) => boolean)[]) =>
  (asked: Asked) =>
    conditions.every((holds) => holds(asked));
/** Accepts a member of a wrong type as if it were valid. */
const reads = (path: string, kind: string, as: (value: Json) => Json) =>
  takes(({ body }) => {
    const value = at(body, path);
    return isKind(kind, value) ? withMember(body, path, as(value as Json)) : undefined;
  });
const EXAMPLE = { type: 'docker', data: { image: 'registry/image:latest' } };
const IMAGE = { name: 'n', disk_format: 'raw', container_format: 'bare' };
/** Gives a package another guid, also in its link. */
const named = (body: JsonObject, guid: string) =>
  Object.assign(body, { guid, links: { ...(body['links'] as JsonObject), self: { href: `/v3/packages/${guid}` } } });
const KINDS = ['array', 'string', 'number', 'boolean', 'null'];

/** A member of one type, and a valid value for it. Null is a fault only if the member is required. */
type Member = [path: string, kind: string, required: boolean, right: Json];
const CLOUD_FOUNDRY_MEMBERS: Member[] = [
  ['type', 'string', true, 'docker'],
  ['data', 'object', false, EXAMPLE.data],
  ['data.image', 'string', true, 'registry/image:latest'],
  [LOGIN, 'object', false, {}],
  ...LOGINS.map((name): Member => [`${LOGIN}.${name}`, 'string', false, 'x']),
  ['data.store_image', 'boolean', false, true],
];
const OPENSTACK_MEMBERS = Object.entries(IMAGE).map(([name, right]): Member => [name, 'string', true, right]);

/** Each member with each wrong type, which a server accepts, or on which it fails. */
const ofKinds = (members: Member[]): Table =>
  Object.fromEntries(
    members.flatMap(([path, kind, required, right]) =>
      [...KINDS, 'object']
        .filter((wrong) => wrong !== kind && (wrong !== 'null' || required))
        .flatMap((wrong) => [
          [`${path} of the kind ${wrong} is accepted`, reads(path, wrong, () => right)],
          [`500 for ${path} of the kind ${wrong}`, fails(({ body }) => isKind(wrong, at(body, path)))],
        ]),
    ),
  );

const CLOUD_FOUNDRY: Table = {
  // ---- fields of the response
  ...each([...STRINGS, ...OBJECTS, ...NULLS, 'data.store_image'], (path) => `${path} is left out`, drop),
  ...each(
    [...STRINGS, ...OBJECTS, 'data.store_image'],
    (path) => `${path} is null`,
    (path) => put(path, null),
  ),
  ...each(
    STRINGS,
    (path) => `${path} is a number`,
    (path) => put(path, 7),
  ),
  ...each(
    STRINGS,
    (path) => `${path} is empty`,
    (path) => put(path, ''),
  ),
  ...each(
    STRINGS,
    (path) => `${path} is in an array`,
    (path) => put(path, (_sent, body) => [at(body, path) as Json]),
  ),
  ...each(
    OBJECTS,
    (path) => `${path} is a string`,
    (path) => put(path, 'see elsewhere'),
  ),
  ...each(
    OBJECTS,
    (path) => `${path} is empty`,
    (path) => put(path, {}),
  ),
  ...each(
    OBJECTS,
    (path) => `${path} is in an array`,
    (path) => put(path, (_sent, body) => [at(body, path) as Json]),
  ),
  'data.store_image is a string': put('data.store_image', (_sent, body) => String(at(body, 'data.store_image'))),
  'data.store_image is a number': put('data.store_image', (_sent, body) => Number(at(body, 'data.store_image'))),
  'guid is called id': rename('guid', 'id'),
  'guid is called package_guid': rename('guid', 'package_guid'),
  'type is called Type': rename('type', 'Type'),
  'data is called docker_data': rename('data', 'docker_data'),
  'state is misspelt': rename('state', 'sate'),
  'created_at is in camel case': rename('created_at', 'createdAt'),
  'updated_at is in camel case': rename('updated_at', 'updatedAt'),
  'links is called _links': rename('links', '_links'),
  'links.self is called package': rename('links.self', 'package'),
  'links.app is called application': rename('links.app', 'application'),
  'links.self.href is called url': rename(SELF, 'url'),
  'links.app.href is called uri': rename(APP, 'uri'),
  'data.hash is called checksum': rename('data.hash', 'checksum'),
  'data.hash.value is misspelt': rename('data.hash.value', 'valeu'),
  'data.error is called errors': rename('data.error', 'errors'),
  'data.image is called data.docker_image': rename('data.image', 'docker_image'),
  'user is called username': rename(`${LOGIN}.user`, 'username'),
  'login_server is in camel case': rename(`${LOGIN}.login_server`, 'loginServer'),
  'store_image is in camel case': rename('data.store_image', 'storeImage'),
  'image and credentials stand beside data': made((body) =>
    Object.assign(body, body['data'], { data: { hash: at(body, 'data.hash'), error: null } }),
  ),
  'links are strings': made((body) => (body['links'] = { self: at(body, SELF) as Json, app: at(body, APP) as Json })),
  'links are a list': made(
    (body) =>
      (body['links'] = [
        { rel: 'self', href: at(body, SELF) as Json },
        { rel: 'app', href: at(body, APP) as Json },
      ]),
  ),

  // ---- formats
  'guid is a counter': put('guid', '17'),
  'guid is without its dashes': put('guid', (_sent, body) => String(at(body, 'guid')).replaceAll('-', '')),
  'guid is a digit short': put('guid', (_sent, body) => String(at(body, 'guid')).slice(0, -1)),
  'guid is no hexadecimal': put('guid', (_sent, body) => `z${String(at(body, 'guid')).slice(1)}`),
  'guid is in braces': put('guid', (_sent, body) => `{${String(at(body, 'guid'))}}`),
  'created_at is a date only': put('created_at', '2015-11-03'),
  'created_at has no zone': put('created_at', '2015-11-03T00:53:54'),
  'created_at has a blank': put('created_at', '2015-11-03 00:53:54 UTC'),
  'created_at is an HTTP date': put('created_at', 'Tue, 03 Nov 2015 00:53:54 GMT'),
  'created_at is seconds as text': put('created_at', '1446512034'),
  'created_at is in a thirteenth month': put('created_at', '2015-13-03T00:53:54Z'),
  'created_at is on a 30th of February': put('created_at', '2015-02-30T00:53:54Z'),
  'created_at is at 25 hours': put('created_at', '2015-11-03T25:53:54Z'),

  // ---- status and headers
  ...each(
    ['200', '202', '203', '204', '301', '302', '303', '400', '404', '409', '422', '500', '501'],
    (code) => `the status is ${code}`,
    (code) => status(Number(code)),
  ),
  ...each(
    ['text/html', 'text/plain', 'application/xml', 'application/octet-stream', 'application/x-www-form-urlencoded'],
    (type) => `the media type is ${type}`,
    (type) => header('Content-Type', type),
  ),
  ...each(
    ['iso-8859-1', 'utf-16', 'us-ascii'],
    (charset) => `the charset is ${charset}`,
    (charset) => header('Content-Type', `application/json;charset=${charset}`),
  ),
  'Content-Type is missing': header('Content-Type'),
  'Content-Type is empty': header('Content-Type', ''),
  'Content-Type is misspelt': header('Content-Type', 'aplication/json'),
  'X-VCAP-Request-ID is missing': header('X-VCAP-Request-ID'),
  'X-VCAP-Request-ID is empty': header('X-VCAP-Request-ID', ''),
  'X-VCAP-Request-ID is called X-Request-ID': accepted((response) => ({
    ...response,
    headers: response.headers.map(([name, value]) => [name === 'X-VCAP-Request-ID' ? 'X-Request-ID' : name, value]),
  })),
  'nosniff is missing': header('X-Content-Type-Options'),
  'nosniff is empty': header('X-Content-Type-Options', ''),
  'nosniff is something else': header('X-Content-Type-Options', 'sniff'),

  // ---- the body
  'the body is cut off': text((text) => text.slice(0, -20)),
  'the body is empty': text(() => ''),
  'the body is a blank': text(() => ' '),
  'the body is null': text(() => 'null'),
  'the body is an empty object': text(() => '{}'),
  'the body is in an array': text((text) => `[${text}]`),
  'the body is wrapped': text((text) => `{"package":${text}}`),
  'the body is wrapped as in v2': text((_text, made) =>
    JSON.stringify({ metadata: { guid: made['guid'] }, entity: made }),
  ),
  'the body is JSON in a JSON string': text((text) => JSON.stringify(text)),
  'the body is HTML': text(() => '<!doctype html><title>Created</title><p>Created</p>'),
  'the body is XML': text(() => '<package><guid>4cb65058-f04f-458f-aca1-5f4e43de6407</guid></package>'),
  'the body has single quotes': text((text) => text.replaceAll('"', "'")),
  'the body has a comma too many': text((text) => text.replace(/}$/, ',}')),
  'the body is followed by another': text((text) => text + text),
  'the body is a call of a function': text((text) => `callback(${text})`),
  'the body is guarded': text((text) => `)]}',\n${text}`),
  'the body is UTF-16': text((text) => Buffer.from(text, 'utf16le')),
  'the body is gzip but does not say so': text((text) => gzipSync(text)),
  'the body is only the guid': text((_text, made) => JSON.stringify(made['guid'])),

  // ---- values that follow from the request, or from each other
  'another image': put('data.image', 'library/other:1.0'),
  'always the documented image': put('data.image', 'registry/image:latest'),
  'the image without its tag': change((image) => image.replace(/:[^:/]*$/, '')),
  'the image without its registry': change((image) => image.replace(/^[^/]*\//, '')),
  'the image cut to ten characters': change((image) => image.slice(0, 10)),
  'the image in upper case': change((image) => image.toUpperCase()),
  'the image with a registry in front': change((image) => `docker.io/${image}`),
  'the image with a blank behind': change((image) => `${image} `),
  'the image backwards': change(reversed),
  'the image percent-encoded': change(encodeURIComponent),
  'always of type docker': put('type', 'docker'),
  'always of type bits': put('type', 'bits'),
  'the type in upper case': put('type', (sent) => String(at(sent, 'type')).toUpperCase()),
  'the type capitalised': put('type', (sent) => String(at(sent, 'type')).replace(/^./, (first) => first.toUpperCase())),
  'a type that was not documented': put('type', 'buildpack'),
  'the link to the documented app': put(APP, '/v3/apps/guid-d8b8148d-5798-44de-821a-64b85b15e968'),
  'the link to the other documented app': put(APP, '/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968'),
  'the link to some app': put(APP, () => `/v3/apps/${randomUUID()}`),
  'the link to the app by the guid of the package': put(APP, (_sent, body) => `/v3/apps/${String(at(body, 'guid'))}`),
  'the link to the app in v2': put(APP, (_sent, body) => String(at(body, APP)).replace('/v3/', '/v2/')),
  'the link to the packages of the app': put(APP, (_sent, body) => `${String(at(body, APP))}/packages`),
  'the link to all apps': put(APP, '/v3/apps'),
  'the link to the app has a blank for its guid': put(APP, '/v3/apps/'),
  'the link to the app with its placeholder': put(APP, '/v3/apps/:guid'),
  'the link to the app in another case': put(APP, (_sent, body) => String(at(body, APP)).toUpperCase()),
  'the link to the app without a slash in front': put(APP, (_sent, body) => String(at(body, APP)).slice(1)),
  'the link to the app without the first part of its guid': put(APP, (_sent, body) =>
    String(at(body, APP)).replace(/(apps\/)[^-]*-/, '$1'),
  ),
  'the link to itself with another guid': put(SELF, () => `/v3/packages/${randomUUID()}`),
  'the link to itself as documented': put(SELF, '/v3/packages/4cb65058-f04f-458f-aca1-5f4e43de6407'),
  'the link to itself by the guid of the app': put(
    SELF,
    (_sent, body) => `/v3/packages/${String(at(body, APP)).slice('/v3/apps/'.length)}`,
  ),
  'the link to itself in v2': put(SELF, (_sent, body) => String(at(body, SELF)).replace('/v3/', '/v2/')),
  'the link to itself without a slash in front': put(SELF, (_sent, body) => String(at(body, SELF)).slice(1)),
  'the link to itself among the apps': put(SELF, (_sent, body) => `/v3/apps/${String(at(body, 'guid'))}`),
  'the link to all packages': put(SELF, '/v3/packages'),
  'the links swapped': made(
    (body) => (body['links'] = { self: at(body, 'links.app') as Json, app: at(body, 'links.self') as Json }),
  ),
  'both links to itself': put('links.app', (_sent, body) => at(body, 'links.self') as Json),
  'both links to the app': put('links.self', (_sent, body) => at(body, 'links.app') as Json),
  ...each(
    LOGINS,
    (name) => `${name} is altered`,
    (name) => put(`${LOGIN}.${name}`, (sent) => `${String(at(sent, `${LOGIN}.${name}`))}x`),
  ),
  ...each(
    LOGINS,
    (name) => `${name} is masked`,
    (name) => put(`${LOGIN}.${name}`, '********'),
  ),
  'the password is hashed': put(`${LOGIN}.password`, (sent) =>
    createHash('sha1')
      .update(String(at(sent, `${LOGIN}.password`)))
      .digest('hex'),
  ),
  'the email in upper case': put(`${LOGIN}.email`, (sent) => String(at(sent, `${LOGIN}.email`)).toUpperCase()),
  'the login server with a slash behind': put(
    `${LOGIN}.login_server`,
    (sent) => `${String(at(sent, `${LOGIN}.login_server`))}/`,
  ),
  'the login server without its scheme': put(`${LOGIN}.login_server`, (sent) =>
    String(at(sent, `${LOGIN}.login_server`)).replace(/^https?:\/\//, ''),
  ),
  'user and email swapped': made((body, { body: sent }) => {
    const login = at(sent, LOGIN) as JsonObject | undefined;
    if (login?.['user'] !== undefined && login['email'] !== undefined)
      (body['data'] as JsonObject)['credentials'] = { ...login, user: login['email'], email: login['user'] };
  }),
  'always the documented credentials': put(LOGIN, {
    user: 'user name',
    email: 'root@admin.example.com',
    password: 'very secret password',
    login_server: 'https://index.docker.io/v1',
  }),
  'the credentials of the one before': remembering(() => {
    let before: Json = {
      user: 'somebody',
      password: 'else',
      email: 'else@example.org',
      login_server: 'https://else.example.org',
    };
    return put(LOGIN, (sent) => {
      const last = before;
      before = at(sent, LOGIN) as Json;
      return last;
    });
  }),
  'store_image is always true': put('data.store_image', true),
  'store_image is always false': put('data.store_image', false),
  'store_image is inverted': put('data.store_image', (sent) => at(sent, 'data.store_image') !== true),
  'store_image is true where it is left out': made(
    (body, asked) =>
      void (
        at(asked.body, 'type') === 'docker' &&
        lacks('data.store_image')(asked) &&
        ((body['data'] as JsonObject)['store_image'] = true)
      ),
  ),
  'store_image is null where it is left out': made(
    (body, asked) =>
      void (
        at(asked.body, 'type') === 'docker' &&
        lacks('data.store_image')(asked) &&
        ((body['data'] as JsonObject)['store_image'] = null)
      ),
  ),

  // ---- what names the package is its own
  'every package has the same guid': made((body) => named(body, '4cb65058-f04f-458f-aca1-5f4e43de6407')),
  'the guid follows from the image': made((body, asked) => {
    const hex = createHash('sha1')
      .update(String(image(asked)))
      .digest('hex');
    named(
      body,
      `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
    );
  }),
  'only ten guids in turn': remembering(() => {
    const guids = Array.from({ length: 10 }, () => randomUUID());
    let turn = 0;
    return made((body) => named(body, guids[(turn += 1) % 10] as string));
  }),

  // ---- literals
  'the state is PENDING': put('state', 'PENDING'),
  'the state is FAILED': put('state', 'FAILED'),
  'the state is in lower case': put('state', 'ready'),
  'the hash is md5': put('data.hash.type', 'md5'),
  'the hash is sha256': put('data.hash.type', 'sha256'),
  'the hash is SHA-1': put('data.hash.type', 'SHA-1'),
  'the error is an empty text': put('data.error', ''),
  'the error says what went wrong': put('data.error', 'the image was not found'),

  // ---- invalid requests that are accepted, or that the server fails on
  ...each(Object.keys(RULES['cloud-foundry']), (rule) => `not held to: ${rule}`, accepts),
  ...each(
    Object.keys(RULES['cloud-foundry']),
    (rule) => `500 when broken: ${rule}`,
    (rule) => answersBroken(500, RULES['cloud-foundry'], rule),
  ),
  ...each(
    Object.keys(RULES['cloud-foundry']),
    (rule) => `200 and an error when broken: ${rule}`,
    (rule) => answersBroken(200, RULES['cloud-foundry'], rule),
  ),
  ...each(
    ['a bearer token is needed', 'the body is JSON', 'type is bits or docker'],
    (rule) => `302 when broken: ${rule}`,
    (rule) => answersBroken(302, RULES['cloud-foundry'], rule),
  ),
  ...each(
    KINDS,
    (kind) => `a body that is a JSON ${kind} is accepted`,
    (kind) => takes(({ body }) => (body !== undefined && isKind(kind, body) ? EXAMPLE : undefined)),
  ),
  ...each(
    KINDS,
    (kind) => `500 for a body that is a JSON ${kind}`,
    (kind) => fails(({ body }) => body !== undefined && isKind(kind, body)),
  ),
  ...ofKinds(CLOUD_FOUNDRY_MEMBERS),
  'JSON that is cut off is accepted': takes(({ body, text }) =>
    body === undefined && text.startsWith('{') ? EXAMPLE : undefined,
  ),
  '500 for JSON that is cut off': fails(({ body, text }) => body === undefined && text.startsWith('{')),
  'a type in upper case is accepted': reads('type', 'string', (type) => String(type).toLowerCase()),
  'an empty type is accepted': takes(({ body }) =>
    at(body, 'type') === '' ? withMember(body, 'type', 'docker') : undefined,
  ),
  'store_image as text is accepted': reads('data.store_image', 'string', (value) => value === 'true'),

  // ---- values that come back changed only if they have something in them
  'letters beyond ASCII become question marks': everyText((text) => text.replace(/[^\x20-\x7e]/g, '?')),
  'letters beyond ASCII are encoded twice': everyText((text) => Buffer.from(text).toString('latin1')),
  'pluses and percent signs are decoded as in a form': everyText((text) =>
    decodeURIComponent(text.replaceAll('+', ' ').replace(/%(?![\da-f]{2})/gi, '%25')),
  ),
  'ampersands are escaped as in HTML': everyText((text) => text.replaceAll('&', '&amp;')),
  'quotes come back with a backslash': everyText((text) => text.replace(/["']/g, '\\$&')),
  'texts are trimmed': everyText((text) => text.trim()),
  'texts are cut to 64 characters': everyText((text) => text.slice(0, 64)),
  'store_image is true wherever credentials are sent': made(
    (body, asked) => void (at(asked.body, LOGIN) !== undefined && ((body['data'] as JsonObject)['store_image'] = true)),
  ),
  'store_image is left out where no credentials are sent': made(
    (body) => void (at(body, LOGIN) === undefined && delete (body['data'] as JsonObject)['store_image']),
  ),

  // ---- valid requests that are refused, or that the server fails on
  'bits are refused': refuses(isType('bits')),
  'bits are refused without data': refuses(both(isType('bits'), lacks('data'))),
  'bits are refused with empty data': refuses(
    both(isType('bits'), ({ body }) => JSON.stringify(at(body, 'data')) === '{}'),
  ),
  'docker is refused': refuses(isType('docker')),
  'docker is refused without credentials': refuses(both(isType('docker'), lacks(LOGIN))),
  'docker is refused with credentials': refuses(({ body }) => at(body, LOGIN) !== undefined),
  'docker is refused without store_image': refuses(both(isType('docker'), lacks('data.store_image'))),
  'docker is refused with credentials but without store_image': refuses(
    both(({ body }) => at(body, LOGIN) !== undefined, lacks('data.store_image')),
  ),
  'docker is refused with store_image but without credentials': refuses(
    both(({ body }) => at(body, 'data.store_image') !== undefined, lacks(LOGIN)),
  ),
  'store_image: false is refused': refuses(sent('data.store_image', false)),
  'store_image: true is refused': refuses(sent('data.store_image', true)),
  'the form media type is refused': answers(415, ({ header }) =>
    header('content-type').startsWith('application/x-www-form-urlencoded'),
  ),
  'the form media type is read as a form': answers(400, ({ header }) =>
    header('content-type').startsWith('application/x-www-form-urlencoded'),
  ),
  'an app whose guid is no uuid is not found': answers(
    404,
    ({ path }) => !/apps\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\//.test(path),
  ),
  'an app whose guid is a uuid is not found': answers(404, ({ path }) =>
    /apps\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\//.test(path),
  ),
  'a lower-case bearer is refused': answers(401, ({ header }) => header('authorization').startsWith('bearer')),
  'a second package of the same image is refused': remembering(() => {
    const seen = new Set<string>();
    return answers(
      409,
      (asked) => image(asked) !== undefined && seen.size === seen.add(JSON.stringify(asked.body)).size,
    );
  }),
  '500 for bits': fails(isType('bits')),
  '500 for bits without data': fails(both(isType('bits'), lacks('data'))),
  '500 for bits with empty data': fails(both(isType('bits'), ({ body }) => JSON.stringify(at(body, 'data')) === '{}')),
  '500 without credentials': fails(both(isType('docker'), lacks(LOGIN))),
  '500 without store_image': fails(both(isType('docker'), lacks('data.store_image'))),
  '500 for store_image: false': fails(sent('data.store_image', false)),
  '501 for bits': answers(501, isType('bits')),
  'bits have a state that is a number': made((body, asked) => void (isType('bits')(asked) && (body['state'] = 7))),
  'bits have no guid': made((body, asked) => void (isType('bits')(asked) && delete body['guid'])),
  'bits answer with 200': accepted((response, asked) =>
    isType('bits')(asked) ? { ...response, status: 200 } : response,
  ),
  'bits answer without a body': accepted((response, asked) =>
    isType('bits')(asked) ? withBody(response, '') : response,
  ),
  'bits are linked to another app': made(
    (body, asked) =>
      void (isType('bits')(asked) && ((body['links'] as JsonObject)['app'] = { href: '/v3/apps/other' })),
  ),
};

const OPENSTACK: Table = {
  // ---- the response
  'location is left out': drop('location'),
  'location is null': put('location', null),
  'location is a number': put('location', 7),
  'location is true': put('location', true),
  'location is an object': put('location', (_sent, body) => ({ href: at(body, 'location') as Json })),
  'location is in an array': put('location', (_sent, body) => [at(body, 'location') as Json]),
  'location is called Location': rename('location', 'Location'),
  'location is called uri': rename('location', 'uri'),
  'location is called image_location': rename('location', 'image_location'),
  'location is misspelt': rename('location', 'loaction'),
  'location is a header only': accepted((response) => ({
    ...withBody(response, '{}'),
    headers: [
      ['Content-Type', 'application/json'],
      ['Location', '/v1/images/1'],
      ['Content-Length', '2'],
    ],
  })),
  'location has a broken escape': put('location', (_sent, body) => `${String(at(body, 'location'))}%zz`),
  'location has a broken host': put('location', 'http://[images/v1/images/1'),
  ...each(
    ['200', '201', '204', '300', '302', '400', '404', '409', '500', '501'],
    (code) => `the status is ${code}`,
    (code) => status(Number(code)),
  ),
  'the body is cut off': text((text) => text.slice(0, -9)),
  'the body is empty': text(() => ''),
  'the body is null': text(() => 'null'),
  'the body is an empty object': text(() => '{}'),
  'the body is in an array': text((text) => `[${text}]`),
  'the body is wrapped': text((text) => `{"image":${text}}`),
  'the body is only the location': text((_text, made) => JSON.stringify(made['location'])),
  'the body is JSON in a JSON string': text((text) => JSON.stringify(text)),
  'the body is the image': text(() => JSON.stringify({ image: { id: randomUUID(), status: 'queued' } })),
  'the body is HTML': text(() => '<h1>202 Accepted</h1>'),
  'the body has single quotes': text((text) => text.replaceAll('"', "'")),
  'every image has the same location': put('location', '/v1/images/71c675ab-d94f-49cd-a114-e12490b328d9'),
  'the location is that of all images': put('location', '/v1/images'),
  'the location follows from the name': put(
    'location',
    (sent) => `/v1/images/${encodeURIComponent(String(at(sent, 'name')))}`,
  ),

  // ---- invalid requests that are accepted, or that the server fails on
  ...each(Object.keys(RULES.openstack), (rule) => `not held to: ${rule}`, accepts),
  ...each(
    Object.keys(RULES.openstack),
    (rule) => `500 when broken: ${rule}`,
    (rule) => answersBroken(500, RULES.openstack, rule),
  ),
  ...each(
    Object.keys(RULES.openstack),
    (rule) => `200 and an error when broken: ${rule}`,
    (rule) => answersBroken(200, RULES.openstack, rule),
  ),
  ...each(
    KINDS,
    (kind) => `a body that is a JSON ${kind} is accepted`,
    (kind) => takes(({ body }) => (body !== undefined && isKind(kind, body) ? IMAGE : undefined)),
  ),
  ...each(
    KINDS,
    (kind) => `500 for a body that is a JSON ${kind}`,
    (kind) => fails(({ body }) => body !== undefined && isKind(kind, body)),
  ),
  ...each(
    ['disk_format', 'container_format'],
    (name) => `${name} in upper case is accepted`,
    (name) => reads(name, 'string', (value) => String(value).toLowerCase()),
  ),
  ...each(
    ['disk_format', 'container_format'],
    (name) => `an empty ${name} is accepted`,
    (name) => takes(({ body }) => (at(body, name) === '' ? withMember(body, name, 'ami') : undefined)),
  ),

  ...ofKinds(OPENSTACK_MEMBERS),
  'JSON that is cut off is accepted': takes(({ body, text }) =>
    body === undefined && text.startsWith('{') ? IMAGE : undefined,
  ),
  '500 for JSON that is cut off': fails(({ body, text }) => body === undefined && text.startsWith('{')),

  // ---- valid requests that are refused, or that the server fails on
  '500 for a name beyond ASCII': fails(({ body }) => /[^\x20-\x7e]/.test(String(at(body, 'name') ?? ''))),
  '500 for a name with a quote': fails(({ body }) => /['"]/.test(String(at(body, 'name') ?? ''))),
  ...each(
    DISK_FORMATS,
    (format) => `disk format ${format} is refused`,
    (format) => answers(400, sent('disk_format', format)),
  ),
  ...each(
    CONTAINER_FORMATS,
    (format) => `container format ${format} is refused`,
    (format) => answers(400, sent('container_format', format)),
  ),
  ...each(
    ['vhd', 'iso'],
    (format) => `500 for disk format ${format}`,
    (format) => fails(sent('disk_format', format)),
  ),
  ...each(
    ['docker', 'ova'],
    (format) => `500 for container format ${format}`,
    (format) => fails(sent('container_format', format)),
  ),
  ...each(
    ['ari', 'vdi'],
    (format) => `disk format ${format} answers with 200`,
    (format) =>
      accepted((response, asked) => (sent('disk_format', format)(asked) ? { ...response, status: 200 } : response)),
  ),
  'container format ovf has no location': made(
    (body, asked) => void (sent('container_format', 'ovf')(asked) && delete body['location']),
  ),
  'the second image of the same name is refused': remembering(() => {
    const names = new Set<Json>();
    return answers(409, ({ body }) => {
      const name = at(body, 'name');
      return (
        typeof name === 'string' &&
        isObject(body) &&
        Object.keys(IMAGE).every((key) => typeof body[key] === 'string') &&
        names.size === names.add(name).size
      );
    });
  }),
  'every body is refused': refuses(() => true),
  'nothing is found': answers(404, () => true),
  'nothing works': fails(() => true),
};

const rows = (api: Api, table: Table): Faulty[] =>
  Object.entries(table).map(([name, break_]) => ({ name, api, break: break_ }));

export const FAULTY: Faulty[] = [...rows('cloud-foundry', CLOUD_FOUNDRY), ...rows('openstack', OPENSTACK)];
