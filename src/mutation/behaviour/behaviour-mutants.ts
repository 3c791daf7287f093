import type { Contract, Operation } from '../../model/contract.ts';
import { keptOperation } from '../../contract/resources/kept-operation.ts';
import type { Resource, ResourceRole } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import type { BehaviourMutant } from './behaviour-mutant.ts';
import { BEHAVIOUR_OPERATORS } from './operators/index.ts';

/** The mutants of what an API does with the things that it keeps. @param reached the operations that a run gets to */
export function behaviourMutants(contract: Contract, reached: ReadonlySet<Operation>): BehaviourMutant[] {
  return resourcesOf(contract).all.flatMap((resource) => {
    const operations = rolesOf(resource)
      .filter(([, operation]) => reached.has(operation))
      .map(([role, operation]) => keptOperation(contract, operation, resource, role));
    return operations.some(({ role }) => role === 'create')
      ? BEHAVIOUR_OPERATORS.flatMap((operator) => operator.mutants({ contract, resource, operations }))
      : [];
  });
}

function rolesOf({ create, list, read, update, remove }: Resource): [ResourceRole, Operation][] {
  return [
    ...create.map((operation): [ResourceRole, Operation] => ['create', operation]),
    ...(list ? [['list', list] as [ResourceRole, Operation]] : []),
    ...(read ? [['read', read] as [ResourceRole, Operation]] : []),
    ...update.map((operation): [ResourceRole, Operation] => ['update', operation]),
    ...(remove ? [['delete', remove] as [ResourceRole, Operation]] : []),
  ];
}
