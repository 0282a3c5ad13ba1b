// /course criteria: what a course asks of whoever comes; set before or while people are nominated, and decided anew at once.

import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { criteriaOf } from '#bot/eligibility.ts';
import { ask, optional, type RawValues } from '#bot/field.ts';
import { followCourse } from '#bot/follow-verdicts.ts';
import { readCountries, readSectors, writeCountries, writeSectors } from '#bot/name-lists.ts';
import { askCourse } from '#bot/record-fields.ts';
import { day, type Text, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { openedStates } from '#exchange/course.ts';
import { type Criteria, criteriaLimits } from '#exchange/eligibility.ts';
import { searchKey } from '#exchange/text-input.ts';
import { vettingDemands } from '#exchange/vetting.ts';
import type { Course } from '#store/records/courses.ts';
import { cardFor } from './_card-buttons.ts';
import { criteriaLines } from './_criteria.ts';
import { courseGiven, mayRun, refusalToRun, refuseUnseen } from './_rights.ts';
import { cardOf } from './_states.ts';
import { type Key, words } from './words.ts';

/** Until the course begins; whoever is on it then has come. */
const states = ['draft', 'proposed', 'gated', 'approved', 'on-hold', ...openedStates] as const;

const { minYears, visaLeadDays } = criteriaLimits;

export default defineCommand({
  path: 'course criteria',
  words,
  who: ['liaison', 'coordinator'],
  access: 'write',
  asks: {
    course: askCourse(states, (course, desk) => mayRun(desk.asker, course)),
    sectors: optional(ask.text({ max: 300 })),
    countries: optional(ask.text({ max: 1_000, lines: 'many' })),
    minYears: optional(ask.number(minYears)),
    languageRequired: ask.yesNo(),
    prerequisite: optional(ask.text({ max: criteriaLimits.prerequisite })),
    vetting: ask.choice(vettingDemands, 'vettingDemand'),
    documents: optional(ask.text({ max: 500, lines: 'many' })),
    oncePerPerson: ask.yesNo(),
    coolingOff: ask.yesNo(),
    partnerAgencies: ask.yesNo(),
    visaLeadDays: optional(ask.number(visaLeadDays)),
    lastJoinOn: optional(ask.date()),
  },
  pages: [
    ['course', 'sectors', 'countries', 'minYears'],
    ['languageRequired', 'prerequisite', 'vetting', 'documents'],
    ['oncePerPerson', 'coolingOff', 'partnerAgencies', 'visaLeadDays', 'lastJoinOn'],
  ],
  introduction: async (_given, { say }) => [say('criteria.means'), say('criteria.always')],
  async admit(given, desk) {
    const course = await courseGiven(given, desk);
    return course && refusalToRun(desk, course, states);
  },
  async prefill(given, desk) {
    const course = await courseGiven(given, desk);
    return course ? asItStands(course, await criteriaOf(desk.records, course.id), desk) : {};
  },
  async run({ course: id, ...asked }, desk) {
    const course = await desk.records.courses.byId(id);
    if (!course) return refuseUnseen(desk);
    const refusal = await refusalToRun(desk, course, states);
    if (refusal) return refusal;
    const [sectors, countries] = [readSectors(asked.sectors ?? ''), readCountries(asked.countries ?? '')];
    const documents = namesIn(asked.documents ?? '');
    const wrong = {
      ...('unknown' in sectors ? { sectors: unknown(desk, sectors.unknown, 'criteria.sectorsAre') } : {}),
      ...('unknown' in countries
        ? { countries: desk.house('field.notFound', { given: value(countries.unknown) }) }
        : {}),
      ...tooMany(desk, documents),
      ...lateJoining(desk, course, asked.lastJoinOn),
    };
    if ('unknown' in sectors || 'unknown' in countries || Object.keys(wrong).length > 0)
      return { correct: wrong };
    return setCriteria(desk, course, {
      ...asked,
      sectors: sectors.ids,
      sectorTargets: sectors.numbers,
      countries: countries.ids,
      documents,
    });
  },
  buttons: {
    start: {
      who: ['liaison', 'coordinator'],
      access: 'read',
      press: async ([course = '']) => ({ open: 'course criteria', values: { course } }),
    },
  },
});

async function setCriteria(desk: Desk<Key>, course: Course, criteria: Criteria): Promise<Outcome> {
  const { asker, records, say, now } = desk;
  await records.criteria.set(course.id, criteria, asker.person?.id ?? asker.account);
  const lines = criteriaLines(course, criteria, { ...desk, language: asker.language });
  const title = value(course.title);
  return [
    {
      reply: [
        { paragraph: say(lines.length === 0 ? 'criteria.nothing' : 'criteria.done', { title }) },
        ...(lines.length === 0 ? [] : [{ list: lines }]),
        {
          buttons: [
            { label: say('criteria.check'), route: route('nominate/check/of', course.id), look: 'primary' },
          ],
        },
        { divider: true },
        ...(await cardFor(course, desk)),
      ],
    },
    { revise: cardOf(course.id) },
    ...(await followCourse(records, course, now)),
  ];
}

function asItStands(course: Course, criteria: Criteria, { asker }: Desk<Key>): RawValues {
  const yesNo = (is: boolean) => (is ? 'yes' : 'no');
  const { prerequisite, minYears: years, visaLeadDays: days, lastJoinOn } = criteria;
  const sectors = writeSectors(criteria.sectors, criteria.sectorTargets, asker.language);
  const countries = writeCountries(criteria.countries, asker.language);
  return {
    course: course.id,
    ...(sectors === '' ? {} : { sectors }),
    ...(countries === '' ? {} : { countries }),
    ...(years === undefined ? {} : { minYears: years }),
    languageRequired: yesNo(criteria.languageRequired),
    ...(prerequisite === undefined ? {} : { prerequisite }),
    vetting: criteria.vetting,
    ...(criteria.documents.length === 0 ? {} : { documents: criteria.documents.join('\n') }),
    oncePerPerson: yesNo(criteria.oncePerPerson),
    coolingOff: yesNo(criteria.coolingOff),
    partnerAgencies: yesNo(criteria.partnerAgencies),
    ...(days === undefined ? {} : { visaLeadDays: days }),
    ...(lastJoinOn === undefined ? {} : { lastJoinOn }),
  };
}

/** A line each, or parted by commas; each once, however it is written. */
function namesIn(typed: string): readonly string[] {
  const names = typed
    .split(/[,;،؛\n]/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return [...new Map(names.map((name) => [searchKey(name), name])).values()];
}

function unknown({ say }: Desk<Key>, given: string, key: 'criteria.sectorsAre'): Text {
  return say(key, { given: value(given) });
}

function tooMany({ say }: Desk<Key>, documents: readonly string[]): Readonly<Record<string, Text>> {
  const { documents: most, document: longest } = criteriaLimits;
  if (documents.length > most) return { documents: say('criteria.tooManyDocuments', { most }) };
  const long = documents.find((name) => name.length > longest);
  return long === undefined
    ? {}
    : { documents: say('criteria.longDocument', { name: value(long.slice(0, longest)), most: longest }) };
}

/** Whoever joins does so while the course runs. */
function lateJoining(
  { say }: Desk<Key>,
  { startsOn, endsOn }: Course,
  on: string | undefined,
): Readonly<Record<string, Text>> {
  if (on === undefined || on <= endsOn) return {};
  return { lastJoinOn: say('criteria.joinsAfterEnd', { starts: day(startsOn), ends: day(endsOn) }) };
}
