import type { Contract } from '../../model/contract.ts';
import { ownMember } from '../../json/pointer.ts';
import { isAtOrBelow, shapeOfPath } from '../../contract/resources/path-shapes.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { namesIn } from '../../messages/path-template.ts';
import { itemTemplate, type Item } from './ledger.ts';

/** The same thing under the path that it is created at. */
interface SecondPath {
  /** The parameter of the second path, and that of the first. */
  name: string;
  template: string;
  parameter: string;
}

/**
 * Things that a contract reaches by two paths: `/fields/{collection}` is about the same collection as `/collections/{id}`.
 * The word of the parameter has to name the resource.
 * @returns the same thing under its own path, with its last parameter alone; undefined where the given path is its own
 */
export function secondPaths(contract: Contract): (item: Item) => Item | undefined {
  const known = new Map<string, SecondPath | undefined>();
  const resources = resourcesOf(contract);

  function find(template: string): SecondPath | undefined {
    const name = namesIn(template).at(-1);
    const operation = contract.operations.find(({ path }) => isAtOrBelow(path, template));
    const own = operation && namesIn(operation.path)[namesIn(template).length - 1];
    const resource = operation && own !== undefined ? resources.named(operation, own) : undefined;
    const item = resource?.item;
    const parameter = item === undefined ? undefined : namesIn(item);
    if (name === undefined || item === undefined || !parameter?.length) return undefined;
    if (shapeOfPath(item) === shapeOfPath(template)) return undefined;
    return { name, template: item, parameter: parameter.at(-1) ?? '' };
  }

  return ({ template, params }) => {
    const path = itemTemplate(template);
    if (path === undefined) return undefined;
    if (!known.has(path)) known.set(path, find(path));
    const second = known.get(path);
    const value = second && ownMember(params, second.name);
    return second && value !== undefined
      ? { template: second.template, params: { [second.parameter]: value } }
      : undefined;
  };
}
