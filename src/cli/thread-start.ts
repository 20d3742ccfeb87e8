import { workerData } from 'node:worker_threads';
import { bundle } from './compiled.js';
import type { ThreadData } from './thread-message.js';

/** A thread: the same bundle, from another door. */
void bundle(__dirname, require, (workerData as ThreadData).compiled).offered.work();
