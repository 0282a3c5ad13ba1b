// What waits for somebody who takes no direct messages: read privately by a button in their channel.

import { type Conversation, refuseInHouse } from './conversation.ts';
import { drawMessage, personReader } from './draw-message.ts';
import type { Block } from './view.ts';

/** `inbox/read|delivery` shows it; `inbox/direct|delivery` shows it and asks for direct messages from now on. */
export async function pressInbox(
  conversation: Conversation,
  path: string,
  [id = '']: readonly string[],
): Promise<void> {
  const { asker, bot, house, now } = conversation;
  const found = await bot.store.read({ kind: 'process' }, async (records) => {
    const delivery = await records.deliveries.byId(id);
    const organisation =
      asker.person?.organisation === undefined
        ? undefined
        : await records.organisations.byId(asker.person.organisation);
    return { delivery, organisation };
  });
  const { delivery } = found;
  const isTheirs = delivery !== undefined && delivery.person === asker.person?.id;
  // Whoever was removed is told nothing more, as when it is sent.
  if (!isTheirs || !asker.person || asker.person.membership === 'removed') {
    return refuseInHouse(conversation, 'inbox.notYours');
  }
  if (path === 'inbox/direct') {
    await bot.store.write({ viewer: asker.viewer, actor: asker.person.id, now }, (records) =>
      records.people.setDirectMessages(asker.account, 'welcome'),
    );
  }
  const reader = {
    ...personReader(asker.person, asker.grants, found.organisation),
    language: asker.language,
    zone: asker.zone,
  };
  const drawing = await drawMessage(bot, delivery.message, delivery.facts, reader, now);
  const thanks: Block[] = path === 'inbox/direct' ? [{ paragraph: house('inbox.directThanks') }] : [];
  await conversation.show([...thanks, ...(drawing?.view ?? [{ paragraph: house('inbox.over') }])]);
}
