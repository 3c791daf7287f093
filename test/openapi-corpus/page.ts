import { STAGES, type CorpusDocument, type Stage } from './document.ts';
import type { Outcome } from './runner.ts';

/** The outcome of each stage of a document; a stage that was not reached is missing. */
export type Outcomes = Partial<Record<Stage, Outcome>>;

/** The corpus as a page: a table, then the reasons for the declared failures. */
export function corpusPage(documents: { document: CorpusDocument; outcomes: Outcomes }[]): string {
  const known = documents.flatMap(({ document: { name, expected } }) =>
    STAGES.flatMap((stage) =>
      expected.known?.[stage] ? [`- **${number(name)}**, ${stage}: ${expected.known[stage]}`] : [],
    ),
  );
  const passed = documents.filter(({ document }) => !document.expected.known).length;
  return `# What of the OpenAPI standard assay does

<!-- Written from test/openapi-corpus with: ASSAY_WRITE=1 npm test -- test/openapi-corpus -->

\`test/openapi-corpus\` has ${documents.length} small documents, each about one feature of the standard. Of these ${passed} pass every stage; the rest
have a declared failure, with its reason at the end.

- **load**: the document is read as a contract.
- **types**: its TypeScript types are written, and compile.
- **mock**: the mock accepts the requests that the document says are right, reads the right values from them and answers as the
  document says; and refuses those that are wrong, for the right reason.
- **write**: the values that were read are written as a request again, which is read as the same values.
- **check**: the conformance run of the mock conforms.
- **mutate**: how many of the faults that \`assay mutate\` makes are noticed.

| document | feature | clause | ${STAGES.join(' | ')} |
| --- | --- | --- | ${STAGES.map(() => '---').join(' | ')} |
${documents.map(row).join('\n')}

## Declared failures

${known.length > 0 ? known.join('\n') : 'None.'}
`;
}

function row({ document: { name, expected }, outcomes }: { document: CorpusDocument; outcomes: Outcomes }): string {
  const cells = STAGES.map((stage) => {
    const outcome = outcomes[stage];
    if (outcome?.score !== undefined) return `${Math.floor(outcome.score)} %`;
    if (!outcome || outcome.idle) return '–';
    return outcome.problems.length > 0 ? '✗' : '✓';
  });
  return `| ${number(name)} | ${[expected.feature, expected.clause, ...cells].map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
}

function number(name: string): string {
  return name.slice(0, 3);
}
