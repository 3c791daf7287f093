/** The generated types with openapi-fetch against the mock, as docs/guide/types-and-docs.md shows it: `tsc` checks the types, Jest the answers. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import createClient from 'openapi-fetch';
import { findContracts, loadContract, startMock, type StartedMock } from '../src/index.ts';
import type { paths as CloudFoundry } from './cloud-foundry-v3-packages.ts';
import type { paths as OpenStack } from './openstack-image-v1.ts';

let mock: StartedMock;

beforeAll(async () => {
  const contracts = await Promise.all(
    (await findContracts('openapi')).map(({ name, file }) => loadContract(file, name)),
  );
  mock = await startMock({ contracts, port: 0 });
});

afterAll(() => mock.close());

test('a typed client creates a package and reads back what it sent', async () => {
  const client = createClient<CloudFoundry>({ baseUrl: mock.url, headers: { Authorization: 'bearer any-token' } });
  const { data, response } = await client.POST('/v3/apps/{guid}/packages', {
    params: { path: { guid: 'my-app' } },
    headers: { 'Content-Type': 'application/json' },
    body: { type: 'docker', data: { image: 'registry/mine:1' } },
  });

  const image: string | undefined = data?.data.image;
  const changed: string | null | undefined = data?.updated_at;
  expect(response.status).toBe(201);
  expect(image).toBe('registry/mine:1');
  expect(changed).toBeNull();
  expect(data?.links.app.href).toBe('/v3/apps/my-app');
});

test('a typed client creates an image', async () => {
  const client = createClient<OpenStack>({ baseUrl: mock.url });
  const { data, response } = await client.POST('/v1/images', {
    body: { name: 'mine', disk_format: 'qcow2', container_format: 'bare' },
  });

  const location: string | undefined = data?.location;
  expect(response.status).toBe(202);
  expect(location).toMatch(/^\/v1\/images\/[0-9a-f-]{36}$/);
});

test('a request that the contract forbids does not compile, and the mock rejects it', async () => {
  const client = createClient<OpenStack>({ baseUrl: mock.url });
  const { data, response } = await client.POST('/v1/images', {
    // @ts-expect-error the disk format is one of nine
    body: { name: 'mine', disk_format: 'qcow3', container_format: 'bare' },
  });
  expect(data).toBeUndefined();
  expect(response.status).toBe(422);
  // @ts-expect-error there is no such path
  await client.GET('/v1/imagez');
});
