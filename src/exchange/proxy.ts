import type { Agent } from 'node:http';
import { UsageError } from '../errors.ts';

/**
 * An agent for the proxy that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name for a URL; undefined if they name none. A target on
 * the loopback is always reached without a proxy.
 * @throws UsageError if they name something that is not a proxy
 */
export async function proxyAgent(
  url: string,
  tls: { ca?: string; rejectUnauthorized: boolean },
): Promise<Agent | undefined> {
  if (isLoopback(url)) return undefined;
  const { getProxyForUrl } = await import('proxy-from-env');
  const proxy = getProxyForUrl(url) as `http://${string}` | '';
  if (!proxy) return undefined;
  if (!URL.canParse(proxy) || !/^https?:$/.test(new URL(proxy).protocol))
    // The message does not show the value: it may contain a password.
    throw new UsageError(
      `${variableFor(url)} names no proxy that can be asked`,
      `For instance: ${variableFor(url)}=http://proxy.example.org:3128`,
    );
  if (url.startsWith('https:')) {
    const { HttpsProxyAgent } = await import('https-proxy-agent');
    return new HttpsProxyAgent(proxy, { keepAlive: true, ...tls });
  }
  const { HttpProxyAgent } = await import('http-proxy-agent');
  return new HttpProxyAgent(proxy, { keepAlive: true });
}

/** The variable that names the proxy for a URL, in the order of proxy-from-env. */
function variableFor(url: string): string {
  const own = `${new URL(url).protocol.slice(0, -1)}_proxy`;
  const names = [own, own.toUpperCase(), 'all_proxy', 'ALL_PROXY'];
  return names.find((name) => process.env[name]) ?? own.toUpperCase();
}

/** Whether a URL's host is this machine: 127.0.0.0/8, ::1 or localhost (RFC 6761 §6.3). */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./.test(hostname);
}
