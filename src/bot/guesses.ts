// Holds up who guesses at one-time codes: a try is counted before it is made, so that many at once are counted too.
import { mostTries } from '#exchange/codes.ts';
import type { Records } from '#store/store.ts';
import type { Command } from './command.ts';
import type { Conversation } from './conversation.ts';
import { instant, type Text } from './text.ts';

export interface Guess {
  /** Why no code is taken now; undefined when it may be tried. */
  readonly heldUp: Text | undefined;
  /** The code was right: earlier tries of this account are forgotten, in the transaction of what it brought about. */
  wasRight(records: Records): Promise<void>;
}

const noGuess: Guess = { heldUp: undefined, wasRight: async () => undefined };

export async function countGuess(
  { asker, bot, house, now }: Conversation,
  command: Command,
  values: Readonly<Record<string, unknown>>,
): Promise<Guess> {
  if (command.guesses === undefined || values[command.guesses] === undefined) return noGuess;
  const { account, place, zone } = asker;
  const act = { viewer: asker.viewer, actor: asker.person?.id ?? account, now };
  const heldUp = await bot.store.write(act, async ({ codes }) => {
    const ofAccount = await codes.noteTry(account, mostTries.account);
    if (ofAccount !== undefined) return house('refused.guesses.account', { until: instant(ofAccount, zone) });
    const ofPlace = place === undefined ? undefined : await codes.noteTry(place, mostTries.place);
    return ofPlace === undefined
      ? undefined
      : house('refused.guesses.place', { until: instant(ofPlace, zone) });
  });
  return { heldUp, wasRight: ({ codes }) => codes.forgetTries(account) };
}
