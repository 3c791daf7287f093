import type { Case } from '../model/case.ts';
import type { Contract } from '../model/contract.ts';
import { isLoopback } from '../exchange/proxy.ts';
import { isSafe } from '../http/methods.ts';
import { baseRequests } from '../run/baseline/searched-operations.ts';
import type { RunEvent } from '../run/check.ts';
import { chooseOperations } from '../run/operation-filter.ts';
import { permissionFor, type Permission } from '../run/permissions/permissions.ts';
import { selectPhases } from '../run/phases/index.ts';
import { planInTurns } from '../run/phases/plan.ts';
import { plural } from '../text/wording.ts';
import type { Setup } from './options/check-setup.ts';
import type { Io } from './terminal/io.ts';

/**
 * Says, before the run, how many requests a server gets, what they may create, and what is held back: in one line for one's own machine.
 * @returns the cases of each contract that are known by then
 */
export async function announce(
  contracts: Contract[],
  { url = '', target, options }: Setup,
  io: Io,
): Promise<Map<Contract, Case[]>> {
  if (target.tls?.insecure)
    io.err('assay: --insecure accepts any certificate, so nothing proves that this is the server\n');
  const chosen = contracts.map((contract) => chooseOperations(contract, options.filters));
  const planned = new Map<Contract, Case[]>();
  for (const contract of contracts) planned.set(contract, await planInTurns(contract, options, io.stop));
  // Nothing will be sent.
  if (io.stop.aborted) return planned;
  const cases = [...planned.values()].flat();
  const changing = cases.filter(({ request, expect }) => expect.kind !== 'refused' && !isSafe(request.method));
  const more = selectPhases(options.phases).flatMap((phase) => phase.announce?.(chosen, options) ?? []);
  const searches = chosen.reduce((sum, contract) => sum + baseRequests(contract, options), 0);
  if (searches > 0) more.unshift(`up to ${searches} that look for one which each operation accepts`);
  const besides = more.length > 0 ? `, and ${more.join(' and ')}` : '';
  const permissions = chosen.flatMap((contract) =>
    contract.operations.map((operation) => ({ operation, ...permissionFor(contract, operation, options) })),
  );
  const ids = (may: Permission['may']) =>
    permissions.filter((permission) => permission.may === may).map(({ operation }) => operation.id);
  const [created, held] = [ids('send to created'), ids('hold back')];
  const head = `assay: ${plural(cases.length, 'request')} to ${url}, ${changing.length} of them meant to create or change something${besides}`;
  if (isLoopback(url)) {
    const rest = [
      ...(created.length > 0 ? [`${plural(created.length, 'operation')} only sent what the run creates`] : []),
      ...(held.length > 0 ? [`${held.length} held back`] : []),
    ];
    io.err(`${[head, ...rest].join('; ')}\n`);
    return planned;
  }
  const creating = [...new Set(changing.map(({ operation }) => operation.id))];
  io.err(`${head}\n`);
  if (creating.length > 0) io.err(`  may create: ${creating.join(', ')}\n`);
  if (created.length > 0) io.err(`  only sent what this run creates: ${created.join(', ')}\n`);
  if (held.length > 0) io.err(`  held back (--allow OPERATION sends it): ${held.join(', ')}\n`);
  return planned;
}

/** Shows how far a run is. */
export function progress({ stage }: Pick<Io, 'stage'>): (event: RunEvent) => void {
  return (event) => {
    if (event.kind === 'ended') stage?.({ what: 'summing up' });
    if (event.kind !== 'answered') return;
    const { done: count, of, isLimit = false, violations } = event;
    stage?.({ what: 'checking', done: { count, noun: 'request', of, isLimit }, violations });
  };
}
