import type { Contract, Operation } from '../model/contract.ts';
import type { Request, Response } from '../model/exchange.ts';
import { serverUrls } from '../contract/servers.ts';
import { UsageError } from '../errors.ts';
import { createRouter, type Match } from '../contract/router.ts';
import { createMock, type MockOptions } from './mock.ts';

export interface MountOptions extends MockOptions {
  /**
   * Where the API is to be reached: an origin, with a base path or without, or `*` for any origin. Unless given, the
   * contract's servers where they are absolute URLs, and any origin where they are not.
   */
  baseUrl?: string;
  /** What becomes of a path that no contract documents: it is nobody's (`pass`, the default), or answered with a 404 (`refuse`). */
  undocumented?: 'pass' | 'refuse';
}

/** Who answers a request to a URL, and the path and query that it has there. */
export interface Found {
  path: string;
  handle(request: Request): Promise<Response>;
}

/** A place where operations are reached: what stands before their paths, and who answers there. */
interface Mount {
  /** Of any origin where it is undefined. */
  base: URL | undefined;
  match(method: string, path: string): Match['kind'];
  handle(request: Request): Promise<Response>;
}

/**
 * A mock of contracts that is asked by whole URLs, as a client's tests do which have no server.
 * @returns who answers a method and a URL, or undefined where nobody does
 * @throws UsageError for a base URL that is none
 */
export function createMounts(
  contracts: Contract[],
  { baseUrl, undocumented = 'pass', ...options }: MountOptions,
): (method: string, url: URL) => Found | undefined {
  const sites = mountsOf(contracts, baseUrl).map(({ base, strict, served }): Mount => {
    // Under an absolute server the path is the documented one; elsewhere a base path may stand before it, as over HTTP.
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
    const near = sites.flatMap((site) => {
      const path = pathUnder(site.base, url);
      return path === undefined ? [] : [{ path, handle: site.handle, kind: site.match(method, path) }];
    });
    return kinds.flatMap((wanted) => near.filter(({ kind }) => kind === wanted)).at(0);
  };
}

interface Place {
  base: URL | undefined;
  strict: boolean;
  served: Contract[];
}

/** The contracts by where they are reached; of a contract whose operations have servers of their own, a part at each. */
function mountsOf(contracts: Contract[], baseUrl: string | undefined): Place[] {
  if (baseUrl !== undefined)
    return [{ base: baseUrl === '*' ? undefined : readBase(baseUrl), strict: false, served: contracts }];
  const places = new Map<string, Place>();
  for (const contract of contracts) {
    const groups = new Map<string, Operation[]>();
    for (const operation of contract.operations) {
      for (const url of basesOf(contract, operation)) groups.set(url, [...(groups.get(url) ?? []), operation]);
    }
    for (const [url, operations] of groups) {
      const place = places.get(url) ?? {
        base: url === '*' ? undefined : new URL(url),
        strict: url !== '*',
        served: [],
      };
      place.served.push(operations.length === contract.operations.length ? contract : { ...contract, operations });
      places.set(url, place);
    }
  }
  // Any origin comes last, so that what a contract says of an origin goes before it.
  return [...places.values()].sort((a, b) => Number(a.base === undefined) - Number(b.base === undefined));
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

/** The path and query behind a base, or undefined for what is not under it. */
function pathUnder(base: URL | undefined, url: URL): string | undefined {
  if (base && base.origin !== url.origin) return undefined;
  const before = base?.pathname.replace(/\/+$/, '') ?? '';
  if (url.pathname !== before && !url.pathname.startsWith(`${before}/`)) return undefined;
  return `${url.pathname.slice(before.length) || '/'}${url.search}`;
}
