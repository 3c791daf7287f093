import { REPORTERS } from '../../report/index.ts';
import { CONTRACTS_OPTION } from '../config/contracts.ts';
import { RECORDING_OPTIONS } from '../recordings.ts';
import { DETAIL_OPTIONS } from './detail-options.ts';
import { FILTER_OPTIONS } from './filter-options.ts';
import type { Option } from './options.ts';
import { PHASE_OPTIONS } from './phase-options.ts';
import { QUEUE_OPTIONS } from './queue-options.ts';
import { SHARD_OPTION } from './shard-options.ts';

/** The flags of `assay check`. */
export const CHECK_OPTIONS: Record<string, Option> = {
  target: { value: 'URL', about: 'Where the API is, base path included.', default: 'the embedded mock' },
  ...RECORDING_OPTIONS,
  header: {
    value: "'Name: value'",
    about: 'A header field for every request.',
    multiple: true,
    short: 'H',
    hiddenAfter: ':',
  },
  set: {
    value: 'NAME=VALUE',
    about: 'The value of a parameter, in place of the documented one, or a key that goes in the query or a cookie.',
    multiple: true,
    hiddenAfter: '=',
  },
  ...PHASE_OPTIONS,
  ...FILTER_OPTIONS,
  requests: {
    value: 'FILE',
    about: 'Requests that the target accepts, by operation, as --save-requests writes them.',
  },
  'save-requests': { value: 'FILE', about: 'Writes the first accepted request of each operation to a file.' },
  report: {
    value: 'FORMAT[=FILE]',
    about: `One of ${Object.keys(REPORTERS).join(', ')}; to stdout unless a file is named.`,
    default: 'pretty',
    multiple: true,
  },
  ...DETAIL_OPTIONS,
  ...SHARD_OPTION,
  ...QUEUE_OPTIONS,
  callbacks: {
    value: 'PORT[=URL]',
    about:
      'Listens for callbacks and webhooks of the target, and judges them. =URL is where it finds them; HOST: before the port listens elsewhere than on the loopback address.',
    default: 'none',
  },
  strict: { about: 'Counts notes as violations.' },
  'dry-run': { about: 'Prints the requests as curl lines and sends none.' },
  workers: {
    value: 'N',
    about: 'Requests under way at once, also those that change something, of which there is one at a time otherwise.',
    default: '4',
  },
  rate: { value: 'N', about: 'Requests a second, at the most.', default: 'no limit' },
  timeout: { value: 'TIME', about: 'For a whole exchange, as in 10s or 500ms.', default: '10s' },
  ca: { value: 'FILE', about: 'PEM of the certification authorities to trust.', default: "the system's" },
  insecure: { about: 'Accepts any certificate.' },
  config: {
    value: 'FILE',
    about: 'Targets and waivers.',
    default: 'assay.yaml of this folder, or above it in the repository',
  },
  ...CONTRACTS_OPTION,
};
