// /seats fairness: how even the seats are, whole for coordinators and oversight, else one's own row and the others' spread.
import { type Desk, defineCommand } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import type { View } from '#bot/view.ts';
import type { Role } from '#exchange/people.ts';
import { ownNothing, ownView, wholeView } from './_fairness.ts';
import { type Key, words } from './words.ts';

const who = ['coordinator', 'oversight', 'manager', 'liaison'] as const satisfies readonly Role[];

export default defineCommand({
  path: 'seats fairness',
  words,
  who,
  access: 'read',
  asks: {},
  pages: [],
  run: async (_values, desk) => ({ reply: await viewFor(desk, 0) }),
  buttons: {
    /** From a channel: nobody's press redraws what all of them read. */
    show: { who, access: 'read', press: async (_ids, desk) => ({ reply: await viewFor(desk, 0) }) },
    page: {
      who: ['coordinator', 'oversight'],
      access: 'read',
      press: async ([offset = '0'], desk) => ({ update: await viewFor(desk, Number(offset)) }),
    },
  },
});

async function viewFor({ records, say, asker, now }: Desk<Key>, offset: number): Promise<View> {
  const told = { records, say, language: asker.language, now };
  const isHub = hasRole(asker, 'coordinator') || hasRole(asker, 'oversight');
  const whole = isHub ? await wholeView(told, offset) : undefined;
  return whole ?? (await ownView(told, asker.organisation?.id ?? '')) ?? (await ownNothing(told));
}
