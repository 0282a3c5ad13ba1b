// Goes through the file of a record in a thread of its own: for a large one that takes seconds.
import { parentPort, workerData } from 'node:worker_threads';
import { damages, lookInto } from './record-check.ts';

const file: string = workerData;
let isSound: boolean;
try {
  isSound = (await lookInto(file, (client) => damages(client, 'quick_check'))).length === 0;
} catch {
  isSound = false;
}
parentPort?.postMessage(isSound);
