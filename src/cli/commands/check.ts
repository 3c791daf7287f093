import type { Contract, Run } from '../../model.ts';
import { plan } from '../../cases/plan.ts';
import { embeddedTarget } from '../../embedded.ts';
import { check as holdTo, type RunEvent } from '../../engine.ts';
import { reproduce } from '../../findings.ts';
import { httpTarget } from '../../target/http.ts';
import { withRetries } from '../../target/retries.ts';
import { CONTRACTS_OPTION, loadNamed } from '../contracts.ts';
import { exitCode, EXIT } from '../exit-codes.ts';
import { readGiven, readTargetUrl } from '../given.ts';
import type { Io } from '../io.ts';
import type { Command } from '../options.ts';
import { readReports, writeReports } from '../reports.ts';

export const check: Command = {
  name: 'check',
  summary: 'Holds a target to its contract.',
  operands: '[contract…]',
  maxOperands: Infinity,
  options: {
    target: { value: 'URL', about: 'Where the API is, base path included.', default: 'the embedded mock' },
    header: { value: "'Name: value'", about: 'A header field for every request.', multiple: true, short: 'H' },
    set: { value: 'NAME=VALUE', about: 'The value of a parameter, in place of the documented one.', multiple: true },
    report: { value: 'FORMAT[=FILE]', about: 'pretty or json; to stdout unless a file is named.', default: 'pretty', multiple: true },
    timeout: { value: 'SECONDS', about: 'For a whole exchange.', default: '10' },
    strict: { about: 'Counts notes as violations.' },
    'dry-run': { about: 'Prints the requests as curl lines and sends none.' },
    ...CONTRACTS_OPTION,
  },
  examples: ['assay check', "assay check openstack-image-v1 --target https://glance.example.org --header 'X-Auth-Token: …'", 'assay check petstore.yaml --target http://127.0.0.1:8080/v2 --report json=report.json'],
  async run(given, io) {
    const reports = readReports(given.list('report'));
    const url = given.text('target');
    if (url !== undefined) readTargetUrl(url);
    const values = readGiven(given.list('header'), given.list('set'));
    const timeout = (given.number('timeout', { min: 0.001, max: 3600 }) ?? 10) * 1000;
    const contracts = await loadNamed(given);

    if (given.has('dry-run')) {
      for (const contract of contracts) for (const of of plan(contract, { given: values })) io.out(`${reproduce(contract, url ?? 'http://127.0.0.1:4010', of)}\n`);
      return EXIT.conforms;
    }

    const runs: Run[] = [];
    for (const contract of contracts) {
      const target = url === undefined ? embeddedTarget(contract) : withRetries(httpTarget(url, { timeout }));
      runs.push(await holdTo(contract, target, { given: values, strict: given.has('strict'), signal: io.stop, onEvent: progress(io, contract) }));
      await target.close();
    }
    await writeReports(reports, runs, io);
    return exitCode(runs.map(({ verdict }) => verdict));
  },
};

/** One line that tells how far the run is, on a terminal only. */
function progress(io: Io, contract: Contract): (event: RunEvent) => void {
  if (!io.interactive) return () => {};
  return (event) => {
    if (event.kind !== 'answered') return;
    io.err(event.done < event.of ? `\r${contract.name}: ${event.done} of ${event.of}\u001b[K` : '\r\u001b[K');
  };
}

