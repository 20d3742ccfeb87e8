import test from 'ava';
import { PipelineRoom } from '../../../src/model/limits.js';
import { reader } from '../../../src/platforms/shell-script/read.js';
import { memoryProject } from '../../../src/project/memory.js';

const SCRIPT = '#!/bin/sh\ndocker build .\n';

const startsIn = (path: string, others: readonly string[], folder: string, reason: string): void =>
  test(reason, t => {
    const project = memoryProject({ [path]: SCRIPT, ...Object.fromEntries(others.map(other => [other, ''])) });
    const file = project.read(path);
    const [pipeline] = file === undefined ? [] : reader.read(file, '', project, new PipelineRoom());
    t.is(pipeline?.root, folder);
    t.is(pipeline?.jobs[0]?.steps[0]?.workingDirectory, folder);
  });

startsIn('build.sh', [], '', 'a script at the top');
startsIn('ci/build.sh', [], '', 'a script in a folder of scripts starts at the top');
startsIn('api/build.sh', ['api/Dockerfile'], 'api', 'a script beside the Dockerfile it builds');
startsIn('services/api/ci/build.sh', ['services/api/compose.yaml', 'Dockerfile'], 'services/api', 'the nearest project above counts');
startsIn('ci/build.sh', ['Dockerfile'], '', 'a project at the top');
