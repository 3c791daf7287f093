import type { Contract, Operation } from '../../model/contract.ts';
import type { Pointer } from '../../model/json.ts';
import { withFreshNames } from '../../cases/baseline/names.ts';
import { oddValueCases, type OddCase, type OddStart } from '../../cases/odd-values/odd-values.ts';
import { hasExactExamples } from '../../contract/exact-examples.ts';
import { keptOperation, nameInRequest } from '../../contract/resources/kept-operation.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { makesNew } from '../permissions/effect.ts';
import type { PhaseContext } from '../phases/phase.ts';
import { startsByOperation } from '../phases/starts.ts';

/** Gives the odd cases of an operation, made from what the target accepted; what is created has a name of its own each time. */
export function createOddCases(context: PhaseContext, mark: () => string): (operation: Operation) => OddCase[] {
  const { contract, baselines, permissions, ledger } = context;
  const startOf = startsByOperation(baselines, permissions, ledger);

  function freshFor(operation: Operation): OddStart['fresh'] {
    const accepted = baselines.of(operation)?.accepted;
    if (!accepted || !makesNew(contract, operation) || hasExactExamples(contract, operation)) return undefined;
    const isKept = (place: string, value: string) => accepted.isReference(place, value);
    return (body, inputs, except) => {
      const media = requestMedia(operation, inputs);
      const options = { isKept, ...(except !== undefined && { except }) };
      return media ? withFreshNames(contract, media, body, mark(), options) : body;
    };
  }

  return (operation) => {
    const start = startOf(operation);
    const fresh = start && freshFor(operation);
    const named = namedIn(contract, operation);
    return start
      ? oddValueCases(contract, operation, { ...start, ...(fresh && { fresh }), ...(named !== undefined && { named }) })
      : [];
  };
}

/** Where the body of a change names the thing, as its path does. */
function namedIn(contract: Contract, operation: Operation): Pointer | undefined {
  const { role, resource } = resourcesOf(contract).of(operation) ?? {};
  if (role !== 'update' || !resource?.read) return undefined;
  const reading = keptOperation(contract, resource.read, resource, 'read');
  const [media] = operation.body?.media ?? [];
  return media && nameInRequest(keptOperation(contract, operation, resource, role), reading, media);
}
