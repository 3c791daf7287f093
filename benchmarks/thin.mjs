/**
 * Two servers to compare the mock with, each in a process: `node thin.mjs bare|fastify PORT`.
 * Both answer the operation of the contract with its documented body; fastify validates both bodies.
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { loadContract } from '../dist/index.js';

const contract = await loadContract(
  fileURLToPath(new URL('../openapi/cloud-foundry-v3-packages/openapi.yaml', import.meta.url)),
);
const [operation] = contract.operations;
const documented = operation.examples.at(-1).response.body;

const SERVERS = {
  bare(port) {
    const body = Buffer.from(JSON.stringify(documented));
    const headers = ['Content-Type', 'application/json', 'Content-Length', String(body.length)];
    createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        JSON.parse(Buffer.concat(chunks));
        response.writeHead(201, headers);
        response.end(body);
      });
    }).listen(port, '127.0.0.1');
  },

  async fastify(port) {
    const { default: fastify } = await import(createRequire(import.meta.url).resolve('fastify'));
    const { schemas } = contract.document.components;
    const app = fastify();
    app.post(
      operation.path.replace('{guid}', ':guid'),
      { schema: { body: inlined(schemas.PackageCreate), response: { 201: inlined(schemas.Package) } } },
      async (_, reply) => reply.code(201).send(documented),
    );
    await app.listen({ port, host: '127.0.0.1' });
  },
};

/** A schema with its references inlined, without assay's own fields, which fastify does not know. */
function inlined(schema) {
  if (Array.isArray(schema)) return schema.map(inlined);
  if (typeof schema !== 'object' || schema === null) return schema;
  if (schema.$ref) return inlined(contract.document.components.schemas[schema.$ref.split('/').at(-1)]);
  return Object.fromEntries(
    Object.entries(schema).flatMap(([name, value]) => (name.startsWith('x-') ? [] : [[name, inlined(value)]])),
  );
}

await SERVERS[process.argv[2]](Number(process.argv[3]));
