import type { Server } from 'node:http';
import { UsageError } from '../../errors.ts';

/** Why a server cannot listen, and what to do, by Node's error code. */
const LISTEN_ERRORS: Record<string, ((port: number, host: string) => [message: string, hint: string]) | undefined> = {
  EADDRINUSE: (port) => [`port ${port} is in use`, 'Give another with --port, or 0 for any that is free.'],
  EACCES: (port) => [`port ${port} needs more rights than this user has`, 'Give one above 1023 with --port.'],
  EADDRNOTAVAIL: (_, host) => [
    `${host} is not an address of this machine`,
    'Give one with --host, 127.0.0.1 for instance.',
  ],
  ENOTFOUND: (_, host) => [`there is no host named ${host}`, 'Give one with --host, 127.0.0.1 for instance.'],
  ERR_SOCKET_BAD_PORT: (port) => [`${port} is not a port`, 'Give one from 0 to 65535 with --port.'],
};

/** Listens. @throws UsageError with the reason, in one line */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      const [message, hint] = LISTEN_ERRORS[error.code ?? '']?.(port, host) ?? [
        `cannot listen at ${host}, port ${port}: ${error.message}`,
        'Give others with --host and --port.',
      ];
      reject(new UsageError(message, hint));
    };
    server.once('error', fail);
    try {
      server.listen(port, host, () => {
        server.off('error', fail);
        resolve();
      });
    } catch (error) {
      fail(error as NodeJS.ErrnoException);
    }
  });
}
