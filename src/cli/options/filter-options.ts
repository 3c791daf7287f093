import { FILTER_KINDS, type FilterKind, type OperationFilters, type Patterns } from '../../run/operation-filter.ts';
import type { PermissionOptions } from '../../run/permissions/permissions.ts';
import type { GivenOptions, Option } from './options.ts';

const ABOUT: Record<FilterKind, string> = {
  operation: 'Only the operations of that id; a * stands for any text.',
  path: 'Only those of that path, /pets/{id}; ** goes across slashes.',
  tag: 'Only those of that tag.',
  method: 'Only those of that method.',
};

/** The flags that say which operations are sent requests, and when it is enough. */
export const FILTER_OPTIONS: Record<string, Option> = {
  ...Object.fromEntries(FILTER_KINDS.map((kind) => [kind, { value: 'GLOB', about: ABOUT[kind], multiple: true }])),
  ...Object.fromEntries(
    FILTER_KINDS.map((kind) => [
      `exclude-${kind}`,
      { value: 'GLOB', about: `All but those of that ${kind}.`, multiple: true },
    ]),
  ),
  'read-only': { about: 'Sends safe methods alone.' },
  allow: {
    value: 'WHAT',
    about: 'Sends what is held back: an operation id (GLOB), a method such as DELETE, or all.',
    multiple: true,
  },
  'max-failures': { value: 'N', about: 'Stops once N violations were found.', default: 'no limit' },
};

/** What a target of assay.yaml says of them. */
export interface FilterConfig {
  only?: Patterns;
  exclude?: Patterns;
  maxFailures?: number;
  readOnly?: boolean;
  allow?: string[];
  heldBackWords?: string[];
}

/** A flag goes before the same kind of pattern in the configuration; what either excludes is left out. */
export function readFilters(
  given: GivenOptions,
  config: FilterConfig,
): PermissionOptions & { filters?: OperationFilters; maxFailures?: number } {
  const only = patterns((kind) => (given.list(kind).length > 0 ? given.list(kind) : config.only?.[kind]));
  const exclude = patterns((kind) => [...given.list(`exclude-${kind}`), ...(config.exclude?.[kind] ?? [])]);
  const maxFailures = given.number('max-failures', { min: 1, whole: true }) ?? config.maxFailures;
  return {
    ...((only ?? exclude) && { filters: { ...(only && { only }), ...(exclude && { exclude }) } }),
    ...(maxFailures !== undefined && { maxFailures }),
    readOnly: given.has('read-only') || config.readOnly === true,
    allow: [...given.list('allow'), ...(config.allow ?? [])],
    ...(config.heldBackWords && { heldBackWords: config.heldBackWords }),
  };
}

function patterns(of: (kind: FilterKind) => readonly string[] | undefined): Patterns | undefined {
  const found = FILTER_KINDS.flatMap((kind) => {
    const list = of(kind) ?? [];
    return list.length > 0 ? [[kind, list] as const] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}
