import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { modelOf, prepareExamples } from './prepare.ts';

// A thread of the training (`learn-folds`): learns the folds it was given, one after the other, and sends each model's bytes.
const prepared = prepareExamples();
for (const fold of z.array(z.int()).parse(workerData)) parentPort?.postMessage({ fold, bytes: modelOf(prepared, fold) });
