// /my data: everything that is held about whoever asks, as one file that anybody can open.
import { defineCommand } from '#bot/command.ts';
import { localDate } from '#exchange/local-time.ts';
import { dataFile } from './_data-file.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'my data',
  words,
  // Also whoever has been removed, or waits to be taken in: what is held about them is theirs to read.
  who: 'anyone',
  // What is held about somebody is theirs to ask for wherever they are.
  servesUntied: true,
  access: 'read',
  asks: {},
  pages: [],
  async run(_values, desk) {
    const held = await desk.records.erasures.held(desk.asker.account);
    if (!held) {
      const drafts = await desk.records.drafts.of([desk.asker.account]);
      return { reply: [{ paragraph: desk.say(drafts.length > 0 ? 'data.onlyDrafts' : 'data.none') }] };
    }
    const text = await dataFile(held, desk);
    // Windows' own editor takes a text for UTF-8 by its mark.
    const bytes = new TextEncoder().encode(`\uFEFF${text}`);
    const name = `attache-${localDate(desk.now, desk.asker.zone)}.txt`;
    return {
      reply: [
        { paragraph: desk.say('data.ready') },
        { file: { name, mediaType: 'text/plain', bytes }, label: desk.say('data.label') },
        { paragraph: desk.say('data.next') },
      ],
    };
  },
});
