import type { Contract, Operation } from '../model/contract.ts';
import { basePaths } from './servers.ts';
import { createNearest } from '../text/did-you-mean.ts';
import { decodeRequest } from '../messages/decode-request.ts';
import { setMember } from '../json/pointer.ts';
import {
  compileSegments,
  decodeSegment,
  matchSegment,
  namesIn,
  pathOf,
  type Segment,
  withoutQuery,
} from '../messages/path-template.ts';

/** The result of routing a method and a path. */
export type Match =
  | {
      kind: 'operation';
      contract: Contract;
      operation: Operation;
      /** Percent-decoded. */
      params: Record<string, string>;
    }
  | {
      kind: 'method';
      /** The methods that the contracts document at this path. */
      allow: string[];
    }
  | {
      kind: 'none';
      /** The most similar documented path. */
      nearest?: string;
      /** Set if the percent-encoding of the path is malformed. */
      malformed?: true;
    };

export interface Router {
  /** @param path the request target; its query is ignored */
  match(method: string, path: string): Match;
}

interface Route {
  contract: Contract;
  operation: Operation;
  names: string[];
  /** What the query has to have, of a path that is written with one: `recursion=1`. */
  query: string[];
}

interface Node {
  literals: Map<string, Node>;
  /** Segments of names and text, `{name}.json`; those with more text come first. */
  mixed: { segment: Segment; node: Node }[];
  /** A segment that is one parameter. */
  any?: Node;
  /** More than one if paths differ only in the names of their parameters. */
  methods: Map<string, Route[]>;
}

/**
 * Finds operations by method and path, with a trie over the segments, so that the cost does not grow with the number of
 * operations. Concrete paths take precedence over templated ones (OpenAPI 3.1 §4.8.8), and earlier contracts over later ones.
 * A path matches as the contract writes it, and also after the path of each of its servers (§4.8.5).
 */
export function createRouter(contracts: Contract[]): Router {
  const root = createNode();
  const templates = new Set<string>();
  for (const contract of contracts) {
    for (const operation of contract.operations) {
      for (const base of ['', ...basePaths(contract, operation)]) {
        const { path, query } = matched(operation.path);
        insert(root, base, path, { contract, operation, names: namesIn(path), query: query?.split('&') ?? [] });
        templates.add(base + operation.path);
      }
    }
  }
  const nearestTo = createNearest([...templates]);

  return {
    match(method, target) {
      const path = pathOf(target);
      const segments = path.includes('%') ? decodeSegments(path) : path.split('/');
      if (!segments) return { kind: 'none', malformed: true };
      const values: string[] = [];
      const allow = new Set<string>();
      const found = path.startsWith('/') ? search(root, segments, 1, values, method, allow) : undefined;
      if (found) return choose(found, values, method, target);
      if (allow.size > 0) return { kind: 'method', allow: [...allow] };
      const nearest = nearestTo(path);
      return { kind: 'none', ...(nearest !== undefined && { nearest }) };
    },
  };
}

/** What a path template matches: the query that it is written with says which operation is asked for, unless it has parameters. */
function matched(template: string): { path: string; query?: string } {
  const { path, query } = withoutQuery(template);
  return query?.includes('{') ? { path: template } : { path, ...(query !== undefined && { query }) };
}

/** The segments of a path; undefined if one is malformed. */
function decodeSegments(path: string): string[] | undefined {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    const text = decodeSegment(segment);
    if (text === undefined) return undefined;
    segments.push(text);
  }
  return segments;
}

/**
 * Chooses between templates that match a path equally well. OpenAPI 3.1 §4.8.8 forbids them, and many documents have them.
 * The values must conform to the parameters; of several such templates, the one that restricts its parameters most is chosen.
 */
function choose(routes: Route[], values: string[], method: string, path: string): Match {
  const [first, ...others] = askedFor(routes, path) as [Route, ...Route[]];
  if (others.length === 0) return matchOf(first, values);
  const matches = [first, ...others].map((route) => matchOf(route, values));
  const fitting = matches.filter(({ contract, operation, params }) =>
    decodeRequest(contract, operation, params, { method, path, headers: [] }).errors.every(
      ({ at }) => !at.startsWith('path '),
    ),
  );
  return fitting.sort((a, b) => restrictedParameters(b) - restrictedParameters(a))[0] ?? matchOf(first, values);
}

/** Those of the routes whose path is written with the most of the request's own query; all of them where none fits. */
function askedFor(routes: Route[], target: string): Route[] {
  if (routes.every(({ query }) => query.length === 0)) return routes;
  const asked = new Set(withoutQuery(target).query?.split('&'));
  const fitting = routes.filter(({ query }) => query.every((pair) => asked.has(pair)));
  const most = Math.max(...fitting.map(({ query }) => query.length));
  return fitting.length === 0 ? routes : fitting.filter(({ query }) => query.length === most);
}

function matchOf({ contract, operation, names }: Route, values: string[]): Match & { kind: 'operation' } {
  const params: Record<string, string> = {};
  for (let at = 0; at < names.length; at += 1) setMember(params, names[at] ?? '', values[at] ?? '');
  return { kind: 'operation', contract, operation, params };
}

/** The number of path parameters whose schema restricts the text. */
function restrictedParameters({ contract, operation }: { contract: Contract; operation: Operation }): number {
  return operation.parameters.filter(
    ({ in: where, schema }) => where === 'path' && schema !== undefined && !contract.accepts(schema, 'any text'),
  ).length;
}

function createNode(): Node {
  return { literals: new Map(), mixed: [], methods: new Map() };
}

function insert(root: Node, base: string, path: string, target: Route): void {
  const prefix = base
    .split('/')
    .slice(1)
    .map((text): Segment => ({ pieces: [decodeSegment(text) ?? text], names: [] }));
  const node = [...prefix, ...compileSegments(path)].reduce(child, root);
  const { method } = target.operation;
  const known = node.methods.get(method) ?? [];
  // The first one counts: an operation under two servers, or a path in two contracts.
  if (!known.some(({ contract, operation }) => contract !== target.contract || operation === target.operation))
    node.methods.set(method, [...known, target]);
}

/** The child node for a segment; it is created if there is none. */
function child(node: Node, segment: Segment): Node {
  const [literal = ''] = segment.pieces;
  if (segment.names.length === 0) {
    const known = node.literals.get(literal) ?? createNode();
    node.literals.set(literal, known);
    return known;
  }
  if (segment.names.length === 1 && segment.pieces.join('') === '') return (node.any ??= createNode());
  const key = segment.pieces.join('\0');
  const known = node.mixed.find((edge) => edge.segment.pieces.join('\0') === key);
  if (known) return known.node;
  const edge = { segment, node: createNode() };
  node.mixed.push(edge);
  node.mixed.sort((a, b) => b.segment.pieces.join('').length - a.segment.pieces.join('').length);
  return edge.node;
}

/**
 * Goes down the trie, at most as deep as the longest template. Writes the values of parameters into `values`, and the methods
 * of paths that match except for the method into `allow`.
 */
function search(
  node: Node,
  segments: string[],
  index: number,
  values: string[],
  method: string,
  allow: Set<string>,
): Route[] | undefined {
  const text = segments[index];
  if (text === undefined) {
    const target = node.methods.get(method);
    if (!target) for (const name of node.methods.keys()) allow.add(name);
    return target;
  }
  const literal = node.literals.get(text);
  const byText = literal && search(literal, segments, index + 1, values, method, allow);
  if (byText) return byText;
  for (const edge of node.mixed) {
    const matched = matchSegment(edge.segment, text);
    const deeper = matched && below(edge.node, matched, segments, index, values, method, allow);
    if (deeper) return deeper;
  }
  // A path parameter is never empty: `/a//b` is not `/a/{x}/b`.
  if (!node.any || text === '') return undefined;
  values.push(text);
  const found = search(node.any, segments, index + 1, values, method, allow);
  if (!found) values.pop();
  return found;
}

/** Adds the values of a segment for the rest of the search, and removes them if it finds nothing. */
function below(
  node: Node,
  matched: string[],
  segments: string[],
  index: number,
  values: string[],
  method: string,
  allow: Set<string>,
): Route[] | undefined {
  const before = values.length;
  values.push(...matched);
  const found = search(node, segments, index + 1, values, method, allow);
  if (!found) values.length = before;
  return found;
}
