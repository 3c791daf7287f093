import type { Failure, Request, Response, Target } from '../model/exchange.ts';

/**
 * A target inside this process: a function from request to response, without a socket.
 * @param handle gives the response, or a failure
 * @param baseUrl the URL in curl lines; by default where the mock listens
 */
export function inProcessTarget(
  name: string,
  handle: (request: Request) => Promise<Response | Failure> | Response | Failure,
  baseUrl = 'http://127.0.0.1:4010',
): Target {
  return {
    name,
    baseUrl,
    send: async (request) => {
      const startedAt = Date.now();
      const started = performance.now();
      try {
        const answer = await handle(request);
        const outcome = 'kind' in answer ? { failure: answer } : { response: answer };
        return { request, outcome, startedAt, duration: performance.now() - started, retries: 0 };
      } catch (error) {
        const message = `the handler threw: ${error instanceof Error ? error.message : String(error)}`;
        return {
          request,
          outcome: { failure: { kind: 'malformed', message } },
          startedAt,
          duration: performance.now() - started,
          retries: 0,
        };
      }
    },
    close: async () => {},
  };
}
