/**
 * A small server of the Cloud Foundry contract with one fault: a docker package is not READY.
 * For trying `assay check`; see docs/guide/check.md.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const [status, body] = answer(request, Buffer.concat(chunks).toString());
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'X-VCAP-Request-ID': randomUUID(),
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(JSON.stringify(body));
});
server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () =>
  process.stdout.write(`listening on http://127.0.0.1:${server.address().port}\n`),
);

function answer({ url, headers }, text) {
  const app = /^\/v3\/apps\/([^/]+)\/packages$/.exec(url)?.[1];
  if (!app) return [404, { description: 'Unknown request' }];
  if (!/^bearer \S/i.test(headers.authorization ?? '')) return [401, { description: 'Authentication error' }];
  const sent = read(text);
  if (!isValid(sent)) return [422, { description: 'The request is invalid' }];

  const guid = randomUUID();
  const data = { hash: { type: 'sha1', value: null }, error: null, store_image: false, ...sent.data };
  const links = { self: { href: `/v3/packages/${guid}` }, app: { href: `/v3/apps/${app}` } };
  return [
    201,
    {
      guid,
      type: sent.type,
      data,
      state: 'PROCESSING_UPLOAD',
      created_at: new Date().toISOString(),
      updated_at: null,
      links,
    },
  ];
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether the body is what the contract allows, field by field. */
function isValid(sent) {
  const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
  const isText = (value) => value === undefined || typeof value === 'string';
  if (!isObject(sent) || !['bits', 'docker'].includes(sent.type)) return false;
  if (sent.data === undefined) return sent.type === 'bits';
  if (!isObject(sent.data)) return false;
  const { image, credentials = {}, store_image: stored = false } = sent.data;
  if (sent.type === 'docker' && image === undefined) return false;
  if (!isText(image) || typeof stored !== 'boolean' || !isObject(credentials)) return false;
  return ['user', 'password', 'email', 'login_server'].every((name) => isText(credentials[name]));
}
