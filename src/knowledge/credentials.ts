/**
 * What a credential looks like. Kept narrow on purpose: a linter that calls a commit hash a token is switched off.
 */

/** A stretch of a text, end exclusive, and what kind of credential stands there. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
}

/** Tokens that are known by their form, wherever they stand. */
const FORMS: readonly { readonly kind: string; readonly form: RegExp }[] = [
  // https://docs.docker.com/security/access-tokens/
  { kind: 'Docker personal access token', form: /\bdckr_pat_[\w-]{20,}/g },
  // https://docs.docker.com/enterprise/security/access-tokens/
  { kind: 'Docker organization access token', form: /\bdckr_oat_[\w-]{20,}/g },
  // https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
  { kind: 'GitHub token', form: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})/g },
  // https://docs.gitlab.com/security/tokens/#token-prefixes
  { kind: 'GitLab token', form: /\bgl(?:pat|dt|ptt|cbt|rt|soat)-[\w-]{20,}/g },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  { kind: 'AWS access key', form: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  // header and claims of a JSON Web Token both begin with `{"`: https://www.rfc-editor.org/rfc/rfc7519#section-3.1
  { kind: 'JSON Web Token', form: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g },
];

/** `Authorization: Bearer …`, `Authorization: token …`: the scheme of a header and its credential. */
const AUTHORIZATION = /\bauthorization:\s*(?:bearer|token|basic)\s+([^\s"']+)/gi;

/** Every value of every step is looked at; what each form and the header need is looked for first, in one go. */
const SHORTEST = 20;
const SIGN = /dckr_|gh[pousr]_|github_pat_|gl(?:pat|dt|ptt|cbt|rt|soat)-|AKIA|ASIA|eyJ|authorization:/i;

/** The tokens that a text holds, known by their form or by the header they stand in; placeholders and dummies are not among them. */
export function tokensIn(text: string): readonly Token[] {
  if (text.length < SHORTEST || !SIGN.test(text)) return [];
  const found: Token[] = [];
  for (const { kind, form } of FORMS) {
    for (const match of text.matchAll(form)) {
      if (!isDummyToken(match[0])) found.push({ start: match.index, end: match.index + match[0].length, kind });
    }
  }
  for (const match of text.matchAll(AUTHORIZATION)) {
    const credential = match[1] ?? '';
    const end = match.index + match[0].length;
    const start = end - credential.length;
    if (credential.length < 8 || isDummy(credential) || found.some(token => token.start < end && start < token.end)) continue;
    found.push({ start, end, kind: 'token of an authorization header' });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** `DOCKER_PAT`, `REGISTRY_PASSWORD`, `GITHUB_TOKEN`: names of variables that hold what signs in to a registry or to where code is kept. */
export function namesRegistryCredential(name: string): boolean {
  if (!/(?:^|_)(?:PAT|OAT|TOKEN|ACCESS_TOKEN|PASSWORD|PASSWD|PASS|PWD|AUTH_CONFIG)$/i.test(name)) return false;
  return /docker|registry|ghcr|hub(?:_|$)|github|gitlab|quay|harbor|artifactory|nexus|jfrog|^(?:GH|CI|CR|ACR|ECR|GCR|DH)_/i.test(name);
}

/**
 * User names that the CI system gives every job, so that they are never empty where they can sign in at all
 * (https://docs.gitlab.com/ci/variables/predefined_variables/,
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables; both checked 2026-11-25).
 */
export function isPredefinedUserName(name: string): boolean {
  return /^(?:CI_REGISTRY_USER|CI_DEPENDENCY_PROXY_USER|GITHUB_ACTOR|github\.actor)$/.test(name);
}

/** `AWS_SECRET_ACCESS_KEY`, `DEPLOY_TOKEN`: names of variables that hold a credential of any kind. */
export function namesCredential(name: string): boolean {
  return /(?:^|_)(?:TOKEN|PASSWORD|PASSWD|SECRET|SECRET_KEY|API_?KEY|ACCESS_KEY|PRIVATE_KEY|PAT|OAT)$/i.test(name);
}

/**
 * `NEXT_PUBLIC_MAP_TOKEN`, `GPG_PUBLIC_KEY`, `API_URL`: names of values that everybody may see, though they often lie among the secrets.
 * The prefixes are those whose variables web frameworks put into what they serve: https://nextjs.org/docs/app/guides/environment-variables,
 * https://vite.dev/guide/env-and-mode, https://create-react-app.dev/docs/adding-custom-environment-variables/ (November 2026).
 */
export function namesPublicValue(name: string): boolean {
  // The address of a database holds its password.
  if (/(?:^|_)(?:DATABASE|DB|MONGO(?:DB)?|POSTGRES(?:QL)?|PG|MYSQL|REDIS|AMQP|RABBITMQ)_UR[IL]$/i.test(name)) return false;
  if (/^(?:VITE|REACT_APP|NG_APP|VUE_APP|GATSBY|STORYBOOK)_|(?:^|_)PUBLIC(?:_|$)|PUBLIC_?KEY|PUBLISHABLE|_?PROXY$/i.test(name)) return true;
  return /(?:^|_)(?:URL|URI|HOST|HOSTNAME|DOMAIN|ENDPOINT|ADDRESS|REGION|PORT|ORG|ORGANI[SZ]ATION|PROJECT|ID|NAME|USER|USERNAME|EMAIL|BUCKET|ENV|ENVIRONMENT|VERSION|TAG|REGISTRY|REPOSITORY|IMAGE|BRANCH|SHA)$/i.test(
    name,
  );
}

/**
 * Whether a literal can be a real credential by its look: long, mixed, no words, path or host. Asked where only a generic name speaks for
 * it, as `POSTGRES_PASSWORD: postgres` of a throw-away service is everywhere and harms nobody.
 */
export function looksRandom(text: string): boolean {
  if (text.length < 20 || /\s|:\/\/|^[./~]|\.[a-z]{2,}$/.test(text) || isDummy(text)) return false;
  return /[0-9]/.test(text) && /[A-Za-z]/.test(text) && entropy(text) >= 3.5;
}

const DUMMY_WORDS =
  /^(?:(?:my|some|the|your|a|test|fake|dummy|demo|dev|local|example|sample|default)[-_ ]?)*(?:x+|\*+|\.+|-+|0+|1234\d*|changeme|change-me|example|dummy|fake|foo|bar|baz|none|null|nil|true|false|yes|no|secure|encrypted|redacted|todo|test(?:ing)?|user(?:name)?|pass(?:word|wd)?|passw0rd|secret|token|pat|key|docker|admin|root|guest|postgres|value|placeholder|string)$/i;

/**
 * A value that stands for a credential without being one: `<TOKEN>`, `***`, `changeme`, `test`, `$TOKEN` in quotes that keep it literal,
 * `%TOKEN%`, `{{ token }}`, the name of a variable.
 */
export function isDummy(text: string): boolean {
  const bare = text.trim();
  if (bare.length < 3 || /[<>]|\$|\{\{|\*{3}|^%.*%$|x{4,}|\.{3}|…/i.test(bare)) return true;
  if (/your[-_ ]|example|placeholder|change[-_]?me|insert|replace|dummy|redacted/i.test(bare)) return true;
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(bare)) return true;
  return DUMMY_WORDS.test(bare);
}

/** A token of a known form is a dummy only where it says so itself, or repeats one character. */
function isDummyToken(text: string): boolean {
  return /example|x{6,}|0{10,}|1234567890|your|dummy|fake|redacted|\*{3}/i.test(text) || entropy(text) < 2.5;
}

/** Shannon entropy in bits for each character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
