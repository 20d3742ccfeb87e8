import { bundle } from './compiled.js';

/** A thread: the same bundle, from another door. */
void bundle(__dirname, require).work();
