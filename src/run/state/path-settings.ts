import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isSameName, normalise, SYNONYMS } from '../../contract/resources/names.ts';
import { isAtOrBelow, renamed, shapeOfPath } from '../../contract/resources/path-shapes.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { isObject, ownMember } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import type { Overrides } from '../../messages/overrides.ts';
import { namesIn } from '../../messages/path-template.ts';
import { effectOf } from '../permissions/effect.ts';
import type { Permissions } from '../permissions/permissions.ts';
import { itemTemplate, type Ledger } from './ledger.ts';
import { lastOf, type KnownValue, type Things } from './things.ts';
import { percentEncode } from '../../http/percent-encoding.ts';

export interface PathSettingsOptions {
  ledger: Ledger;
  things: Things;
  overrides: Overrides;
  /** What may be sent anything need not be sent what was created. */
  permissions?: Pick<Permissions, 'of'> | undefined;
}

/** As many settings are offered. */
const MOST_SETTINGS = 10;

/**
 * Offers settings of all the path parameters of an operation together, each of one thing and what that lies in, the most trusted first:
 * what the user gave, things that answers named, what the contract documents.
 */
export function createPathSettings(
  contract: Contract,
  { ledger, things, overrides, permissions }: PathSettingsOptions,
): (operation: Operation) => KnownValue[][] {
  const resources = resourcesOf(contract);

  const resourceOf = (operation: Operation, name: string): Resource | undefined =>
    resources.described(operation, name) ?? resources.named(operation, name);

  /** What changes or deletes something gets things that this run created, and no others. */
  function allowedFor(operation: Operation): (setting: KnownValue[]) => boolean {
    const template = itemTemplate(operation.path);
    if (template === undefined || !wantsCreated(operation)) return () => true;
    return (setting) => ledger.provenance({ template, params: paramsOf(setting) }) === 'created';
  }

  function wantsCreated(operation: Operation): boolean {
    if (!permissions) return effectOf(contract, operation) === 'changes one';
    const permission = permissions.of(operation);
    // What the body names is created, and the path says where that lies.
    return permission.may === 'send to created' && !permission.namedBy;
  }

  /** Those of the thing that the path names, or of the nearest thing above it, completed. */
  function settingsOfThings(operation: Operation, names: string[]): KnownValue[][] {
    const isAllowed = allowedFor(operation);
    for (const name of names.toReversed()) {
      const resource = knownResource(operation, name);
      if (!resource) continue;
      const placed = isAtOrBelow(operation.path, resource.item);
      const isItem = shapeOfPath(operation.path) === shapeOfPath(resource.item ?? '');
      if (isItem && !isSameName(resource.parameter?.name, operation.path, resource.name)) continue;
      const found = things.of(resource).flatMap((thing) => {
        const params = placed
          ? renamed(thing.params, resource.item ?? '', operation.path)
          : { [name]: lastOf(thing.params, resource) };
        const setting = completed(operation, names, params, thing);
        return setting && isAllowed(setting) ? [setting] : [];
      });
      if (found.length > 0) return found;
    }
    return [];
  }

  /** The resource that a parameter names, or one called the same, of which there are things. */
  function knownResource(operation: Operation, name: string): Resource | undefined {
    const named = resourceOf(operation, name);
    if (!named) return undefined;
    const alike = resources.called(normalise(named.name));
    return [named, alike, ...namesakesOf(named, name)].find((one) => one && things.of(one).length > 0);
  }

  /** Resources of the same name whose things are named by a parameter that is called the same: `{featureName}`, and not `{id}`. */
  function namesakesOf(named: Resource, name: string): Resource[] {
    const own = normalise(name);
    if (SYNONYMS.includes(own)) return [];
    return resources.all.filter(
      (one) =>
        one !== named &&
        normalise(one.name) === normalise(named.name) &&
        one.parameter !== undefined &&
        normalise(one.parameter.name) === own,
    );
  }

  /** A setting of all the parameters, what a thing does not say taken from other things or the contract. */
  function completed(
    operation: Operation,
    names: string[],
    params: JsonObject,
    { provenance, from }: Pick<KnownValue, 'provenance' | 'from'>,
  ): KnownValue[] | undefined {
    const setting = names.flatMap((name): KnownValue[] => {
      const value = ownMember(params, name);
      if (value !== undefined) return [{ in: 'path', name, value, provenance, from }];
      return givenValue(name) ?? otherValue(operation, name) ?? [];
    });
    return setting.length === names.length ? setting : undefined;
  }

  function givenValue(name: string): KnownValue[] | undefined {
    const value = ownMember(overrides.set, name);
    return value === undefined ? undefined : [{ in: 'path', name, value, provenance: 'given', from: '--set' }];
  }

  function otherValue(operation: Operation, name: string): KnownValue[] | undefined {
    const resource = resourceOf(operation, name);
    const [thing] = resource && !isAtOrBelow(operation.path, resource.item) ? things.of(resource) : [];
    if (!resource || !thing) return documentedValue(contract, operation, name);
    const { provenance, from } = thing;
    return [{ in: 'path', name, value: lastOf(thing.params, resource), provenance, from }];
  }

  return (operation) => {
    const names = namesIn(operation.path);
    const settings = [
      names.flatMap((name) => givenValue(name) ?? []),
      ...settingsOfThings(operation, names),
      ...documentedSettings(contract, operation, names),
    ].filter((setting) => setting.length === names.length);
    const distinct = [...new Map(settings.map((setting) => [textOf(setting), setting])).values()];
    return distinct.filter(allowedFor(operation)).slice(0, MOST_SETTINGS);
  };
}

/** Those of the documented requests, then one of what is documented of each parameter; any may lack some. */
function documentedSettings(contract: Contract, operation: Operation, names: string[]): KnownValue[][] {
  const documented = (name: string) => documentedValue(contract, operation, name) ?? [];
  const examples = operation.examples.map(({ request, pointer }) =>
    names.flatMap((name): KnownValue[] => {
      const value = ownMember(request.path, name);
      return value === undefined
        ? documented(name)
        : [{ in: 'path', name, value, provenance: 'documented', from: pointer }];
    }),
  );
  return [...examples, names.flatMap(documented)];
}

/** What the contract itself has for a parameter: an example, a constant, a value of an enumeration, a default. */
function documentedValue(contract: Contract, operation: Operation, name: string): KnownValue[] | undefined {
  const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
  const documented = (value: Json, from: string): KnownValue[] => [
    { in: 'path', name, value, provenance: 'documented', from },
  ];
  const [example] = parameter?.examples.values() ?? [];
  if (example) return documented(example.value, example.pointer);
  if (!parameter?.schema) return undefined;
  const { value: schema, pointer } = contract.resolve(parameter.schema);
  if (!isObject(schema)) return undefined;
  const [first] = [
    schema['const'],
    schema['default'],
    [schema['enum']].flat()[0],
    [schema['examples']].flat()[0],
    schema['example'],
  ].filter((value) => value !== undefined);
  return first === undefined ? undefined : documented(first, pointer);
}

function paramsOf(setting: KnownValue[]): RequestValues['path'] {
  return Object.fromEntries(setting.map(({ name, value }) => [name, value]));
}

function textOf(setting: KnownValue[]): string {
  return setting.map(({ value }) => percentEncode(scalarText(value))).join('/');
}
