// Gathers, before a handler runs, what its command asks of the house as a whole; what takes long is said to take long.
import type { Command } from './command.ts';
import type { Conversation } from './conversation.ts';
import { nothingGathered } from './surroundings.ts';

/** People wait so long without being told what for. */
const silentFor = 2_000;

/** The conversation with what the command gathers; itself where that is nothing. */
export async function gather(conversation: Conversation, command: Command): Promise<Conversation> {
  const { gathers } = command;
  if (gathers === undefined) return conversation;
  const { bot, house, show } = conversation;
  let telling: Promise<void> | undefined;
  const timer = setTimeout(() => {
    telling = show([{ paragraph: house('gathering') }]).catch(() => undefined);
  }, silentFor);
  const gathered = await bot.surroundings[gathers]();
  clearTimeout(timer);
  await telling;
  return { ...conversation, gathered: { ...nothingGathered, [gathers]: gathered } };
}
