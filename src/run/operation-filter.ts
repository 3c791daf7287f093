import type { Contract, Operation } from '../model/contract.ts';
import { METHODS } from '../document/path-item.ts';
import { UsageError } from '../errors.ts';
import { nearestWord } from '../text/did-you-mean.ts';
import { nameSome } from '../text/wording.ts';

/** What operations are chosen by. */
export const FILTER_KINDS = ['operation', 'path', 'tag', 'method'] as const;

export type FilterKind = (typeof FILTER_KINDS)[number];

/** Patterns of each kind. `*` stands for any text, in a path for any text of one segment; `**` goes across slashes. */
export type Patterns = Partial<Record<FilterKind, readonly string[]>>;

/** Which operations are sent requests: those that a pattern of each given kind matches, without those left out. */
export interface OperationFilters {
  only?: Patterns;
  exclude?: Patterns;
  /** Of these alone, whatever they are called. */
  own?: ReadonlySet<Operation>;
}

const VALUES: Record<FilterKind, (operation: Operation) => readonly string[]> = {
  operation: ({ id }) => [id],
  path: ({ path }) => [path],
  tag: ({ tags }) => tags,
  method: ({ method }) => [method],
};

/** Whether an operation is chosen. */
function isChosen(operation: Operation, { only = {}, exclude = {}, own }: OperationFilters): boolean {
  return (
    (own === undefined || own.has(operation)) &&
    FILTER_KINDS.every((kind) => only[kind] === undefined || matchesAny(operation, kind, only[kind])) &&
    !isExcluded(operation, exclude)
  );
}

/** Whether a pattern names an operation to leave out. */
export function isExcluded(operation: Operation, exclude: Patterns = {}): boolean {
  return FILTER_KINDS.some((kind) => matchesAny(operation, kind, exclude[kind] ?? []));
}

/** The contract with the chosen operations alone. */
export function chooseOperations(contract: Contract, filters: OperationFilters | undefined): Contract {
  if (!filters) return contract;
  const operations = contract.operations.filter((operation) => isChosen(operation, filters));
  return operations.length === contract.operations.length ? contract : { ...contract, operations };
}

/**
 * The contracts that have a chosen operation.
 * @throws UsageError for a pattern that matches nothing in any of them, and where no operation is left
 */
export function contractsWithChosen(contracts: Contract[], filters: OperationFilters): Contract[] {
  const operations = contracts.flatMap((contract) => contract.operations);
  for (const [prefix, patterns] of [
    ['--', filters.only ?? {}],
    ['--exclude-', filters.exclude ?? {}],
  ] as const)
    for (const kind of FILTER_KINDS)
      for (const pattern of patterns[kind] ?? [])
        if (
          !operations.some((operation) => matchesAny(operation, kind, [pattern])) &&
          // No mistake: `--exclude-method DELETE` holds for every contract.
          !(patterns === filters.exclude && kind === 'method' && METHODS.includes(pattern.toLowerCase()))
        )
          throw new UsageError(`${prefix}${kind} ${pattern} matches no operation`, suggest(kind, pattern, operations));
  const left = contracts.filter((contract) => contract.operations.some((operation) => isChosen(operation, filters)));
  if (left.length === 0 && operations.length > 0)
    throw new UsageError('the filters leave no operation', 'Leave one of them out.');
  return left;
}

/** Whether one of the patterns matches an operation's value of a kind. */
export function matchesAny(operation: Operation, kind: FilterKind, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const glob = globOf(pattern, kind);
    return VALUES[kind](operation).some((value) => glob.test(value));
  });
}

const globs = new Map<string, RegExp>();

function globOf(pattern: string, kind: FilterKind): RegExp {
  const key = `${kind} ${pattern}`;
  let glob = globs.get(key);
  if (!glob) {
    const any = kind === 'path' ? '[^/]*' : '.*';
    const source = pattern
      .split(/(\*+|\?)/)
      .map((part) =>
        part === '?'
          ? '.'
          : part === '*'
            ? any
            : part.startsWith('*')
              ? '.*'
              : part.replace(/[.+^${}()|[\]\\]/g, '\\$&'),
      )
      .join('');
    globs.set(key, (glob = new RegExp(`^${source}$`, kind === 'method' ? 'isu' : 'su')));
  }
  return glob;
}

function suggest(kind: FilterKind, pattern: string, operations: Operation[]): string {
  const known = [...new Set(operations.flatMap(VALUES[kind]))];
  const near = nearestWord(pattern, known);
  if (near !== undefined) return `Did you mean ${near}?`;
  if (known.length === 0) return `No operation has a ${kind}.`;
  return `There are: ${nameSome(known)}. A * stands for any text.`;
}
