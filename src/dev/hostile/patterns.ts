import { bake, compose, gitlab, type Hostile, hostile, jenkins, make, node, running, script, WORKFLOW, workflow } from './project.js';
import { list, MANY, times } from './texts.js';

const A = (count: number): string => times('a', count);
/** Paths that a pattern of many stars can match in very many ways. */
const LONG_PATHS = Object.fromEntries(list(40, n => [`${times(`${A(100)}/`, 20)}${A(200)}${n}.yml`, 'docker build .\n']));
const STARS = `${times('*a', 30)}*b`;
const GLOBSTARS = `${times('**/*a', 30)}/*b`;
const NESTED_STARS = `${times('*(a|*(', 15)}b${times('))', 15)}c`;

function config(yaml: string): () => Readonly<Record<string, string>> {
  return () => ({ ...gitlab(''), ...LONG_PATHS, '.dbc-lintrc.yaml': yaml });
}

/** Patterns of the repository, and texts on which patterns of ours might be slow. */
export const patterns: readonly Hostile[] = [
  hostile('`ignore` with 30 stars', undefined, config(`ignore: ["${STARS}", "x/${STARS}"]\n`)),
  hostile('`ignore` with 30 `**`', undefined, config(`ignore: ["${GLOBSTARS}", "x/${GLOBSTARS}"]\n`)),
  hostile('`ignore` with stars in stars', undefined, config(`ignore: ["${NESTED_STARS}", "+(+(+(+(a))))b"]\n`)),
  hostile(
    '`ignore` with 40 braces',
    undefined,
    config(`ignore: ["${times('{a,b}', 40)}", "${times('{', 100)}${times(',a}', 100)}", "{1..100000000}"]\n`),
  ),
  hostile('`ignore` with a class of 60,000 characters', undefined, config(`ignore: ["[${times('a-b', 20_000)}]"]\n`)),
  hostile('`ignore` with 60,000 question marks', undefined, config(`ignore: ["${times('?', 60_000)}"]\n`)),
  hostile('`overrides` with 30 stars', undefined, config(`overrides: [{files: ["${STARS}", "${GLOBSTARS}"], rules: {}}]\n`)),
  hostile('`platforms` with 30 stars', undefined, config(`platforms: {jenkins: ["${STARS}", "${GLOBSTARS}", "${NESTED_STARS}"]}\n`)),
  hostile('.gitignore with 30 stars', undefined, () => ({ ...gitlab(''), ...LONG_PATHS, '.gitignore': `${STARS}\n` })),
  hostile('.gitignore with 30 `**`', undefined, () => ({
    ...gitlab(''),
    ...LONG_PATHS,
    '.gitignore': `${times('**/*a*', 30)}b\n${GLOBSTARS}\n`,
  })),
  hostile('.gitignore with stars and question marks', undefined, () => ({
    ...gitlab(''),
    ...LONG_PATHS,
    '.gitignore': `${times('?*', 30)}b\n${times('*?', 60)}b\n${times('[a-z]*', 40)}b\n`,
  })),
  hostile('an include with 30 stars', /no file matches/, () => ({ ...gitlab(`include: '${STARS}.yml'`), ...LONG_PATHS })),
  hostile('an include with 30 `**`', /no file matches/, () => ({ ...gitlab(`include: '${times('**/*a*', 30)}b.yml'`), ...LONG_PATHS })),
  hostile('an include with 30 times two stars', /no file matches/, () => ({
    ...gitlab(`include: '${times('**', 30)}b.yml'`),
    ...LONG_PATHS,
  })),
  hostile('a glob of 30 stars in a script', undefined, () => ({
    ...script(
      `case ${A(2_000)} in ${STARS}) docker push x;; esac\n[[ ${A(2_000)} == ${STARS} ]] && docker push y\nx=${A(2_000)}; docker build -t \${x##${STARS}} -t \${x//${STARS}/c} .`,
    ),
  })),
  hostile('a regular expression of a script', undefined, () =>
    script(
      `[[ ${A(5_000)} =~ ^(a+)+$b ]] && docker push x\necho ${A(5_000)} | grep -E '(a+)+b' && docker push y\necho ${A(5_000)} | sed -E 's/(a|aa)+b//' | xargs docker push`,
    ),
  ),
  hostile('a regular expression in rules of GitLab CI/CD', undefined, () =>
    gitlab(
      `  variables: {A: ${A(5_000)}}\n  rules: [{if: '$A =~ /^(a+)+$b/'}, {if: '$A =~ /(a|aa|aaa)*b/'}, {if: '"${A(5_000)}" =~ /^(a|a)*b$/'}]`,
    ),
  ),
  hostile('a regular expression in a condition of Travis CI', undefined, () => ({
    '.travis.yml': `script: docker build .\nif: branch =~ /^(a+)+$/ AND env(A) =~ "(a*)*b"\nenv: {A: ${A(5_000)}}\n`,
  })),
  hostile('a regular expression in a condition of Buildkite', undefined, () => ({
    '.buildkite/pipeline.yml': `env: {A: ${A(5_000)}}\nsteps:\n  - command: docker build .\n    if: 'build.env("A") =~ /^(a+)+$b/ || "${A(5_000)}" =~ /^(a+)+b/'\n`,
  })),
  hostile('a regular expression of a JavaScript program', undefined, () =>
    node(`if (/^(a+)+b$/.test('${A(5_000)}')) execSync('docker push x');\nexecSync('docker push ' + '${A(5_000)}'.replace(/(a+)+b/, ''));`),
  ),
  hostile('a regular expression in Bake', undefined, () =>
    bake(`target "default" { tags = [regex("^(a+)+b$", "${A(5_000)}"), regex_replace("${A(5_000)}", "(a+)+b", "")] }`),
  ),
  hostile('a pattern of a Makefile', undefined, () =>
    make(
      `A = ${A(5_000)}\nB = $(filter ${times('%a', 30)}b,$(A)) $(patsubst ${times('a%', 30)}b,%,$(A)) $(subst aa,a,$(A))\n%a%a%a: ${A(99)}\n\tx\nall:\n\tdocker push $(B)`,
    ),
  ),
  hostile('a glob of branches in GitHub Actions', undefined, () => ({
    [WORKFLOW]: workflow().replace(
      'on: push',
      `on: {push: {branches: ["${STARS}", "${GLOBSTARS}", "${times('[a]+', 50)}b", "${times('a?', 5_000)}"]}}`,
    ),
  })),
  hostile('branches of Bitbucket Pipelines', undefined, () => ({
    'bitbucket-pipelines.yml': `pipelines:\n  branches:\n    "${STARS}": [{step: {script: [docker build .]}}]\n    "{${times('a,', 5_000)}b}": [{step: {script: [docker build .]}}]\n    "${times('{a,b}', 40)}": [{step: {script: [docker build .]}}]\n`,
  })),
  hostile('10,000 braces in a script', undefined, () => script(`docker build ${times('{a,b}', 10_000)} .`)),
  hostile('30,000 braces in a script', undefined, () => script(`docker build ${times('{a,b}', 30_000)} .`)),
  hostile('30,000 braces in braces in a script', undefined, () => script(`docker build ${times('{a,', 30_000)}b${times('}', 30_000)} .`)),
  hostile('60,000 open braces in a script', undefined, () => script(`docker build ${times('{a,', 60_000)} .`)),
  hostile('20,000 ranges in a script', undefined, () => script(`docker build ${times('{1..9}', 20_000)} {1..1000000000} {a..z..0} .`)),
  hostile('30,000 heredocs in a script', undefined, () => script(`cat ${times('<<A ', 30_000)}\nA`)),
  hostile('50,000 heredocs in a workflow', undefined, () => ({ [WORKFLOW]: workflow(`      - run: cat ${times('<<A', 50_000)}\n`) })),
  hostile('heredocs on 20,000 lines in a script', undefined, () => script(times('cat <<A\n', 20_000))),
  hostile('190,000 quotes in a script', undefined, () => script(`x ${times('"', 190_001)}`)),
  hostile('95,000 empty words in a script', undefined, () => script(`x ${times("''", 95_000)}`)),
  hostile('190,000 dollars in a script', undefined, () => script(`x ${times('$', 190_000)}`)),
  hostile('95,000 variables in a word', undefined, () => script(`docker build -t ${times('$A', 95_000)} .`)),
  hostile('95,000 variables as words', undefined, () => script(`docker build ${times('$A ', 60_000)} .`)),
  hostile('190,000 backslashes in a script', undefined, () => script(`x ${times('\\', 190_001)}`)),
  hostile('95,000 continued lines in a script', undefined, () => script(`docker build ${times('\\\n', 95_000)} .`)),
  hostile('190,000 semicolons in a script', undefined, () => script(times(';', 190_000))),
  hostile('60,000 pipes in a script', undefined, () => script(`${times('a|', 90_000)}docker build .`)),
  hostile('60,000 redirects in a script', undefined, () => script(`docker build ${times('>a ', 60_000)} .`)),
  hostile('190,000 blanks in a script', undefined, () => script(`docker build${times(' ', 190_000)}.`)),
  hostile('190,000 `=` in a script', undefined, () => script(`A${times('=', 190_000)} docker build .`)),
  hostile('60,000 `$((` in a script', undefined, () => script(`x=$((${times('1+', 90_000)}1)) docker build -t $x .`)),
  hostile('60,000 array elements in a script', undefined, () =>
    script(`a=(${times('x ', 60_000)})\ndocker build "\${a[@]}" -t "\${a[*]}" .`),
  ),
  hostile('an image name of 100,000 characters', undefined, () =>
    script(`docker build -t ${times('a/', 50_000)}${times('a-', 20_000)}:${times('a.', 20_000)} .`),
  ),
  hostile('an image name of separators', undefined, () =>
    script(`docker build -t ${times('_', 50_000)}! -t ${times('a.', 30_000)}! -t ${times('0', 30_000)}@ .`),
  ),
  hostile('a platform list of 60,000', undefined, () => script(`docker buildx build --platform ${times('linux/amd64,', 15_000)} .`)),
  hostile('an output of 60,000 fields', undefined, () => script(`docker buildx build --output ${times('a=b,', 40_000)} .`)),
  hostile('an output of 60,000 quotes', undefined, () => script(`docker buildx build --output '${times('"a""', 45_000)}' .`)),
  hostile('a URL of 100,000 characters', undefined, () =>
    script(`docker build https://${times('a:', 50_000)}@${times('a.', 30_000)}/x.git#${times('a:', 5_000)}`),
  ),
  hostile('an echo of 180,000 characters into a file', undefined, () =>
    script(`echo ${A(180_000)} >> $GITHUB_ENV\nprintf '%s\\n' ${times('a ', 5_000)} > x\ndocker build .`),
  ),
  hostile('a printf of 60,000 directives', undefined, () => script(`docker build -t $(printf '${times('%s', 60_000)}' a b) .`)),
  hostile('a sed of 60,000 commands', undefined, () => script(`docker build -t $(echo a | sed '${times('s/a/aa/g;', 15_000)}') .`)),
  hostile('a tr, cut and awk of 60,000 characters', undefined, () =>
    script(`docker build -t $(echo ${A(40_000)} | tr '${A(40_000)}' b | cut -d${A(20_000)} -f1 | awk '${times('{', 20_000)}') .`),
  ),
  hostile('a jq program of 60,000 characters', undefined, () =>
    script(`docker build -t $(jq -r '${times('.a|', 20_000)}' x.json) $(jq '${times('(', 60_000)}' x.json) .`),
  ),
  hostile('a command line of xargs', undefined, () =>
    script(`echo ${times('a ', 20_000)} | xargs -n1 docker push\nfind . ${times('-exec docker push {} ; ', 2_000)}`),
  ),
  hostile('names of secrets', undefined, () =>
    script(`docker login -u ${times('a_', 30_000)} -p ${times('dckr_', 20_000)} ${times('eyJ.', 10_000)}`),
  ),
  hostile('terminal escapes and bidi controls', undefined, () => script(`docker build -t ${times('\u202e\u001b[31m', 10_000)} .`)),
  hostile('2.9 MB of words of a template', undefined, () => gitlab(`# ${times('{% if x %}', 100_000)}${times('{{ x }}', 100_000)}`)),
  hostile('2.9 MB of open templates', undefined, () =>
    gitlab(`# ${times('{{ ', 400_000)}${times('{% ', 400_000)}${times('<% ', 100_000)}`),
  ),
  hostile('9 MB of words that might matter', undefined, () => ({ [WORKFLOW]: `on: push\njobs: {}\n# ${times('makefile ', 300_000)}` })),
  hostile('carriage returns in the middle of a line', undefined, () => ({
    [WORKFLOW]: workflow(`      # ${times('\r', 400_000)}x\n`),
    'a.sh': `docker build . # dbc-lint: ignore[x]\n# ${times('\r', 400_000)}x\n`,
  })),
  hostile('blanks before a colon', undefined, () => ({
    [WORKFLOW]: workflow(`      - run: a\n        a${times(' ', MANY)}x: b\n        ${times('a ', MANY)}: c\n`),
  })),
  hostile('blanks in Groovy', undefined, () => jenkins(`x${times(' ', 500_000)}\n${times(' ', 500_000)}y${times('\n', 500_000)}`)),
  hostile('dollars in Groovy', undefined, () => jenkins(`x = $/${times('$', 500_000)}/$\ny = "${times('$', 500_000)}"`)),
  hostile('digits in Groovy', undefined, () =>
    jenkins(`x = ${times('1', 500_000)}\ny = ${times('1.', 200_000)}\nz = ${times('1e', 200_000)}`),
  ),
  hostile('blanks in a Makefile', undefined, () =>
    make(`A =${times(' ', 500_000)}x\n${times(' ', 200_000)}:\nB:${times(' ', 200_000)}=\ndefine x\n${times('a ', 200_000)}\nendef`),
  ),
  hostile('colons in a Makefile', undefined, () =>
    make(`${times('a:', 200_000)}\n${times('a=', 200_000)}\n${times('$$', 200_000)}:\n${times('\\#', 200_000)}`),
  ),
  hostile('dollars in Bake', undefined, () =>
    bake(`target "default" { tags = ["${times('$', 500_000)}", "${times('%', 500_000)}", "${times('$${', 200_000)}"] }`),
  ),
  hostile('a heredoc in Bake', undefined, () => bake(`target "default" {\n  tags = [<<EOT\n${times('  EO\n', 200_000)}EOT\n]\n}`)),
  hostile('comments in Bake', undefined, () => bake(`${times('/* ', 500_000)}*/ target "default" {}\n${times('//', 500_000)}`)),
  hostile('dollars in Compose', undefined, () =>
    compose(`services: {a: {build: {context: "${times('$', 200_000)}\${${times('a', 200_000)}"}}}`),
  ),
  hostile('dollars in Buildkite', undefined, () => ({
    '.buildkite/pipeline.yml': `steps:\n  - command: "docker build ${times('$', 100_000)}\${${A(100_000)}"\n`,
  })),
  hostile('dollars in a variable of GitLab CI/CD', undefined, () => gitlab(`  variables: {A: "${times('$', 200_000)}\${${A(200_000)}"}`)),
  hostile('brackets of inputs in GitLab CI/CD', undefined, () => ({
    ...gitlab('include: {local: a.yml, inputs: {a: b}}'),
    'a.yml': `spec: {inputs: {a: {}}}\n---\nb: {script: "${times('$[[ ', 100_000)}${times('$[[ inputs.a | expand_vars ]]', 20_000)}"}\n`,
  })),
  hostile('brackets of CircleCI', undefined, () => ({
    '.circleci/config.yml': `version: 2.1\njobs:\n  image:\n    docker: [{image: x}]\n    steps: [{run: "docker build ${times('<<', 30_000)}${times('<< parameters.a >>', 5_000)}"}]\nworkflows: {w: {jobs: [image]}}\n`,
  })),
  hostile('an .env file of quotes', undefined, () => ({
    ...compose('services: {a: {build: {context: ., args: {A: $A}}}}'),
    '.env': `A="${times('\\"', 500_000)}\nB='${times("'", 500_000)}\n${times('A=$', 200_000)}\n${times(' ', 200_000)}x`,
  })),
  hostile('a package.json of escapes', undefined, () =>
    running('npm run image', { 'package.json': `{"scripts": {"image": "docker build ${times('\\u0041', MANY)}"}}` }),
  ),
  hostile('a comment of JavaScript', undefined, () =>
    node(`/* ${times('*', 500_000)} */ // ${times('/', 500_000)}\nconst a = \`${times('$', 200_000)}\`;\n${times('\n', 200_000)}`),
  ),
  hostile('an ignore comment of 200,000 blanks', undefined, () => ({
    [WORKFLOW]: workflow(`      # dbc-lint-ignore ${times('login-missing, ', 20_000)} ${times(' ', 100_000)} -- ${times('-- ', 50_000)}\n`),
  })),
  hostile('file names of control characters', undefined, () => ({
    ...gitlab(''),
    '\u001b[31m\u202e::error::x\n.sh': 'docker build .\n',
    [`${A(250)}.sh`]: 'docker build .\n',
  })),
];
