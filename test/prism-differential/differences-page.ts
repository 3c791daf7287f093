import type { Difference } from './differences.ts';

/** The table of differences as a page. */
export function differencesPage(differences: Difference[]): string {
  const sections = [...new Set(differences.map(({ about }) => about))].map((about) => {
    const rows = differences.filter((difference) => difference.about === about);
    return `\n## ${about}\n${rows.map(section).join('')}`;
  });
  return `# Where the mock differs from Prism

<!-- Written from test/prism-differential/differences.ts with: ASSAY_WRITE=1 npm test -- test/prism-differential -->

The mock answers as Prism ${VERSION} does, but for what is listed here. A test (\`test/prism-differential/differential.test.ts\`) sends thousands of
requests to both, and fails on a difference that is not listed as well as on one that is listed and never seen. Prism is
configured as its command line does it, with requests and credentials checked; "no answer" is an exception in Prism, which its
server turns into a 500 or a connection that hangs.
${sections.join('')}`;
}

const VERSION = '5.14';

function section({ request, prism, assay, because }: Difference): string {
  return `
- **${capital(request)}**
  - Prism: ${prism}
  - assay: ${assay}
  - because of ${because}
`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
