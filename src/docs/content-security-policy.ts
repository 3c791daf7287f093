import type { Panel } from './try-it/panel.ts';
import { percentEncode } from '../http/percent-encoding.ts';
import { REDOC_COLOURS } from './redoc-colours.ts';
import { formatPolicy } from '../text/page/policy.ts';

/** The logo of its maker, which Redoc would fetch; here an inline image replaces it. */
const LOGO = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g;
const DRAWN = `data:image/svg+xml,${percentEncode(
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="14"><text y="11" font-family="sans-serif" font-size="11" fill="#808080">Redoc</text></svg>',
)}`;

/**
 * Isolates a page of Redoc: opened anywhere, it sends no request and runs only Redoc's own scripts. The content security policy
 * is the last barrier for texts of the contract.
 * @param panel what is added at its end, whose script may ask the server that the page comes from
 */
export function addContentSecurityPolicy(page: string, panel?: Panel): string {
  const sealed = page.replace(LOGO, DRAWN);
  const scripts = [...sealed.matchAll(/<script(?: type="module")?>([\s\S]*?)<\/script>/g)].map(
    ([, text]) => text ?? '',
  );
  // The first script sets light or dark, the last is Redoc; a script between them could only come from the contract.
  const own = [scripts[0], scripts.at(-1)].filter((text) => text !== undefined);
  const policy = formatPolicy(panel ? { scripts: [...own, panel.script], connect: "'self'" } : { scripts: own });
  const headed = sealed.replace(
    '<head>',
    () =>
      `<head>\n  <meta http-equiv="Content-Security-Policy" content="${policy}">\n  <link rel="icon" href="data:,">\n  <style>${REDOC_COLOURS}</style>`,
  );
  const end = headed.lastIndexOf('</body>');
  return panel ? headed.slice(0, end) + panel.markup + headed.slice(end) : headed;
}
