// The lot that decides a tie in the end: drawn before anybody is nominated, shown afterwards, so that everybody can check it.
import { createHash } from 'node:crypto';

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** What is shown of a seed while it is secret: `printf %s SEED | sha256sum` gives the same. */
export function commitmentOf(seed: string): string {
  return sha256(seed);
}

/**
 * A nominee's lot for a course, in hexadecimal; the lower one wins. Product §5.7: `printf %s COURSE SEED NOMINEE | sha256sum`.
 * Nobody can choose it: the seed was drawn before the nominee was named, and is not known until the call has closed.
 */
export function lotOf(course: string, seed: string, nominee: string): string {
  return sha256(`${course}${seed}${nominee}`);
}
