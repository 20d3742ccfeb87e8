import test from 'ava';
import { inspect } from '../../src/lint.js';
import { memoryProject } from '../../src/project/memory.js';

const FILES = {
  'image.py': 'import subprocess\nsubprocess.run(["docker", "build", "."])\n',
  'plain.py': 'print(1)\n',
  'cmd/image/main.go': 'package main // docker build\n',
};

/** The notes of a script with one line, and whether what comes after it may be anything. */
async function read(line: string): Promise<{ readonly notes: readonly string[]; readonly isOpaque: boolean }> {
  const script = `#!/bin/bash\n${line}\ndocker buildx version\n`;
  const { pipelines, unread } = await inspect(memoryProject({ ...FILES, 'build.sh': script }));
  const steps = pipelines.flatMap(pipeline => pipeline.jobs.flatMap(job => job.steps));
  return { notes: unread.map(note => note.why), isOpaque: steps.some(step => step.kind === 'opaque') };
}

const NAMED: Readonly<Record<string, string>> = {
  'python3 image.py': 'image.py is not a shell script and is not read',
  'python -u image.py --push': 'image.py is not a shell script and is not read',
  'go run ./cmd/image': 'cmd/image/main.go is not a shell script and is not read',
  'python3 -c \'import os; os.system("docker build .")\'': 'the code that python3 is given here is no shell script and is not read',
  "ruby -e 'system(%q(docker build .))'": 'the code that ruby is given here is no shell script and is not read',
};

for (const [line, why] of Object.entries(NAMED)) {
  test(`not read, and said so: ${line}`, async t => {
    t.deepEqual(await read(line), { notes: [why], isOpaque: true });
  });
}

for (const line of ['python3 plain.py', "python3 -c 'print(1)'", 'python3 -m build', 'go test ./cmd/image']) {
  test(`of no interest: ${line}`, async t => {
    t.deepEqual(await read(line), { notes: [], isOpaque: false });
  });
}
