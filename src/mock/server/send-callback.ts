import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { DueCallback } from '../callbacks.ts';

/** Milliseconds for a whole exchange. */
const PATIENCE = 10_000;
/** So many callbacks are under way at once; further ones are left out. */
const AT_ONCE = 20;

export interface CallbackSender {
  send(callback: DueCallback): void;
  /** Breaks off what is under way. */
  close(): void;
}

/**
 * Sends callbacks. No redirect is followed, and nothing of an answer but its status is read.
 * @param log is told what became of each, in one line without the query of its URL
 */
export function createCallbackSender(log: (line: string) => void, patience = PATIENCE): CallbackSender {
  const underWay = new Set<AbortController>();
  return {
    send: (callback) => {
      const { name } = callback;
      if ('problem' in callback) return log(`callback ${name} is not sent: ${callback.problem}`);
      const { url, request } = callback;
      const what = `callback ${name}: ${request.method} ${url.origin}${url.pathname}`;
      if (underWay.size >= AT_ONCE) return log(`${what} is not sent: ${AT_ONCE} others are under way`);
      const controller = new AbortController();
      underWay.add(controller);
      let isOver = false;
      const conclude = (outcome: string): void => {
        if (isOver) return;
        isOver = true;
        clearTimeout(timer);
        underWay.delete(controller);
        log(`${what} ${outcome}`);
      };
      const timer = setTimeout(() => {
        conclude(`got no answer within ${patience / 1000} s`);
        controller.abort();
      }, patience);
      const { body, headers } = request;
      const ask = url.protocol === 'https:' ? httpsRequest : httpRequest;
      const outgoing = ask(url, {
        method: request.method,
        headers: [['Host', url.host], ['Content-Length', String(body?.byteLength ?? 0)], ...headers].flat(),
        signal: controller.signal,
        agent: false,
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) => conclude(`could not be sent (${error.code ?? 'error'})`));
      outgoing.on('response', (response) => {
        conclude(`got ${response.statusCode ?? 0}`);
        response.on('error', () => undefined);
        response.destroy();
      });
      outgoing.end(body);
    },
    close: () => {
      for (const controller of underWay) controller.abort();
    },
  };
}
