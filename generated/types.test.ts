/** The documented examples are values of the generated types, which `tsc` checks, and are what the contracts say, which Jest does. */
import { describe, expect, test } from '@jest/globals';
import { findContracts } from '../src/document/find.ts';
import { loadContract } from '../src/contract/load.ts';
import { staleTypes } from '../src/docs/typescript-types.ts';
import type { Contract } from '../src/model/contract.ts';
import type { operations as CloudFoundry } from './cloud-foundry-v3-packages.ts';
import type { operations as OpenStack } from './openstack-image-v1.ts';

type PackageCreate = CloudFoundry['createPackage']['requestBody']['content']['application/x-www-form-urlencoded'];
type Package = CloudFoundry['createPackage']['responses'][201]['content']['application/json;charset=utf-8'];
type ImageCreate = OpenStack['createImage']['requestBody']['content']['application/json'];
type ImageLocation = OpenStack['createImage']['responses'][202]['content']['application/json'];

const dockerRequest: PackageCreate = { type: 'docker', data: { image: 'registry/image:latest' } };
const dockerResponse: Package = {
  guid: '4cb65058-f04f-458f-aca1-5f4e43de6407',
  type: 'docker',
  data: { hash: { type: 'sha1', value: null }, error: null, image: 'registry/image:latest' },
  state: 'READY',
  created_at: '2015-11-03T00:53:54Z',
  updated_at: null,
  links: {
    self: { href: '/v3/packages/4cb65058-f04f-458f-aca1-5f4e43de6407' },
    app: { href: '/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968' },
  },
};

const credentials = {
  user: 'user name',
  password: 'very secret password',
  email: 'root@admin.example.com',
  login_server: 'https://index.docker.io/v1',
};
const credentialsRequest: PackageCreate = {
  type: 'docker',
  data: { image: 'registry/image:latest', credentials, store_image: true },
};
const credentialsResponse: Package = {
  ...dockerResponse,
  data: { ...dockerResponse.data, credentials, store_image: true },
  links: { ...dockerResponse.links, app: { href: '/v3/apps/guid-d8b8148d-5798-44de-821a-64b85b15e968' } },
};

const qcow2Request: ImageCreate = { name: 'ubuntu-22.04', disk_format: 'qcow2', container_format: 'bare' };
const qcow2Response: ImageLocation = { location: '/v1/images/71c675ab-d94f-49cd-a114-e12490b328d9' };
const archiveRequest: ImageCreate = { name: 'alpine-archive', disk_format: 'raw', container_format: 'docker' };
const archiveResponse: ImageLocation = { location: '/v1/images/0ef42ab6-dc5f-4876-a819-ab5167946376' };

/** Values that the types must refuse; where one did not, `tsc` would complain of the unused directive. */
export const wrong: {
  packages: PackageCreate[];
  created: Package[];
  images: ImageCreate[];
  locations: ImageLocation[];
} = {
  packages: [
    // @ts-expect-error the type of a package is required
    { data: { image: 'registry/image:latest' } },
    // @ts-expect-error the type is one of two
    { type: 'buildpack' },
    // @ts-expect-error whether the image is stored is no text
    { type: 'docker', data: { image: 'registry/image:latest', store_image: 'true' } },
  ],
  // @ts-expect-error a package that was created has a guid
  created: [{ ...dockerResponse, guid: undefined }],
  images: [
    // @ts-expect-error the container format is required
    { name: 'ubuntu-22.04', disk_format: 'qcow2' },
    // @ts-expect-error the disk format is one of nine
    { name: 'ubuntu-22.04', disk_format: 'qcow3', container_format: 'bare' },
  ],
  // @ts-expect-error a location is text
  locations: [{ location: 1 }],
};

const documented: [contract: string, example: string, request: unknown, response: unknown][] = [
  ['cloud-foundry-v3-packages', 'docker', dockerRequest, dockerResponse],
  ['cloud-foundry-v3-packages', 'docker-with-credentials', credentialsRequest, credentialsResponse],
  ['openstack-image-v1', 'qcow2-bare', qcow2Request, qcow2Response],
  ['openstack-image-v1', 'docker-archive', archiveRequest, archiveResponse],
];

const load = async (): Promise<Contract[]> =>
  Promise.all((await findContracts('openapi')).map(({ name, file }) => loadContract(file, name)));

describe('the generated types', () => {
  test.each(documented)(
    '%s: the example %s stands here as the contract has it',
    async (name, example, request, response) => {
      const contract = (await load()).find((candidate) => candidate.name === name);
      const found = contract?.operations
        .flatMap(({ examples }) => examples)
        .find((candidate) => candidate.name === example);
      expect(found?.request.body).toEqual(request);
      expect(found?.response?.body).toEqual(response);
    },
  );

  test('this file has every documented example of the contracts', async () => {
    const contracts = (await load()).filter(({ name }) => documented.some(([known]) => known === name));
    const names = contracts.flatMap(({ name, operations }) =>
      operations.flatMap(({ examples }) => examples.map((example) => `${name} ${example.name}`)),
    );
    expect(names.sort()).toEqual(documented.map(([contract, example]) => `${contract} ${example}`).sort());
  });

  test('the generated files match the contracts (if not, run: npm run generate)', async () => {
    expect((await staleTypes(await load(), 'generated')).map(({ file }) => file)).toEqual([]);
  });
});
