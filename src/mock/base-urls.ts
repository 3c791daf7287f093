import type { Contract, Operation } from '../model/contract.ts';
import type { Request, Response } from '../model/exchange.ts';
import { serverUrls } from '../contract/servers.ts';
import { UsageError } from '../errors.ts';
import { createRouter, type Match } from '../contract/router.ts';
import { createMock, type MockOptions } from './mock.ts';

export interface MountOptions extends MockOptions {
  /**
   * The base URL of the API: an origin with or without a base path, or `*` for any origin. The default is the contract's
   * servers that are absolute URLs; a contract without such servers is at any origin.
   */
  baseUrl?: string;
  /** What happens with a path that no contract documents: `pass`, the default, leaves it to other handlers; `refuse` is a 404. */
  undocumented?: 'pass' | 'refuse';
}

/** The mock that answers a request, and the request's path and query relative to the base URL. */
export interface Found {
  path: string;
  handle(request: Request): Promise<Response>;
}

/** A base URL, and the mock for the requests below it. */
interface Mount {
  /** Undefined stands for any origin. */
  base: URL | undefined;
  match(method: string, path: string): Match['kind'];
  handle(request: Request): Promise<Response>;
}

/**
 * A mock of contracts for requests with whole URLs, as in a client's tests that have no server.
 * @returns finds the mock for a method and a URL; undefined if there is none
 * @throws UsageError for a base URL that is not an http or https URL
 */
export function createMounts(
  contracts: Contract[],
  { baseUrl, undocumented = 'pass', ...options }: MountOptions,
): (method: string, url: URL) => Found | undefined {
  const mounts = mountsOf(contracts, baseUrl).map(({ base, strict, served }): Mount => {
    // Below an absolute server the path is the documented one; elsewhere a base path may precede it, as over HTTP.
    const router = createRouter(strict ? served.map((contract) => ({ ...contract, document: {} })) : served);
    const match = (method: string, path: string) => router.match(method, path).kind;
    return {
      base,
      // A HEAD is answered as a GET is (RFC 9110 §9.3.2).
      match: (method, path) =>
        method === 'HEAD' && match(method, path) === 'method' ? match('GET', path) : match(method, path),
      handle: createMock(served, options).handle,
    };
  });
  const kinds: Match['kind'][] = ['operation', 'method', ...(undocumented === 'refuse' ? (['none'] as const) : [])];

  return (method, url) => {
    const under = mounts.flatMap((mount) => {
      const path = pathUnder(mount.base, url);
      return path === undefined ? [] : [{ path, handle: mount.handle, kind: mount.match(method, path) }];
    });
    return kinds.flatMap((best) => under.filter(({ kind }) => kind === best)).at(0);
  };
}

interface MountedContracts {
  base: URL | undefined;
  strict: boolean;
  served: Contract[];
}

/** The contracts grouped by base URL. A contract whose operations have servers of their own is split among them. */
function mountsOf(contracts: Contract[], baseUrl: string | undefined): MountedContracts[] {
  if (baseUrl !== undefined)
    return [{ base: baseUrl === '*' ? undefined : readBase(baseUrl), strict: false, served: contracts }];
  const mounts = new Map<string, MountedContracts>();
  for (const contract of contracts) {
    const byUrl = new Map<string, Operation[]>();
    for (const operation of contract.operations) {
      for (const url of basesOf(contract, operation)) byUrl.set(url, [...(byUrl.get(url) ?? []), operation]);
    }
    for (const [url, operations] of byUrl) {
      const mounted = mounts.get(url) ?? {
        base: url === '*' ? undefined : new URL(url),
        strict: url !== '*',
        served: [],
      };
      mounted.served.push(operations.length === contract.operations.length ? contract : { ...contract, operations });
      mounts.set(url, mounted);
    }
  }
  // Any origin comes last: a contract that names the origin goes first.
  return [...mounts.values()].sort((a, b) => Number(a.base === undefined) - Number(b.base === undefined));
}

/** The absolute servers of an operation, or `*` where one has no origin. */
function basesOf(contract: Contract, operation: Operation): Set<string> {
  const urls = serverUrls(contract, operation);
  return new Set(
    urls.length > 0
      ? urls.map((url) => (/^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url).href : '*'))
      : ['*'],
  );
}

function readBase(text: string): URL {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new UsageError(
      `baseUrl ${text} is not an http or https URL`,
      "For instance: baseUrl: 'https://api.example.org', or '*' for any origin.",
    );
  return new URL(text);
}

/** The path and query below a base URL; undefined for a URL that is not below it. */
function pathUnder(base: URL | undefined, url: URL): string | undefined {
  if (base && base.origin !== url.origin) return undefined;
  const before = base?.pathname.replace(/\/+$/, '') ?? '';
  if (url.pathname !== before && !url.pathname.startsWith(`${before}/`)) return undefined;
  return `${url.pathname.slice(before.length) || '/'}${url.search}`;
}
