/** A path whose query named parameters, and these by the names that the query has for them. */
export interface QueryInPath {
  /** The path without them; what the query had besides is still there. */
  path: string;
  /** By the names of the path's parameters. */
  names: ReadonlyMap<string, string>;
}

/** Reads `/search?q={text}` as `/search` with a parameter `q` of the query; undefined where the query says it in another way. */
export function readQueryInPath(written: string): QueryInPath | undefined {
  const [, path = '', query = ''] = /^((?:\{[^{}]*\}|[^?])*)\?(.*)$/.exec(written) ?? [];
  const pairs = query.split('&');
  const found = pairs.flatMap((pair) => {
    const [, name, parameter] = /^([^={}]+)=\{([^{}]+)\}$/.exec(pair) ?? [];
    return name === undefined || parameter === undefined ? [] : [[parameter, name] as const];
  });
  const others = pairs.filter((pair) => !pair.includes('{'));
  if (found.length === 0 || found.length + others.length < pairs.length) return undefined;
  return { path: others.length > 0 ? `${path}?${others.join('&')}` : path, names: new Map(found) };
}
