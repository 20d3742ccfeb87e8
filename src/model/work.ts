/**
 * How often the dear things were done since the process began. Times depend on the machine; these do not, so `test/work.test.ts` holds them
 * for projects that stay as they are: a change that makes twice as many of them shows in review.
 */
export const work = {
  /** texts read as YAML, and those of them that the quick reader left to the library */
  yamlTexts: 0,
  yamlTextsByLibrary: 0,
  yamlNodes: 0,
  /** shell texts parsed; one that many jobs share is parsed once */
  shellTexts: 0,
  /** jobs played, each in each of its worlds, and the steps of all of them */
  worlds: 0,
  steps: 0,
};
