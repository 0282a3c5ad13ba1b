// Whatever a job sends to a person ends with why it came and how to get fewer.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadUnits } from '../../src/main.ts';
import { root } from './source-files.ts';

/** Sent to channels, or kept up to date where they stand: nobody is its one reader. */
const readByMany = [
  'feedback/summary',
  'feedback/summary-lines',
  'seats/fairness-full',
  'seats/fairness-own',
];

describe('messages', () => {
  test('that jobs send say why they came', async () => {
    const { messages } = await loadUnits();
    const code = readdirSync(`${root}src/jobs`, { recursive: true, encoding: 'utf8' })
      .filter((path) => /^[^/]+\/[^/]+(?<!\.test)\.ts$/u.test(path))
      .map((path) => readFileSync(`${root}src/jobs/${path}`, 'utf8'))
      .join('\n');
    const sent = messages.filter(({ name }) => code.includes(`'${name}'`) && !readByMany.includes(name));

    const silent = sent.filter((message) => message.because === undefined).map(({ name }) => name);

    expect(silent).toEqual([]);
    expect(sent.length).toBeGreaterThan(8);
  });

  test('that are living cards do not: their channel has no reminders to choose from', async () => {
    const { messages } = await loadUnits();

    const talkative = messages.filter(({ name, because }) => name.endsWith('/card') && because !== undefined);

    expect(talkative).toEqual([]);
  });
});
