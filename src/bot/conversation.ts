// What every step of answering somebody has before it: who asks, in which words, and what a handler may use.
import { renewedBy } from '#exchange/verification.ts';
import type { Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';
import type { Bot } from './bot.ts';
import type { Asker, Command, Desk } from './command.ts';
import { helpView } from './help.ts';
import type { HouseKey, HouseSay } from './house-words.ts';
import type { Incoming } from './platform.ts';
import { type Gathered, nothingGathered } from './surroundings.ts';
import type { Tally } from './tally.ts';
import { instant, joined, type Text, value } from './text.ts';
import type { View } from './view.ts';
import type { Facts } from './words.ts';

export interface Conversation {
  readonly bot: Bot;
  readonly incoming: Incoming;
  readonly asker: Asker;
  readonly house: HouseSay;
  readonly now: number;
  readonly tally: Tally;
  /** What the command at hand gathers, once it has been gathered. */
  readonly gathered: Gathered;
  /** Shows a view to the asker alone. */
  show(view: View): Promise<void>;
}

export function deskFor(
  conversation: Pick<Conversation, 'asker' | 'bot' | 'house' | 'now'> & { readonly gathered?: Gathered },
  command: Command,
  records: Records,
): Desk {
  const { asker, bot, house, now, gathered = nothingGathered } = conversation;
  return {
    asker,
    say: command.words.in(asker.language),
    house,
    records,
    now,
    gathered,
    newCode: bot.newCode,
    help: (family) =>
      helpView(
        bot,
        asker,
        [...bot.commands.values()].filter((one) => family === undefined || one.family === family),
      ),
    refuse: (words, facts) => ({ refuse: { words, facts: facts ?? {} } }),
  };
}

export async function refuseInHouse(conversation: Conversation, key: HouseKey, facts?: Facts): Promise<void> {
  conversation.tally.came('refused');
  await conversation.show([{ paragraph: conversation.house(key, facts) }]);
}

/** What is to be done before anything works in this workspace or server. */
export async function refuseUntied(conversation: Conversation, command: Command): Promise<void> {
  const { bot, house, tally } = conversation;
  const hub = await bot.store.read({ kind: 'process' }, ({ organisations }) => organisations.hub());
  tally.came('refused');
  await conversation.show([
    { paragraph: house('untied', { command: [{ command: command.path }] }) },
    { paragraph: hub ? house('untied.code', { hub: value(hub.name) }) : house('untied.setup') },
  ]);
}

/** Which right is missing, and who can give it. */
export async function refuseForRights(
  conversation: Conversation,
  command: Command,
  who: Command['who'],
): Promise<void> {
  const { asker, house } = conversation;
  const path: Text = [{ command: command.path }];
  if (!asker.person) return refuseInHouse(conversation, 'refused.stranger', { command: path });
  if (asker.person.membership === 'lapsed') return refuseAsLapsed(conversation, asker.person, path);
  if (asker.person.membership !== 'confirmed')
    return refuseInHouse(conversation, 'refused.unconfirmed', { command: path });
  const names = who === 'anyone' || who === 'member' ? [] : who.map((role) => house(`role.${role}`));
  const own = [...new Set(asker.grants.map((grant) => grant.role))].map((role) => house(`role.${role}`));
  const held = own.length > 0 ? joined(own, ' · ') : house('role.none');
  await refuseInHouse(conversation, 'refused.role', { command: path, roles: joined(names, ' · '), held });
}

async function refuseAsLapsed(conversation: Conversation, person: Person, command: Text): Promise<void> {
  const { asker, bot, house } = conversation;
  const own = await bot.store.read({ kind: 'process' }, ({ people }) => people.grantsOf(person.id));
  const ofHub = asker.organisation?.hub ?? true;
  const role = renewedBy({ ofHub, roles: own.map((grant) => grant.role) });
  await refuseInHouse(conversation, 'refused.lapsed', {
    command,
    since: instant(person.approvedUntil ?? 0, asker.zone),
    roles: house(`role.${role}`),
  });
}
