// /nominate profile: what eligibility and fairness look at of a person, said by themselves or their liaison officer.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask, optional, type RawValues } from '#bot/field.ts';
import { followPerson } from '#bot/follow-verdicts.ts';
import { hasRole } from '#bot/identify.ts';
import { readLanguages, writeLanguages } from '#bot/name-lists.ts';
import { comma } from '#bot/punctuation.ts';
import { askPerson, givenText } from '#bot/record-fields.ts';
import { day, joined, type Text, value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import { criteriaLimits } from '#exchange/eligibility.ts';
import { localDate } from '#exchange/local-time.ts';
import { genders, type Profile, sectors } from '#exchange/profile.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Person } from '#store/records/people.ts';
import { type Key, words } from './words.ts';

const { title: longest, days } = criteriaLimits.earlierCourse;
/** One row of buttons, and what stands on each. */
const mostRetracted = 5;
const titleShown = 45;

export default defineCommand({
  path: 'nominate profile',
  words,
  who: 'member',
  access: 'write',
  asks: {
    ofWhom: optional(askPerson('own organisation')),
    sector: ask.choice(sectors, 'sector'),
    languages: ask.text({ max: 120 }),
    gender: optional(ask.choice([...genders, 'unsaid'], 'gender')),
    earlierTitle: optional(ask.text({ max: longest })),
    earlierDays: optional(ask.number(days)),
    earlierEnd: optional(ask.date()),
  },
  pages: [
    ['ofWhom', 'sector', 'languages', 'gender'],
    ['earlierTitle', 'earlierDays', 'earlierEnd'],
  ],
  introduction: async (_given, { say }) => [say('profile.why'), say('profile.gender')],
  async prefill(given, desk) {
    const person = await aboutWhom(desk, givenText(given, 'ofWhom'));
    if (!person) return {};
    const profile = (await desk.records.profiles.of([person.id])).get(person.id);
    return profile ? asItStands(profile, desk) : {};
  },
  async run({ ofWhom: personId, sector, languages: typed, gender, ...earlier }, desk) {
    const { records, say, now, asker } = desk;
    const person = await aboutWhom(desk, personId);
    if (!person) return { correct: { ofWhom: say('profile.notYours') } };
    const languages = readLanguages(typed);
    if ('unknown' in languages)
      return { correct: { languages: say('profile.languagesAre', { given: value(languages.unknown) }) } };
    const declared = earlierOf(desk, earlier);
    if ('correct' in declared) return declared;
    const by = asker.person?.id ?? asker.account;
    const before = (await records.profiles.of([person.id])).get(person.id);
    const said = gender === 'unsaid' ? undefined : (gender ?? before?.gender);
    await records.profiles.set({ person: person.id, sector, gender: said, languages: languages.ids }, by);
    if (declared.course) await records.evidence.declare({ person: person.id, ...declared.course }, by);
    return [
      { reply: await profileView(desk, person, 'profile.done') },
      ...(await followPerson(records, person.id, now)),
    ];
  },
  buttons: {
    /** `nominate/profile/start|person`: the form, of somebody. */
    start: {
      who: 'member',
      access: 'read',
      press: async ([person = '']) => ({ open: 'nominate profile', values: { ofWhom: person } }),
    },
    /** What was declared by mistake is taken back. */
    retract: {
      who: 'member',
      access: 'write',
      press: ([person = '', id = ''], desk) => retract(desk, person, id),
    },
  },
});

/** Themselves, or somebody of an organisation whose liaison officer they are. */
async function aboutWhom({ asker, records }: Desk<Key>, id: string | undefined): Promise<Person | undefined> {
  const own = asker.person?.id;
  if (id === undefined || id === own) return asker.person;
  const person = await records.people.byId(id);
  return person && hasRole(asker, 'liaison', person.organisation ?? '') ? person : undefined;
}

function asItStands({ sector, gender, languages }: Profile, { asker }: Desk<Key>): RawValues {
  return {
    ...(sector === undefined ? {} : { sector }),
    ...(gender === undefined ? {} : { gender }),
    ...(languages.length === 0 ? {} : { languages: writeLanguages(languages, asker.language) }),
  };
}

type Declared =
  | { readonly course: { title: string; days: number; endsOn: string } | undefined }
  | { readonly correct: Readonly<Record<string, Text>> };

/** All three or none: a course abroad counts by its length and its last day. */
function earlierOf(
  { say, house, asker, now }: Desk<Key>,
  given: {
    earlierTitle: string | undefined;
    earlierDays: number | undefined;
    earlierEnd: string | undefined;
  },
): Declared {
  const { earlierTitle: title, earlierDays: length, earlierEnd: endsOn } = given;
  if (title === undefined && length === undefined && endsOn === undefined) return { course: undefined };
  if (title === undefined) return { correct: { earlierTitle: house('field.empty') } };
  if (length === undefined) return { correct: { earlierDays: house('field.empty') } };
  if (endsOn === undefined) return { correct: { earlierEnd: house('field.empty') } };
  if (endsOn >= localDate(now, asker.zone)) return { correct: { earlierEnd: say('profile.notOver') } };
  return { course: { title, days: length, endsOn } };
}

async function profileView(
  desk: Desk<Key>,
  person: Person,
  key: 'profile.done' | 'profile.retracted',
): Promise<View> {
  const { records, say, house, asker } = desk;
  const profile = (await records.profiles.of([person.id])).get(person.id);
  const earlier = await records.evidence.earlier([person.id]);
  const spoken = (profile?.languages ?? []).map((one) => house(`language.${one}`));
  const retracts: readonly Block[] =
    earlier.length === 0
      ? []
      : [
          {
            list: earlier.map((one) =>
              say('profile.earlier', { title: value(one.title), days: one.days, until: day(one.endsOn) }),
            ),
          },
          {
            buttons: earlier.slice(-mostRetracted).map(({ id, title }) => ({
              label: say('profile.retract', { title: value(shortened(title, titleShown)) }),
              route: route('nominate/profile/retract', person.id, id),
            })),
          },
        ];
  return [
    { paragraph: say(key, { name: value(person.name) }) },
    {
      facts: [
        [say('field.sector.label'), house(`sector.${profile?.sector ?? 'unsaid'}`)],
        [say('field.languages.label'), spoken.length === 0 ? ['–'] : joined(spoken, comma(asker.language))],
        [say('field.gender.label'), say(`gender.${profile?.gender ?? 'unsaid'}`)],
      ],
    },
    ...retracts,
  ];
}

async function retract(desk: Desk<Key>, personId: string, id: string): Promise<Outcome> {
  const { records, now } = desk;
  const person = await aboutWhom(desk, personId);
  if (!person) return desk.refuse('profile.notYours');
  await records.evidence.retract(id, person.id);
  return [
    { update: await profileView(desk, person, 'profile.retracted') },
    ...(await followPerson(records, person.id, now)),
  ];
}
