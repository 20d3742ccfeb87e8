import { bundle } from './compiled.js';

/** The executable: runs the bundle beside it. */
const { offered, compiled } = bundle(__dirname, require);
offered.run(compiled);
