import type { Contract, Parameter } from '../../model/contract.ts';
import type { Response } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { reference, wantedNames } from '../../contract/resources/names.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { objectsIn } from '../../json/objects-in.ts';
import { jsonIn } from '../../json/parse-json.ts';
import { joinPointer, nameAt } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { namesIn } from '../../messages/path-template.ts';
import type { LearningContext } from './learning-context.ts';

/** A thing that says which others it belongs to, by `shopId` for example, says that those are there. */
export function learnReferences(
  { contract, ledger, things }: LearningContext,
  response: Response,
  from: string,
  answered?: number,
): void {
  const resources = resourcesOf(contract);
  if (!resources.all.some(isReferable)) return;
  for (const shown of objectsIn(jsonIn(response.body)))
    for (const name of Object.keys(shown)) {
      const refers = reference(name);
      const resource = refers && !refers.isMany ? resources.called(refers.word) : undefined;
      if (!resource || !isReferable(resource)) continue;
      const { item: template, parameter } = resource;
      const value = nameAt(shown, joinPointer('#', name));
      if (!wantedNames(parameter.name, resource.name).some((one) => one.name === refers?.by)) continue;
      if (value === undefined || !fitsParameter(contract, parameter, value)) continue;
      const params = { [parameter.name]: value };
      ledger.record({ template, params }, 'listed', answered);
      things.note(resource, { params, shown: undefined, from });
    }
}

/** Whether one value names a thing of a resource, so that a member of another thing can refer to it. */
function isReferable(resource: Resource): resource is Resource & { item: string; parameter: Parameter } {
  const { item, parameter } = resource;
  return item !== undefined && parameter !== undefined && namesIn(item).length === 1;
}

function fitsParameter(contract: Contract, { schema }: Parameter, value: Json): boolean {
  if (schema === undefined) return true;
  // The digits of a large integer are a text.
  const forms = [value, scalarText(value), ...(/^-?\d{16,}$/.test(scalarText(value)) ? [Number(value)] : [])];
  return forms.some((form) => contract.accepts(schema, form));
}
