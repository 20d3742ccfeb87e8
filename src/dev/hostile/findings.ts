import { type Files, type Hostile, hostile, WORKFLOW, workflow } from './project.js';
import { lines, list, times } from './texts.js';

const LOGIN = 'docker login -u u -p ${{ secrets.P }}';
const IGNORE = '# dbc-lint: ignore[password-on-command-line] -- no';
/** As many as are read of one file. */
const COMMENTS = 5_000;

function logins(count: number, behind = ''): string {
  return lines(count, () => `      - run: ${LOGIN}${behind}`);
}

function jenkins(steps: string): Files {
  return { Jenkinsfile: `node {\n  sh 'docker build .'\n${steps}\n}\n` };
}

/** Much that is found, which whoever silences, fixes or compares findings has to go through. */
export const findings: readonly Hostile[] = [
  hostile('8,000 findings with fixes', undefined, () => ({ [WORKFLOW]: workflow(logins(8_000)) })),
  hostile('5,000 findings, each silenced', undefined, () => ({ [WORKFLOW]: workflow(logins(COMMENTS, ` ${IGNORE}`)) })),
  hostile('5,000 findings, each silenced above', undefined, () => ({
    [WORKFLOW]: workflow(lines(COMMENTS, () => `      ${IGNORE}\n      - run: ${LOGIN}`)),
  })),
  hostile('5,000 comments above a job of 8,000 findings', undefined, () => ({
    [WORKFLOW]: workflow(logins(8_000)).replace('  image:\n', `${times(`  ${IGNORE}\n`, COMMENTS)}  image:\n`),
  })),
  hostile('2,000 comments and 2,000 findings in one script', undefined, () => ({
    [WORKFLOW]: workflow(`      - run: |\n${lines(2_000, () => `          ${LOGIN.replace('${{ secrets.P }}', '$P')} ${IGNORE}`)}\n`),
  })),
  hostile('5,000 comments in the strings of a Jenkinsfile', undefined, () =>
    jenkins(lines(COMMENTS, () => `  sh '''\n    ${IGNORE}\n    docker login -u u -p $P\n  '''`)),
  ),
  hostile('1,500 cloud builders and as many builds of a job', undefined, () => ({
    [WORKFLOW]: workflow(
      lines(
        1_500,
        n =>
          `      - run: docker buildx create --name b${n} --driver cloud acme/b${n}\n      - run: docker buildx build --builder b${n} --push -t acme/a${n} .`,
      ),
    ),
  })),
  hostile('5,000 credentials in a workflow', undefined, () => ({
    [WORKFLOW]: workflow(lines(COMMENTS, n => `      - run: docker login -u u -p x${n.toString(36)}Zq8${(n * 7919).toString(36)}`)),
  })),
  hostile('5,000 jobs of one template with a fix each', undefined, () => ({
    '.gitlab-ci.yml': `.t:\n  before_script: [${LOGIN.replace('${{ secrets.P }}', '$P')}]\n${lines(COMMENTS, n => `a${n}:\n  extends: .t\n  script: docker login -u u -p $P`)}\n`,
  })),
  hostile('4,000 files with a finding and a comment each', undefined, () =>
    Object.fromEntries(
      list(4_000, n => [`.github/workflows/w${n}.yml`, workflow(`      - run: ${LOGIN} ${IGNORE}\n      - run: ${LOGIN}\n`)]),
    ),
  ),
];
