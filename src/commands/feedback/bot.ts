// /feedback bot: whether Attaché itself is useful, or which of three reasons why not; counted by month, with nobody beside it.
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { type Text, value } from '#bot/text.ts';
import { route, type View } from '#bot/view.ts';
import { locales } from '#bot/words.ts';
import { monthOf, monthsToTell, uselessReasons } from '#exchange/bot-opinion.ts';
import type { Language } from '#exchange/languages.ts';
import { type Key, words } from './words.ts';

/** Who looks after the bot. */
const readers = ['coordinator', 'oversight'] as const;
const mostMonths = 12;

export default defineCommand({
  path: 'feedback bot',
  words,
  who: 'member',
  access: 'write',
  nameless: true,
  asks: { useful: ask.yesNo(), reason: optional(ask.choice(uselessReasons, 'useless')) },
  pages: [['useful', 'reason']],
  introduction: async (_given, { say }) => [say('bot.warning')],
  async run({ useful, reason }, { asker, records, say, now }) {
    const verdict = useful ? 'useful' : reason;
    if (verdict === undefined) return { correct: { reason: say('bot.why') } };
    await records.opinions.count(verdict);
    const thanks = { paragraph: say('bot.thanks', { month: monthName(monthOf(now), asker.language) }) };
    if (!readers.some((role) => hasRole(asker, role))) return { reply: [thanks] };
    return { reply: [thanks, { buttons: [{ label: say('bot.show'), route: route('feedback/bot/show') }] }] };
  },
  buttons: {
    show: { who: readers, access: 'read', press: async (_ids, desk) => ({ reply: await told(desk) }) },
  },
});

async function told({ records, say, asker, now }: Desk<Key>): Promise<View> {
  const months = monthsToTell(await records.opinions.counted(), now).slice(0, mostMonths);
  if (months.length === 0) return [{ heading: say('bot.heading') }, { paragraph: say('bot.none') }];
  return [
    { heading: say('bot.heading') },
    {
      facts: months.map(({ month, counts, total }): [Text, Text] => [
        [monthName(month, asker.language)],
        say('bot.line', {
          total,
          useful: counts.useful,
          notFound: counts['not-found'],
          notRelevant: counts['not-relevant'],
          tooComplicated: counts['too-complicated'],
        }),
      ]),
    },
  ];
}

function monthName(month: string, language: Language) {
  const format = new Intl.DateTimeFormat(locales[language], {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return value(format.format(new Date(`${month}-01T00:00:00Z`)));
}
