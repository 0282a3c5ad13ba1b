// What was released of feedback is shown through one door: nobody else reads what is kept, or divides answers by rules of their own.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { root } from './source-files.ts';

/** Where released answers are counted, kept and let out. */
const behindTheDoor = ['src/exchange/release.ts', 'src/exchange/publication.ts', 'src/store/'];

const files = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => `src/${path}`)
  .filter((path) => !behindTheDoor.some((place) => path.startsWith(place)));

const reading = (what: RegExp) => files.filter((path) => what.test(readFileSync(`${root}${path}`, 'utf8')));

describe('what was released of feedback', () => {
  test('is read by nobody but the one that decides what is shown of it', () => {
    // The counts that are kept, by their names; `tallies(…)` asks for many rounds, and is none of them.
    expect(reading(/\.tallies\b(?!\()|\{[^{}]*\btallies\b[^{}]*\} = /)).toEqual([]);
    expect(reading(/tallyOf\(|feedback_answers|feedbackAnswers/)).toEqual(['src/exchange/questionnaire.ts']);
  });

  test('is divided by nobody but the rules of release', () => {
    const importing =
      /import \{[^}]*\b(partsOf|toldOf|toldOfCounts|together|pair|gainOf)\b[^}]*\} from '[^']*\/release\.ts'/;

    // Follow-ups are no anonymous answers; what several say of one course is told by the same rule all the same.
    expect(reading(importing)).toEqual(['src/exchange/practice.ts']);
  });
});
