// /drill board: puts up a card for everybody, with buttons and a list that redraw it; its state is in its routes.
import { defineCommand } from '#bot/command.ts';
import { value } from '#bot/text.ts';
import { route, type View } from '#bot/view.ts';
import { words } from './words.ts';

const shifts = ['early', 'late'] as const;

export default defineCommand({
  path: 'drill board',
  words,
  who: 'anyone',
  servesUntied: true,
  access: 'write',
  answers: 'publicly',
  asks: {},
  pages: [],
  run: async (_values, { say }) => ({ reply: [{ heading: say('board.free') }, ...controls(say)] }),
  buttons: {
    take: {
      who: 'anyone',
      access: 'write',
      press: async ([number = ''], { say, asker }) => ({
        update: [
          { heading: say('board.taken', { name: value(asker.accountName), number: value(number) }) },
          ...controls(say),
        ],
      }),
    },
    shift: {
      who: 'anyone',
      access: 'write',
      press: async (_ids, { say }, chosen) => ({
        update: [{ heading: say('board.shift', { shift: value(chosen ?? '?') }) }, ...controls(say)],
      }),
    },
    ask: {
      who: 'anyone',
      access: 'read',
      press: async () => ({ open: 'drill plan', values: { seats: 7 } }),
    },
  },
});

function controls(say: ReturnType<typeof words.in>): View {
  return [
    {
      buttons: [
        { label: say('board.take'), route: route('drill/board/take', '42'), look: 'primary' },
        { label: say('board.plan'), route: route('drill/board/ask') },
      ],
    },
    {
      select: {
        label: say('board.shifts'),
        route: route('drill/board/shift'),
        options: shifts.map((shift) => ({ value: shift, label: say(`board.shift.${shift}`) })),
      },
    },
  ];
}
