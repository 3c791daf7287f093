import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

const createContext = vm.createContext;

/**
 * Jest's environment for Node, in a context whose globals are plain properties. In the context that it makes by itself each use of
 * `Object` or `Math` asks a proxy, which takes a quarter of the time of the long suites.
 */
export default class PlainContext extends TestEnvironment {
  constructor(...given) {
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...given);
    } finally {
      vm.createContext = createContext;
    }
  }
}
