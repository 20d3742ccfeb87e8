import {
  defineRule,
  isCloud,
  known,
  literalText,
  type PlayedOf,
  referencesIn,
  registryOfLogin,
  stepsOf,
  type Value,
  writtenAt,
} from '../src/rule.js';

export default defineRule({
  id: 'oat-username-mismatch',
  summary: "Sign in with the organization's name where the token is the organization's",
  severity: 'warning',
  category: 'authentication',
  practice: 'https://docs.docker.com/enterprise/security/access-tokens/#use-an-organization-access-token',
  about: ['login'],
  *check(run) {
    for (const login of stepsOf(run, 'login')) {
      const username = known(login.username?.value);
      if (username === undefined || login.username === undefined || registryOfLogin(login) !== 'docker.io') continue;
      if (login.password === undefined || !isOrganizationToken(login.password.value)) continue;
      const { org } = run.settings.builder ?? {};
      const connection = stepsOf(run, 'create-builder').find(
        builder => isCloud(builder) === true && (organizationOf(builder) ?? org) !== undefined,
      );
      const organization = connection && (organizationOf(connection) ?? org);
      if (connection === undefined || organization === undefined || organization.toLowerCase() === username.toLowerCase()) continue;
      yield {
        on: login,
        at: writtenAt(login.username.value),
        message: `An organization access token signs in with the name of its organization, and the builder belongs to \`${organization}\`. Use that as the user name.`,
        related: [{ at: connection.endpoint?.span ?? connection.span, message: 'the builder is connected to here' }],
      };
    }
  },
});

/** By its form, or by what the variable or secret is called that holds it: `DOCKER_OAT`. */
function isOrganizationToken(password: Value): boolean {
  const named = referencesIn(password).some(({ name }) => /(?:^|_)OAT(?:_|$)/i.test(name));
  return named || literalText(password).value.startsWith('dckr_oat_');
}

/** `acme` of `acme/default`. */
function organizationOf({ endpoint }: PlayedOf<'create-builder'>): string | undefined {
  const text = known(endpoint?.value)?.replace(/^cloud:\/\//, '');
  return text === undefined || !/^[^/$]+\/[^/]+$/.test(text) ? undefined : text.slice(0, text.indexOf('/'));
}
