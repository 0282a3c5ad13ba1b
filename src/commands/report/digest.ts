// /report digest: which digests come, where, how often, when and in which language; and any of them at once.
import type { Answer } from '#bot/answer.ts';
import { plainLabel } from '#bot/choice-labels.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import {
  channelReader,
  type DigestReader,
  digestHouse,
  digestsOfRoles,
  personReader,
} from '#bot/digest-readers.ts';
import { ask, optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { command, type Text, value } from '#bot/text.ts';
import { type Button, route, type View } from '#bot/view.ts';
import { locales } from '#bot/words.ts';
import {
  type Digest,
  type DigestPlan,
  digestHours,
  digests,
  recentPeriod,
  rhythms,
  usualPlans,
} from '#exchange/digests.ts';
import { type Language, languages } from '#exchange/languages.ts';
import type { Role } from '#exchange/people.ts';
import { hubDigest } from './_digest-hub.ts';
import { oversightDigest } from './_digest-oversight.ts';
import { peopleDigest } from './_digest-people.ts';
import { type DigestDesk, digestDesk } from './_digests.ts';
import { type Key, words } from './words.ts';

const who = ['manager', 'liaison', 'coordinator', 'oversight'] as const satisfies readonly Role[];

const weekdays = ['first', '1', '2', '3', '4', '5', '6', '7'] as const;

const drawings = {
  people: peopleDigest,
  hub: hubDigest,
  oversight: oversightDigest,
} as const satisfies Record<Digest, (desk: DigestDesk) => Promise<View | undefined>>;

export default defineCommand({
  path: 'report digest',
  words,
  who,
  access: 'write',
  asks: {
    digest: optional(ask.choice(digests, 'digest')),
    where: optional(ask.choice(['me', 'channel'], 'where')),
    rhythm: optional(ask.choice(rhythms, 'rhythm')),
    weekday: optional(ask.choice(weekdays, weekdayName)),
    hour: optional(ask.number(digestHours)),
    language: optional(ask.choice(languages, 'language')),
  },
  pages: [
    ['digest', 'where', 'rhythm'],
    ['weekday', 'hour', 'language'],
  ],
  async run({ digest, where = 'me', rhythm, weekday, hour, language }, desk) {
    if (digest === undefined) return { reply: await listView(desk) };
    const reader = await readerOf(desk, digest, where);
    if (!reader) return refuseReader(desk, digest);
    if (rhythm === undefined) return showNow(desk, reader);
    const plan: DigestPlan = {
      rhythm,
      weekday:
        weekday === undefined ? reader.plan.weekday : weekday === 'first' ? undefined : Number(weekday),
      hour: hour ?? reader.plan.hour,
      language: language ?? reader.plan.language,
    };
    await desk.records.digests.choose({ digest, reader: reader.reader, ...plan });
    return {
      reply: [
        { paragraph: desk.say('digest.kept', { digest: nameOf(digest, desk), how: howOf(plan, desk) }) },
      ],
    };
  },
  buttons: {
    /** `report/digest/now|digest|where` */
    now: {
      who,
      access: 'read',
      press: (ids, desk) => withReader(ids, desk, (reader) => showNow(desk, reader)),
    },
    change: {
      who,
      access: 'read',
      press: (ids, desk) =>
        withReader(ids, desk, async ({ digest, plan }) => ({
          open: 'report digest',
          values: {
            digest,
            where: ids[1] ?? 'me',
            rhythm: plan.rhythm,
            weekday: String(plan.weekday ?? 'first'),
            hour: plan.hour,
            ...(plan.language === undefined ? {} : { language: plan.language }),
          },
        })),
    },
    usual: {
      who,
      access: 'write',
      press: (ids, desk) =>
        withReader(ids, desk, async ({ digest, reader }) => {
          await desk.records.digests.unchoose(digest, reader);
          return { update: await listView(desk) };
        }),
    },
  },
});

/** In the asker's language; the first day that is no weekend by its words. */
function weekdayName(option: string, language: Language): string {
  if (option === 'first') return plainLabel(words.in(language)('digest.firstDay'), language);
  // 4 January 1971 was a Monday.
  const at = Date.UTC(1971, 0, 3 + Number(option));
  return new Intl.DateTimeFormat(locales[language], { weekday: 'long', timeZone: 'UTC' }).format(at);
}

/** All that the asker decides on: their own, and those of the channels that they answer for. */
async function readersOf({ records, asker }: Desk<Key>): Promise<readonly DigestReader[]> {
  const { person, organisation } = asker;
  if (!person) return [];
  const house = await digestHouse(records, [person.id, ...(organisation ? [organisation.id] : [])]);
  const roles = asker.grants.map(({ role }) => role);
  const own = digestsOfRoles(roles).map((digest) => personReader(house, digest, person));
  const channel = organisation && mayDecideFor(asker, organisation) && channelReader(house, organisation.id);
  return channel ? [...own, channel] : own;
}

function mayDecideFor(
  asker: Desk<Key>['asker'],
  { id, hub }: { readonly id: string; readonly hub: boolean },
): boolean {
  if (hub) return hasRole(asker, 'coordinator');
  return hasRole(asker, 'manager', id) || hasRole(asker, 'liaison', id);
}

const whereOf = ({ channel }: DigestReader) => (channel === undefined ? 'me' : 'channel');

async function readerOf(desk: Desk<Key>, digest: string, where: string): Promise<DigestReader | undefined> {
  return (await readersOf(desk)).find((one) => one.digest === digest && whereOf(one) === where);
}

async function withReader(
  [digest = '', where = '']: readonly string[],
  desk: Desk<Key>,
  answer: (reader: DigestReader) => Promise<Answer>,
): Promise<Answer> {
  const reader = await readerOf(desk, digest, where);
  return reader ? answer(reader) : refuseReader(desk, digests.find((one) => one === digest) ?? 'people');
}

function refuseReader(desk: Desk<Key>, digest: Digest): Answer {
  return desk.refuse(`digest.notYours.${digest}`, { command: command('exchange channel-set') });
}

async function showNow(desk: Desk<Key>, { digest, plan, zone, organisation }: DigestReader): Promise<Answer> {
  const { say, house, records, now, asker } = desk;
  const rhythm = plan.rhythm === 'never' ? (usualPlans[digest].rhythm as 'weekly' | 'monthly') : plan.rhythm;
  const parts = { say, house, records, now, language: asker.language, zone, organisation };
  const view = await drawings[digest](digestDesk(parts, recentPeriod(rhythm, now, zone)));
  return { reply: view ?? [{ paragraph: say('digest.nothing') }] };
}

async function listView(desk: Desk<Key>): Promise<View> {
  const { say } = desk;
  const all = await readersOf(desk);
  if (all.length === 0)
    return [{ paragraph: say('digest.none', { command: command('exchange channel-set') }) }];
  return [
    { heading: say('digest.heading') },
    ...all.flatMap(
      (reader): View => [{ paragraph: lineOf(reader, desk) }, { buttons: buttonsOf(reader, desk) }],
    ),
  ];
}

function lineOf(reader: DigestReader, desk: Desk<Key>): Text {
  const { asker, say } = desk;
  const where = say(`digest.where.${whereOf(reader)}`, {
    organisation: value(asker.organisation?.name ?? '–'),
  });
  return [{ bold: nameOf(reader.digest, desk) }, ' · ', ...where, ' · ', ...howOf(reader.plan, desk)];
}

function buttonsOf(reader: DigestReader, { say }: Desk<Key>): readonly Button[] {
  const ids = [reader.digest, whereOf(reader)] as const;
  return [
    { label: say('digest.now'), route: route('report/digest/now', ...ids) },
    { label: say('digest.change'), route: route('report/digest/change', ...ids) },
    ...(reader.isChosen ? [{ label: say('digest.usual'), route: route('report/digest/usual', ...ids) }] : []),
  ];
}

function nameOf(digest: Digest, { house }: Desk<Key>): Text {
  return house(`digest.${digest}`);
}

function howOf({ rhythm, weekday, hour, language }: DigestPlan, { say, house, asker }: Desk<Key>): Text {
  if (rhythm === 'never') return house('rhythm.never');
  const key = rhythm === 'monthly' && weekday === undefined ? 'monthlyFirst' : rhythm;
  const how = say(`digest.how.${key}`, {
    day: value(weekdayName(String(weekday ?? 'first'), asker.language)),
    time: `${String(hour).padStart(2, '0')}:00`,
  });
  return language === undefined ? how : [...how, ' · ', ...house(`language.${language}`)];
}
