import { UsageError } from '../../errors.ts';
import type { CallbackListenerOptions } from '../../exchange/callback-listener.ts';

const HINT =
  'Write --callbacks PORT, HOST:PORT to listen at another address than the loopback one, and =URL behind it where the target finds it elsewhere.';

/**
 * Where callbacks come in: `9000`, `0.0.0.0:9000`, `9000=https://tunnel.example.org/hooks`.
 * @throws UsageError for anything else
 */
export function readCallbackAddress(text: string): CallbackListenerOptions {
  const [, host, digits = '', url] = /^(?:(\[[\da-f:.]+\]|[\w.-]+):)?(\d{1,5})(?:=(.+))?$/i.exec(text) ?? [];
  const port = Number(digits);
  if (digits === '' || port > 65535)
    throw new UsageError(`--callbacks ${text} is no port, nor a host with a port`, HINT);
  if (url !== undefined && !(URL.canParse(url) && /^https?:\/\//i.test(url)))
    throw new UsageError(`--callbacks ${text} names no http or https URL behind =`, HINT);
  return {
    port,
    ...(host !== undefined && { host: host.replace(/^\[|\]$/g, '') }),
    ...(url !== undefined && { url: url.replace(/\/+$/, '') }),
  };
}
