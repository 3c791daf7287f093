import type { Agent } from 'node:http';
import { UsageError } from '../errors.ts';

/**
 * An agent that goes through the proxy which HTTP_PROXY, HTTPS_PROXY and NO_PROXY name for a URL, or undefined where
 * they name none. A target on the loopback is never asked through a proxy.
 * @throws UsageError where they name something that is no proxy
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
    // What it holds is not repeated: it may have a password in it.
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

/** The variable that a proxy for a URL comes from, as proxy-from-env looks for them. */
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
