import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { descriptor } from './descriptor.js';
import { main } from './main.js';

const io = {
  stdout: descriptor(1),
  stderr: descriptor(2),
  stdin: () => readFileSync(0),
  env: process.env,
  cwd: process.cwd(),
  rulesFolder: join(import.meta.dirname, 'rules'),
};

main(process.argv.slice(2), io).then(code => {
  process.exitCode = code;
});
