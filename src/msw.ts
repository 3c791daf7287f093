import { HttpResponse, RequestHandler } from 'msw';
import type { Contract } from './model/contract.ts';
import type { Request as Sent } from './model/exchange.ts';
import { createMounts, type Found, type MountOptions } from './mock/base-urls.ts';

/** With `undocumented: 'pass'`, the default, MSW's `onUnhandledRequest` gets requests for undocumented paths. */
export type HandlersOptions = MountOptions;

/**
 * Request handlers for MSW that respond as the contracts say, so that tests need neither a port nor a server:
 *
 *     const server = setupServer(...handlers(await loadContract('openapi/my-api/openapi.yaml')));
 *
 * They run in Node; `assay msw` writes them as a module for pages.
 * @throws UsageError for an invalid base URL
 */
export function handlers(contracts: Contract | Contract[], options: HandlersOptions = {}): RequestHandler[] {
  const all = [contracts].flat();
  return [new ContractHandler(`the contracts ${all.map(({ name }) => name).join(', ')}`, createMounts(all, options))];
}

interface Parsed {
  found: Found | undefined;
  [extra: string]: unknown;
}

/** MSW's own `http.all` matches by a pattern; here the contract's router finds the operation. */
class ContractHandler extends RequestHandler<{ header: string }, Parsed, Parsed> {
  readonly #find: ReturnType<typeof createMounts>;

  constructor(header: string, find: ReturnType<typeof createMounts>) {
    super({
      info: { header },
      resolver: ({ request, found }: { request: Request; found?: Found }) => found && answer(found, request),
    });
    this.#find = find;
  }

  override async parse({ request }: { request: Request }): Promise<Parsed> {
    return { found: this.#find(request.method, new URL(request.url)) };
  }

  override predicate({ parsedResult }: { parsedResult: Parsed }): boolean {
    return parsedResult.found !== undefined;
  }

  protected override extendResolverArgs({ parsedResult }: { parsedResult: Parsed }): Parsed {
    return parsedResult;
  }

  override log(): void {}
}

async function answer({ path, handle }: Found, request: Request): Promise<Response> {
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
  const sent: Sent = { method: request.method, path, headers: [...request.headers], ...(body && { body }) };
  const { status, headers, body: content } = await handle(sent);
  const fields = new Headers();
  for (const [name, value] of headers) fields.append(name, value);
  // Responses with these statuses may not have a body, not even an empty one (Fetch §2.2.3).
  const isBare = status === 204 || status === 205 || status === 304 || request.method === 'HEAD';
  return new HttpResponse(isBare ? null : new Uint8Array(content), { status, headers: fields });
}
