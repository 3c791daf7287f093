import type { Contract, Operation } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import type { Known, PathValues } from '../../cases/baseline/known.ts';
import { namedInBody } from '../../contract/resources/named-in-body.ts';
import { reference } from '../../contract/resources/names.ts';
import { lastToken } from '../../json/pointer.ts';
import { makesNew } from '../permissions/effect.ts';
import { onlyAsks } from '../permissions/held-back-words.ts';
import type { AnsweredValues } from './answered-values.ts';
import type { BaselineContext } from './baseline-context.ts';
import { namesakesOf, othersIn } from './search-levels.ts';
import type { Shown } from './shown.ts';

/** What the candidates of an operation are made from: what the run, the document and the user know of what it names. */
export interface KnownOfOperation {
  knownFor(operation: Operation, paths: PathValues[]): Promise<Known>;
  /** What the run knows of the things that an operation's path names; made-up and documented ones are not among them. */
  pathsFor(operation: Operation): PathValues[];
  /** Whether the body names something of which nothing is known yet. */
  lacksOthers(operation: Operation): boolean;
}

/** @param shown what the target answered in the search so far @param answered the values of those answers */
export function createKnownOfOperation(
  context: BaselineContext,
  shown: Pick<Shown, 'of'>,
  answered: Omit<AnsweredValues, 'learn'>,
): KnownOfOperation {
  const { contract, permissions, known: values, ledger, resources } = context;
  const { requests = {} } = context.options;
  const marks = new Map<Operation, string>();
  let draw: ((contract: Contract, operation: Operation) => Known['draw']) | undefined;

  /** Whether the body names something of which nothing is known yet. */
  function lacksOthers(operation: Operation): boolean {
    return othersIn(contract, resources, operation).some(({ read }) => read && pathsFor(read).length === 0);
  }

  async function knownFor(operation: Operation, paths: PathValues[]): Promise<Known> {
    const given = requests[operation.id];
    const about = namedInBody(contract, operation)?.member;
    // The same one each time, so that what was refused before is known again.
    const mark = (): string => {
      const own = marks.get(operation) ?? context.mark();
      marks.set(operation, own);
      return own;
    };
    // fast-check takes long to load.
    draw ??= (await import('../../cases/baseline/drawn.ts')).drawValues;
    return {
      paths,
      references: (pointer) => [
        ...values.bodyReference(operation, pointer).map(({ value }) => value),
        ...namesakes(operation, lastToken(pointer)),
        ...[answered.madeText(lastToken(pointer)) ?? []].flat(),
      ],
      namesakes: (pointer) => namesakes(operation, reference(lastToken(pointer))?.word ?? lastToken(pointer)),
      parameterValues: (parameter) => values.parameterValues(operation, parameter).map(({ value }) => value),
      shown: shown.of(operation),
      answered: (component) => answered.of(component),
      ...(about !== undefined && { about }),
      ...(given && { given }),
      isCreating:
        isCreating(contract, operation) ||
        paths.some(({ values: params }) => ledger.isFresh({ template: operation.path, params })),
      naming: new Set(
        resources.createdBy(operation).flatMap(({ name, parameter }) => [name, ...(parameter ? [parameter.name] : [])]),
      ),
      isFree: permissions.of(operation).may === 'send',
      mark,
      now: new Date(),
      draw: draw(contract, operation),
    };
  }

  /** What a member called as a resource may name: the `collection` of a permission. */
  function namesakes(operation: Operation, name: string): Json[] {
    const own = resources.createdBy(operation);
    return namesakesOf(resources, name)
      .filter((resource) => !own.includes(resource))
      .flatMap(({ read }) => (read ? pathsFor(read) : []))
      .flatMap((path) => Object.values(path.values).slice(-1));
  }

  /** What the run knows of the things that an operation's path names; made-up and documented ones are not among them. */
  function pathsFor(operation: Operation): PathValues[] {
    return values.valuesFor(operation).flatMap((setting) =>
      setting.length === 0 || setting.every(({ provenance }) => provenance === 'documented' || provenance === 'made-up')
        ? []
        : [
            {
              values: Object.fromEntries(setting.map(({ name, value }) => [name, value])),
              from: setting.at(-1)?.from ?? '',
            },
          ],
    );
  }

  return { knownFor, pathsFor, lacksOthers };
}

/** Whether an operation makes something new, and does not only ask. */
export function isCreating(contract: Contract, operation: Operation): boolean {
  return makesNew(contract, operation) && !onlyAsks(operation);
}
