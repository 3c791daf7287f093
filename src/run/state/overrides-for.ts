import { NO_OVERRIDES, type Overrides } from '../../messages/overrides.ts';
import type { CreatedItem } from './ledger.ts';

/** The parameters of what was created go before what the user set: that names something to read. */
export function overridesFor({ params }: CreatedItem, { headers, set }: Overrides = NO_OVERRIDES): Overrides {
  const created = Object.entries(params).map(([name, value]): [string, string] => [name, String(value)]);
  return { headers, set: { ...set, ...Object.fromEntries(created) } };
}
