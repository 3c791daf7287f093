import { expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { listen } from './listen.ts';

/** A server that cannot listen, for a reason. */
function failing(code: string | undefined, isThrown = false): Server {
  const error = Object.assign(new Error('no luck'), { code });
  let fail: (error: Error) => void = () => undefined;
  return {
    once: (_: string, listener: typeof fail) => (fail = listener),
    off: () => undefined,
    listen: () => {
      if (isThrown) throw error;
      fail(error);
    },
  } as unknown as Server;
}

test.each([
  ['EADDRINUSE', 'port 81 is in use', 'Give another with --port, or 0 for any that is free.'],
  ['EACCES', 'port 81 needs more rights than this user has', 'Give one above 1023 with --port.'],
  ['EADDRNOTAVAIL', 'h is not an address of this machine', 'Give one with --host, 127.0.0.1 for instance.'],
  ['ENOTFOUND', 'there is no host named h', 'Give one with --host, 127.0.0.1 for instance.'],
  ['ERR_SOCKET_BAD_PORT', '81 is not a port', 'Give one from 0 to 65535 with --port.'],
  ['EOTHER', 'cannot listen at h, port 81: no luck', 'Give others with --host and --port.'],
  [undefined, 'cannot listen at h, port 81: no luck', 'Give others with --host and --port.'],
])('listen says of %s: %s', async (code, message, hint) => {
  await expect(listen(failing(code), 81, 'h')).rejects.toMatchObject({ name: 'UsageError', message, hint });
  await expect(listen(failing(code, true), 81, 'h')).rejects.toMatchObject({ name: 'UsageError', message, hint });
});

test('a server that listens is left without listeners for errors', async () => {
  const server = createServer();
  await listen(server, 0, '127.0.0.1');
  expect([server.listening, server.listenerCount('error')]).toEqual([true, 0]);
  server.close();
});
