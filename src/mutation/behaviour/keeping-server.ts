import type { Contract, Operation } from '../../model/contract.ts';
import type { Request } from '../../model/exchange.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { routerOf } from '../../contract/resources/resources.ts';
import { collectionAddress, thingAddress } from '../../mock/stateful/addresses.ts';
import { createState, type StateDocument } from '../../mock/stateful/state.ts';
import { decodeRequest } from '../../messages/decode-request.ts';
import { createForgivingMock } from '../forgiving-mock.ts';
import type { Server } from '../mutant.ts';
import type { Store, Thing } from '../../mock/stateful/store.ts';

/** The conforming server that keeps what was created: the contract's stateful mock. */
export interface KeepingServer extends Server {
  /** Undefined for a request that the contract does not know. */
  operationOf(request: Request): Operation | undefined;
  store: Store;
  /** All that is kept, to be put back by {@link KeepingServer.restore}. */
  snapshot(): StateDocument;
  restore(snapshot: StateDocument): void;
  /** Keeps what a newly started one keeps. */
  reset(): void;
  /** The thing that the path of a request names. */
  thingOf(request: Request, resource: Resource): Thing | undefined;
  /** The thing that the last creation in the collection of a request made. */
  newestOf(request: Request, resource: Resource): Thing | undefined;
  /** Puts another state in place of that of a thing. */
  put(request: Request, resource: Resource, thing: Thing): void;
}

const NOTHING_READ: ReturnType<Server['read']> = {
  inputs: { path: {}, query: {}, header: {}, cookie: {} },
  errors: [],
};

export function createKeepingServer(contract: Contract): KeepingServer {
  const state = createState([contract]);
  const mock = createForgivingMock(contract, { mode: 'stateful', store: state.store });
  const router = routerOf(contract);
  const match = ({ method, path }: Request) => {
    const found = router.match(method, path);
    return found.kind === 'operation' ? found : undefined;
  };
  const collectionOf = (request: Request, resource: Resource) => {
    const found = match(request);
    return found && collectionAddress(contract, resource, found.operation, found.params);
  };
  return {
    answer: mock.answer,
    read: (request) => {
      const found = match(request);
      return found ? decodeRequest(contract, found.operation, found.params, request) : NOTHING_READ;
    },
    operationOf: (request) => match(request)?.operation,
    store: state.store,
    snapshot: () => structuredClone(state.show()),
    restore: state.replace,
    reset: () => {
      state.reset();
      mock.reset();
    },
    thingOf: (request, resource) => {
      const found = match(request);
      const address = found && thingAddress(contract, resource, found.operation, found.params);
      return address && state.store.find(address);
    },
    newestOf: (request, resource) => {
      const collection = collectionOf(request, resource);
      return collection === undefined ? undefined : state.store.contents(collection).things.at(-1);
    },
    put: (request, resource, { id, value }) => {
      const collection = collectionOf(request, resource);
      if (collection !== undefined) state.store.put({ collection, id }, value);
    },
  };
}
