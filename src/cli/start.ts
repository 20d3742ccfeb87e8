import { bundle } from './compiled.js';

/** The executable: runs the bundle beside it. */
bundle(__dirname, require).run();
