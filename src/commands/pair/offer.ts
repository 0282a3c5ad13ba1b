// /pair offer: a liaison officer offers an officer of their own, or an officer themselves, for an exchange of a week.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional, type RawValues } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { askPerson } from '#bot/record-fields.ts';
import { command, value } from '#bot/text.ts';
import { subjects } from '#exchange/course.ts';
import { languages } from '#exchange/languages.ts';
import { daysBetween, localDate } from '#exchange/local-time.ts';
import { commonWeeks } from '#exchange/pairing.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Person } from '#store/records/people.ts';
import { askCounterpart } from './_fields.ts';
import { type Key, words } from './words.ts';

/** Whoever is free for longer offers it again. */
const mostDays = 366;

export default defineCommand({
  path: 'pair offer',
  words,
  who: 'member',
  access: 'write',
  asks: {
    officer: optional(askPerson('own organisation')),
    topic: ask.choice(subjects, 'subject'),
    language: ask.choice(languages, 'language'),
    otherLanguage: optional(ask.choice(languages, 'language')),
    from: ask.date(),
    until: ask.date(),
    counterpart: optional(askCounterpart),
  },
  pages: [
    ['officer', 'topic', 'language', 'otherLanguage'],
    ['from', 'until', 'counterpart'],
  ],
  admit: async (_given, desk) => (ownOrganisation(desk) ? undefined : desk.refuse('offer.noOrganisation')),
  async prefill(given, { asker, records }) {
    const officer = typeof given.officer === 'string' ? given.officer : asker.person?.id;
    const profile = (await records.profiles.of([officer ?? ''])).get(officer ?? '');
    const [language, otherLanguage] = profile?.languages ?? [];
    return { ...(language ? { language } : {}), ...(otherLanguage ? { otherLanguage } : {}) };
  },
  async run({ officer: officerId, counterpart: wished, language, otherLanguage, ...given }, desk) {
    const { asker, records, say } = desk;
    const { person } = asker;
    const organisation = ownOrganisation(desk);
    if (!organisation || !person) return desk.refuse('offer.noOrganisation');
    const officer = await officerOf(desk, organisation, person, officerId);
    if ('correct' in officer) return officer;
    const wrong = wrongDays(given.from, given.until, desk);
    if (wrong) return wrong;
    const counterpart = wished === undefined ? undefined : await records.people.byId(wished);
    if (counterpart?.organisation === organisation.id)
      return { correct: { counterpart: say('offer.ownColleague', { name: value(counterpart.name) }) } };
    const name = value(officer.name);
    const [open] = await records.exchanges.list({ states: ['open'], officer: officer.id, most: 1 });
    if (open) return desk.refuse('offer.isOpen', { name, command: command('pair withdraw') });

    const offer = await records.exchanges.offer({
      ...given,
      officer: officer.id,
      organisation: organisation.id,
      offeredBy: person.id,
      languages: [...new Set([language, ...(otherLanguage ? [otherLanguage] : [])])],
      counterpart: counterpart?.id,
    });
    return [
      {
        reply: [
          { heading: say('offer.done', { name }) },
          ...(counterpart ? [{ paragraph: say('offer.wishTold', { name: value(counterpart.name) }) }] : []),
          { paragraph: say('offer.next') },
        ],
      },
      ...(officer.id === person.id ? [] : [tell(officer.id, 'pair/offered', offer.id)]),
      ...(counterpart ? [tell(counterpart.id, 'pair/wished', offer.id)] : []),
    ];
  },
  buttons: {
    /** `pair/offer/back|offer`: from the wish of another, the form with what they offered, naming them. */
    back: {
      who: 'member',
      access: 'read',
      async press([id = ''], desk) {
        const offer = await desk.records.exchanges.byId(id);
        const { asker } = desk;
        if (!offer || offer.counterpart !== asker.person?.id)
          return desk.refuse('withdraw.gone', { command: command('pair list') });
        const { topic, from, until, officer } = offer;
        const values: RawValues = { topic, from, until, counterpart: officer };
        return { open: 'pair offer', values };
      },
    },
  },
});

/** The asker's own, and not that of the workspace in which they happen to type. */
function ownOrganisation({ asker }: Desk<Key>): Organisation | undefined {
  return asker.organisation?.id === asker.person?.organisation ? asker.organisation : undefined;
}

function tell(person: string, message: 'pair/offered' | 'pair/wished', offer: string): Answer {
  return { tell: person, message, facts: { offer }, key: `${message} · ${offer}` };
}

/** A liaison officer offers anybody of the organisation; everybody else themselves. */
async function officerOf(
  { asker, records, say }: Desk<Key>,
  organisation: Organisation,
  own: Person,
  id: string | undefined,
): Promise<Person | { readonly correct: Extract<Answer, { correct: unknown }>['correct'] }> {
  if (id === undefined || id === own.id) return own;
  if (!hasRole(asker, 'liaison', organisation.id)) return { correct: { officer: say('offer.onlyOwn') } };
  const officer = await records.people.byId(id);
  if (officer?.organisation === organisation.id && officer.membership === 'confirmed') return officer;
  return { correct: { officer: say('offer.notOfYours', { name: value(officer?.name ?? '–') }) } };
}

function wrongDays(from: string, until: string, { asker, say, now }: Desk<Key>) {
  if (from < localDate(now, asker.zone)) return { correct: { from: say('offer.past') } };
  if (until < from) return { correct: { until: say('offer.order') } };
  if (daysBetween(from, until) >= mostDays)
    return { correct: { until: say('offer.tooLong', { days: mostDays }) } };
  const window = { from, until };
  if (commonWeeks(window, window).length === 0) return { correct: { until: say('offer.noWeek') } };
  return undefined;
}
