import { expect, test } from '@jest/globals';
import type { Exchange } from '../../model/exchange.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Result } from '../../model/run.ts';
import { foldResults } from '../../../test/support/fold-results.ts';
import { violating } from '../../../test/support/sample-runs.ts';
import { sourceStatements } from '../../judge/source-coverage.ts';
import type { SeenRun } from '../../run/conclude-run.ts';
import { packEntry, packSeen } from './pack.ts';

const mask = (text: string) => text.replaceAll('s3cr3t', '***');

test('an entry is packed with all that it says, and each of its texts is masked', () => {
  const entry: Required<Undecided> = {
    operation: 'createPet',
    case: 'createPet s3cr3t',
    reason: 'refused s3cr3t',
    said: 'no s3cr3t',
    tried: ['POST /pets s3cr3t'],
    sent: ['curl s3cr3t', 'curl again'],
    hint: 'send s3cr3t',
  };
  expect(packEntry({ mask }, entry)).toEqual({
    operation: 'createPet',
    case: 'createPet ***',
    reason: 'refused ***',
    said: 'no ***',
    tried: ['POST /pets ***'],
    sent: ['curl ***', 'curl again'],
    hint: 'send ***',
  });
});

test('an entry is packed without what it does not say', () => {
  expect(packEntry({ mask }, { reason: 'refused' })).toEqual({ reason: 'refused' });
});

/** What a run saw of a target that repeats a secret wherever it can, also with a control character. */
async function seenWith(secret: string): Promise<SeenRun> {
  const run = await violating();
  const masked = (text: string) => run.mask(text).replaceAll('s3cr3t', '***');
  const says = `${secret}\u001b`;
  const named = run.results.map((result) => ({
    ...result,
    case: { ...result.case, id: `${result.case.id} ${says}`, title: `${result.case.title} ${says}` },
    findings: result.findings.map((finding) => ({ ...finding, case: `${finding.case} ${says}` })),
  }));
  const [first, second] = named as [Result, Result];
  const failed = { request: first.case.request, outcome: { failure: { kind: 'reset', message: says } } };
  const fold = foldResults(run.contract, [
    { ...first, undecided: { reason: says } },
    { ...second, exchange: { ...failed, duration: 0, retries: 0 } as Exchange },
  ]);
  const telling = { rank: 0, number: 1, status: 400, said: says };
  fold.reached.set('createPackage', {
    ...{ isAnswered: false, isSomethingThere: true },
    ...{ failure: { number: 0, message: says }, any: telling, valid: telling },
  });
  const entries = (operation: string) => [{ operation, reason: says }];
  return {
    ...{ ...run, fold, mask: masked },
    ...{ undecided: entries('a'), unjudged: entries('b'), heldBack: entries('c'), leftovers: entries('d') },
  };
}

test('the clauses of the documents alone are packed of what was touched', async () => {
  const seen = await seenWith('***');
  const [source] = sourceStatements(seen.contract).map(({ pointer }) => pointer) as [string];
  seen.fold.touched.set('createPackage', { touched: new Set([source, '#/components']), isAccepting: true });
  expect(packSeen(seen).fold.touched).toEqual([{ operation: 'createPackage', clauses: [source], isAccepting: true }]);
});

test('nothing of what a shard saw is packed with its secrets or its control characters', async () => {
  const packed = packSeen(await seenWith('s3cr3t'));
  expect(JSON.stringify(packed)).not.toContain('s3cr3t');
  expect(packed).toEqual(packSeen(await seenWith('***')));
  expect([packed.undecided, packed.unjudged, packed.heldBack, packed.leftovers].flat()).toEqual(
    ['a', 'b', 'c', 'd'].map((operation) => ({ operation, reason: '***\\u001b' })),
  );
  expect(packed.fold.reached).toEqual([
    {
      ...{ operation: 'createPackage', isAnswered: false, isSomethingThere: true },
      failure: { number: 0, message: '***\\u001b' },
      any: { rank: 0, number: 1, status: 400, said: '***\\u001b' },
      valid: { rank: 0, number: 1, status: 400, said: '***\\u001b' },
    },
  ]);
  const [result] = packed.fold.results;
  expect([result?.id, result?.title].map((text) => text?.slice(-9))).toEqual(['***\\u001b', '***\\u001b']);
  expect(packed.fold.findings.map(({ finding }) => finding.case.slice(-9))).toEqual(['***\\u001b', '***\\u001b']);
});
