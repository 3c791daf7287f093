import type { Request, Response, Target } from '../model.ts';

/** A target inside this process: a function from request to response, with no socket between. */
export function inProcessTarget(name: string, handle: (request: Request) => Promise<Response> | Response): Target {
  return {
    name,
    baseUrl: 'http://embedded.invalid',
    send: async (request) => {
      const started = performance.now();
      try {
        const response = await handle(request);
        return { request, outcome: { response }, duration: performance.now() - started, retries: 0 };
      } catch (error) {
        const message = `the handler threw: ${error instanceof Error ? error.message : String(error)}`;
        return { request, outcome: { failure: { kind: 'malformed', message } }, duration: performance.now() - started, retries: 0 };
      }
    },
    close: async () => {},
  };
}
