import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCommands, loadJobs } from './load-folders.ts';

const words = `export const words = { has: () => true, in: () => () => [], keys: [], pattern: () => '' };`;
const command = (path: string) =>
  `${words} export default { path: '${path}', family: '${path.split(' ')[0]}', name: '${path.split(' ')[1]}', words, asks: {}, pages: [] };`;

describe('bot/load-folders', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'attache-folders-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function lay(files: Readonly<Record<string, string>>): Promise<URL> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return pathToFileURL(`${folder}/`);
  }

  it('finds a command and a message by their files alone', async () => {
    const root = await lay({
      'course/show.ts': command('course show'),
      'course/messages/card.ts': `export default { name: 'course/card' };`,
      'course/words.ts': '',
      'course/_private.ts': '',
      'course/show.test.ts': '',
    });

    const loaded = await loadCommands(root);

    expect(loaded.commands.map((one) => one.path)).toEqual(['course show']);
    expect(loaded.messages.map((one) => one.name)).toEqual(['course/card']);
  });

  it.each([
    [{ 'course/Show.ts': command('course show') }, 'Show.ts is a stray file'],
    [{ 'course/notes.md': '' }, 'notes.md is a stray file'],
    [{ 'course/drafts/old.ts': '' }, 'drafts is a stray folder'],
    [
      { 'course/show.ts': command('course list') },
      'says "course list" where its file is named "course show"',
    ],
    [{ 'course/show.ts': 'export const show = 1;' }, 'must export by default what defineCommand gives'],
    [
      { 'course/show.ts': command('course show').replace('has: () => true', 'has: () => false') },
      'lacks family.description, show.description for /course show',
    ],
  ])('stops the start with a sentence: %o', async (files, sentence) => {
    const root = await lay(files as Record<string, string>);

    await expect(loadCommands(root)).rejects.toThrow(sentence);
  });

  it('takes one job from a folder, and nothing that lies about in it', async () => {
    const root = await lay({ 'chase/job.ts': `export default { name: 'chase' };` });
    const untidy = await lay({
      'tidy/job.ts': `export default { name: 'tidy' };`,
      'tidy/more.ts': 'export default {};',
    });

    await expect(loadJobs(untidy)).rejects.toThrow('must hold one job.ts and nothing else');
    await rm(join(folder, 'tidy'), { recursive: true });
    expect((await loadJobs<{ name: string }>(root)).jobs).toEqual([{ name: 'chase' }]);
  });
});
