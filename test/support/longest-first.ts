// In which order the files of tests run: those that wait longest first, so that nothing is left to wait for at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Whole programs and whole stories wait for chats, databases and processes; what takes long there has the shortest files. */
const waiting = ['/test/end-to-end/story.', '/test/end-to-end/', '/test/contract/', '/test/attacks/'];

/** Without the times of an earlier run, vitest goes by the size of a file. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => place(one) - place(other));
  }
}

function place({ moduleId }: TestSpecification): number {
  const found = waiting.findIndex((part) => moduleId.includes(part));
  return found < 0 ? waiting.length : found;
}
