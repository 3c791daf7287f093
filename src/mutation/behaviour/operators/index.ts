import type { BehaviourOperator } from '../behaviour-mutant.ts';
import { cutLists } from './cut-lists.ts';
import { fixedTags } from './fixed-tags.ts';
import { ignoredParameters } from './ignored-parameters.ts';
import { lostWrites } from './lost-writes.ts';
import { mixedWrites } from './mixed-writes.ts';
import { otherDefaults } from './other-defaults.ts';
import { otherMedia } from './other-media.ts';
import { shownSecrets } from './shown-secrets.ts';
import { wrongNames } from './wrong-names.ts';

/** Every operator on what an API does, in the order of a report. */
export const BEHAVIOUR_OPERATORS: readonly BehaviourOperator[] = [
  ignoredParameters,
  otherDefaults,
  cutLists,
  lostWrites,
  mixedWrites,
  wrongNames,
  shownSecrets,
  fixedTags,
  otherMedia,
];
