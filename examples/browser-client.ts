/**
 * A front end's client of Cloud Foundry packages, typed by the contract: what the contract does not know does not compile.
 * `test/end-to-end/browser.test.ts` runs it in a real browser, on a page of another origin than the mock.
 */
import createClient from 'openapi-fetch';
import type { components, paths } from 'assay/types/cloud-foundry-v3-packages';

export type Package = components['schemas']['Package'];

/** What a refusal says (RFC 9457): the mock's own, as the contract documents none. */
export interface Problem {
  status: number;
  title: string;
  detail?: string;
  errors?: { at: string; message: string }[];
}

export type Outcome = { created: Package; requestId: string | null } | { refused: Problem };

/** @param token sent as the contract asks: in the Authorization header, so that a browser sends a preflight first */
export function createPackages(baseUrl: string, token: string) {
  const client = createClient<paths>({
    baseUrl,
    headers: { Authorization: `bearer ${token}` },
    credentials: 'include',
  });
  return {
    async createFromImage(app: string, image: string): Promise<Outcome> {
      const { data, error, response } = await client.POST('/v3/apps/{guid}/packages', {
        params: { path: { guid: app } },
        headers: { 'Content-Type': 'application/json' },
        body: { type: 'docker', data: { image } },
      });
      // Another origin's page reads no header but those that the answer exposes.
      return data
        ? { created: data, requestId: response.headers.get('X-VCAP-Request-ID') }
        : { refused: error as unknown as Problem };
    },
  };
}
