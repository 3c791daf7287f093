import { afterEach } from '@jest/globals';
import { startMock, type StartedMock, type StartMockOptions } from '../../src/mock/server/server.ts';

/** Starts mocks on free ports, and closes them after each test of a file. */
export function createStarter(): (options: StartMockOptions) => Promise<StartedMock> {
  const started: StartedMock[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((mock) => mock.close()));
  });
  return async (options) => {
    const mock = await startMock({ port: 0, ...options });
    started.push(mock);
    return mock;
  };
}
