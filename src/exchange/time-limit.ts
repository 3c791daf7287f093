/**
 * A signal that is aborted after a time, and when another one is. Its reason is then a `TimeoutError`, or that of the other one.
 * Node 20 loses an `AbortSignal.timeout` that nothing but an `AbortSignal.any` refers to as soon as it collects garbage: the run
 * would never end. The timer keeps this one, and keeps no process alive.
 */
export function limitTime(milliseconds: number, stop?: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const expire = (): void => controller.abort(new DOMException('The time is over', 'TimeoutError'));
  const timer = setTimeout(expire, milliseconds).unref();
  const end = (): void => {
    clearTimeout(timer);
    controller.abort(stop?.reason);
  };
  if (stop?.aborted) end();
  else stop?.addEventListener('abort', end, { once: true, signal: controller.signal });
  return controller.signal;
}

/** Whether a signal is that of a time limit, and not a stop by the user. */
export function isTimeUp({ reason }: AbortSignal): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}
