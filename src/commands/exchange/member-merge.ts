// /exchange member-merge: a coordinator makes one of two members who are the same person, after seeing both side by side.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { askPerson } from '#bot/record-fields.ts';
import { route } from '#bot/view.ts';
import { nameOf, pairOf, sideBySide } from './_merge.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'exchange member-merge',
  words,
  who: ['coordinator'],
  access: 'read',
  asks: { doubled: askPerson('anywhere'), kept: askPerson('anywhere') },
  pages: [['doubled', 'kept']],
  run: ({ doubled, kept }, desk) => askOnce(desk, doubled, kept),
  buttons: {
    now: {
      who: ['coordinator'],
      access: 'write',
      press: ([doubled = '', kept = ''], desk) => merge(desk, doubled, kept),
    },
  },
});

async function askOnce(desk: Desk<Key>, doubled: string, kept: string): Promise<Outcome> {
  const pair = await pairOf(desk, doubled, kept);
  if (!('from' in pair)) return pair;
  const names = { from: nameOf(pair.from), into: nameOf(pair.into) };
  return {
    reply: [
      { heading: desk.say('member-merge.ask', names) },
      { list: await sideBySide(desk, pair) },
      { paragraph: desk.say('member-merge.note', names) },
      {
        buttons: [
          {
            label: desk.say('member-merge.now'),
            route: route('exchange/member-merge/now', pair.from.id, pair.into.id),
            look: 'danger',
          },
        ],
      },
    ],
  };
}

async function merge(desk: Desk<Key>, doubled: string, kept: string): Promise<Outcome> {
  const { asker, records, say } = desk;
  const pair = await pairOf(desk, doubled, kept);
  if (!('from' in pair)) return pair;
  // What has come between the two looks is as if somebody else had decided.
  if (!(await records.merges.merge(pair.from.id, pair.into.id))) return desk.refuse('role.nobody');
  return [
    {
      update: [{ paragraph: say('member-merge.done', { from: nameOf(pair.from), into: nameOf(pair.into) }) }],
    },
    {
      tell: pair.into.id,
      message: 'exchange/member-merged',
      facts: { by: asker.person?.id ?? '' },
      key: `member merged · ${pair.from.id}`,
    },
  ];
}
