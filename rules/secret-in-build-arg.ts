import {
  defineRule,
  holdsSecret,
  keyAndValue,
  known,
  namesCredential,
  namesPublicValue,
  type PlayedOf,
  referencesIn,
  type Setting,
  stepsOf,
  type Value,
  variable,
} from '../src/rule.js';

export default defineRule({
  id: 'secret-in-build-arg',
  summary: 'Hand secrets to a build as secrets, not as build arguments',
  severity: 'warning',
  category: 'secrets',
  practice: 'https://docs.docker.com/build/building/secrets/',
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (build.engine === 'other' || build.inspectsOnly) continue;
      for (const argument of build.buildArguments) {
        const name = secretIn(argument, build);
        if (name === undefined) continue;
        yield {
          on: build,
          at: argument.value.span,
          message: `The build argument ${name} hands a secret to the build, where it is kept: in the build cache, the image's history or the provenance. Pass it with \`--secret\` and mount it in the Dockerfile.`,
          subject: name,
        };
      }
    }
  },
});

/** The name of a build argument that holds a secret, by what the CI system keeps it as or by what it is called. */
function secretIn({ value: argument }: Setting, build: PlayedOf<'build'>): string | undefined {
  // `--build-arg NAME` takes the value of the variable NAME.
  const pair = keyAndValue(argument);
  const name = pair === undefined ? known(argument) : pair.key;
  if (name === undefined || namesPublicValue(name)) return undefined;
  const value = pair === undefined ? variable(build, name) : pair.value;
  if (value === undefined) return pair === undefined && namesCredential(name) ? name : undefined;
  return holdsSecret(value) || (namesCredential(name) && mayBeSecret(value)) ? name : undefined;
}

/** What is written out is no secret any more, or one that another rule speaks of; a plain setting of the CI system never was one. */
function mayBeSecret(value: Value): boolean {
  return referencesIn(value).some(to => to.scope !== 'setting' && to.scope !== 'matrix' && to.scope !== 'event');
}
