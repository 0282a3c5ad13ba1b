// Offers for what is being typed: the same search on every platform, with the asker's eyes.
import type { Bot } from './bot.ts';
import { deskFor } from './conversation.ts';
import type { Suggestion } from './field.ts';
import { withFormerMembers } from './former-member.ts';
import { houseWords } from './house-words.ts';
import { identify, mayUse } from './identify.ts';
import type { Suggesting } from './platform.ts';

/** Autocomplete has no way to say that it is late (Discord: three seconds); after this an empty list is better. */
const patience = 2_000;
/** Discord takes 25; a longer list is not read. */
const mostOffers = 25;

export async function suggest(bot: Bot, suggesting: Suggesting): Promise<readonly Suggestion[]> {
  const late = new Promise<readonly Suggestion[]>((resolve) => {
    setTimeout(() => resolve([]), patience).unref();
  });
  return Promise.race([offers(bot, suggesting), late]);
}

async function offers(bot: Bot, suggesting: Suggesting): Promise<readonly Suggestion[]> {
  const command = bot.commands.get(suggesting.path);
  const field = command?.asks[suggesting.option];
  if (!command || field?.kind !== 'suggested') return [];
  try {
    const asker = await identify(bot.store, suggesting, bot.clock.now());
    if (!mayUse(command.who, asker)) return [];
    const conversation = { asker, bot, house: houseWords.in(asker.language), now: bot.clock.now() };
    const found = await bot.store.read(asker.viewer, (records) =>
      field.search(suggesting.typed.trim(), deskFor(conversation, command, records), suggesting.given),
    );
    return found
      .slice(0, mostOffers)
      .map(({ id, label }) => ({ id, label: withFormerMembers(label, asker.language) }));
  } catch (error) {
    bot.log.error({ error, path: suggesting.path }, 'Suggestions could not be found');
    return [];
  }
}
