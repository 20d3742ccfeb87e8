import type { Preset } from '../model/rule-info.js';

/** The named rule sets. A rule says itself which one brings it; one that says nothing is in all of them, and a policy in none. */
export const PRESETS: Readonly<Record<Preset, string>> = {
  recommended: 'what goes wrong, or goes against a documented recommendation',
  strict: 'recommended, and what is hygiene or cannot be told',
  adopt: 'recommended, and what a move to Build Cloud would change',
};
