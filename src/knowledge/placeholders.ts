/**
 * Placeholders of Docker's documented examples (https://docs.docker.com/build-cloud/ci/, read September 2026) and the forms people copy from other ones.
 */

/** A stretch of a text, end exclusive. */
export interface Placeholder {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Names that Docker's pages put between angle brackets, and parts of names that mean the same in other pages. */
const NAME =
  'ORG|ORGANI[SZ]ATION|IMAGE|REPO|REPOSITORY|USER|USERNAME|DOCKER|DOCKERHUB|TOKEN|PAT|OAT|PASSWORD|BUILDER|ACCOUNT|REGISTRY|NAMESPACE|TAG|VERSION|PROJECT|OWNER|ENDPOINT|HOST|GITHUB|NAME';

/** `<ORG>`, `<DOCKER_USER>`, `<your-org>`, `<image name>`: angle brackets cannot stand in an image, builder or account name. */
const BRACKETED = new RegExp(`<(?:[A-Za-z0-9]+[_ -])*(?:${NAME})(?:[_ -][A-Za-z0-9]+)*>`, 'gi');

/** `your-org/app`, `your_username`, `YOUR-ORG`: never a real account's name. */
const YOURS =
  /(?<![\w/.-])your[-_]?(?:docker(?:hub)?[-_]?)?(?:org(?:ani[sz]ation)?|user(?:name)?|account|name(?:space)?|repo(?:sitory)?|registry|image)(?:[-_]?name)?(?![\w-])/gi;

/** The image of Docker's Travis CI example. */
const SAMPLE = /(?<![\w/.-])username\/repo(?![\w-])/g;

/** The patterns are looked for in every value of every step; a sign that each of them needs is looked for faster. */
const FORMS = [
  { form: BRACKETED, sign: /</ },
  { form: YOURS, sign: /your/i },
  { form: SAMPLE, sign: /username/ },
];

/** The placeholders in a value, in order. */
export function placeholdersIn(text: string): readonly Placeholder[] {
  const found: Placeholder[] = [];
  for (const { form, sign } of FORMS) {
    if (!sign.test(text)) continue;
    for (const match of text.matchAll(form)) found.push({ start: match.index, end: match.index + match[0].length, text: match[0] });
  }
  if (found.length < 2) return found;
  return found.sort((a, b) => a.start - b.start).filter((one, index, all) => index === 0 || one.start >= (all[index - 1]?.end ?? 0));
}
