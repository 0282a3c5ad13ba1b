// /approval brief: the brief (IPAB) of a course: with whom, which priorities, what need, and what is weighed against it.
import { type Desk, defineCommand } from '#bot/command.ts';
import type { RawValues } from '#bot/field.ts';
import { ask, optional } from '#bot/field.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { comma } from '#bot/punctuation.ts';
import { joined, value } from '#bot/text.ts';
import { briefLimits, counterpartKinds, type Opportunity } from '#exchange/brief.ts';
import { countriesToConsult, missionBetween } from '#exchange/consultation.ts';
import { addDays } from '#exchange/local-time.ts';
import type { Course } from '#store/records/courses.ts';
import { afterWriting } from './_after-writing.ts';
import { readCountries, typedCountries } from './_countries.ts';
import {
  askGateCourse,
  courseGiven,
  mayWriteBrief,
  refusedByState,
  refuseUnseen,
  todayAt,
} from './_course.ts';
import { type Key, words } from './words.ts';

/** The field of the form for each of the four reasons of item 11. */
const reasonFields = {
  security: 'national-security',
  harm: 'reduce-harm',
  citizens: 'citizens-overseas',
  reform: 'contribute-to-reform',
} as const satisfies Readonly<Record<string, Opportunity>>;

const longText = ask.text({ max: briefLimits.text, lines: 'many' });

export default defineCommand({
  path: 'approval brief',
  words,
  who: ['coordinator', 'liaison'],
  access: 'write',
  asks: {
    course: askGateCourse,
    reference: ask.text({ max: briefLimits.reference }),
    counterpart: ask.text({ max: briefLimits.counterpart }),
    kind: ask.choice(counterpartKinds, 'counterpart'),
    participants: ask.text({ max: 1_000 }),
    priorities: longText,
    objectives: longText,
    need: longText,
    security: optional(ask.yesNo()),
    harm: optional(ask.yesNo()),
    citizens: optional(ask.yesNo()),
    reform: optional(ask.yesNo()),
    difficulty: longText,
  },
  pages: [
    ['course', 'reference', 'counterpart', 'kind', 'participants'],
    ['priorities', 'objectives', 'need'],
    ['security', 'harm', 'citizens', 'reform', 'difficulty'],
  ],
  async admit(given, desk) {
    const course = await courseGiven(given, desk);
    return course && refusedTo(desk, course);
  },
  async prefill(given, desk) {
    const course = await courseGiven(given, desk);
    return course ? asItStands(course, desk) : {};
  },
  async run({ course: id, kind, participants, ...given }, desk) {
    const { asker, records, say } = desk;
    const course = await records.courses.byId(id);
    if (!course) return refuseUnseen(desk);
    const refused = await refusedTo(desk, course);
    if (refused) return refused;
    const countries = readCountries(participants);
    if (countries.unknown.length > 0 || countries.codes.length === 0) {
      const unknown = joined(
        countries.unknown.map((one) => [value(one)]),
        comma(asker.language),
      );
      const key = countries.unknown.length > 0 ? 'brief.unknownCountries' : 'brief.noCountries';
      return { correct: { participants: say(key, { unknown }) } };
    }
    const reasons = Object.entries(reasonFields).flatMap(([field, reason]) =>
      given[field as keyof typeof reasonFields] ? [reason] : [],
    );
    if (reasons.length === 0) return { correct: { security: say('brief.noReason') } };

    const { reference, counterpart, priorities, objectives, need, difficulty } = given;
    const today = todayAt(course, desk.now);
    await records.papers.writeBrief(
      course.id,
      {
        ...{ reference, counterpart, priorities, objectives, need, difficulty },
        counterpartKind: kind,
        opportunities: reasons,
        participants: countries.codes,
        decidedOn: today,
        validUntil: addDays(today, await hubSetting(records, 'validity.brief')),
      },
      asker.person?.id ?? asker.account,
    );
    const asked = await askMissions(desk, course, countries.codes);
    return afterWriting(desk, course, say('brief.written', { title: value(course.title), count: asked }));
  },
  buttons: {
    start: {
      who: ['coordinator', 'liaison'],
      access: 'read',
      press: async ([course = '']) => ({ open: 'approval brief', values: { course } }),
    },
  },
});

async function refusedTo(desk: Desk<Key>, course: Course) {
  if (mayWriteBrief(desk.asker, course)) return refusedByState(desk, course);
  const organisation = await desk.records.organisations.byId(course.organisation);
  return desk.refuse('brief.notYours', {
    title: value(course.title),
    organisation: value(organisation?.name ?? ''),
  });
}

async function asItStands(course: Course, desk: Desk<Key>): Promise<RawValues> {
  const { records, asker } = desk;
  const brief = await records.papers.brief(course.id);
  if (!brief) {
    const own = await records.organisations.byId(course.organisation);
    const likely = [...new Set([course.country, ...(own ? [own.country] : [])])];
    return { course: course.id, participants: typedCountries(likely, asker.language) };
  }
  const { reference, counterpart, priorities, objectives, need, difficulty } = brief;
  const reasons = Object.entries(reasonFields).map(([field, reason]) => [
    field,
    brief.opportunities.includes(reason) ? 'yes' : 'no',
  ]);
  return {
    course: course.id,
    ...{ reference, counterpart, priorities, objectives, need, difficulty },
    kind: brief.counterpartKind,
    participants: typedCountries(brief.participants, asker.language),
    ...Object.fromEntries(reasons),
  };
}

/** Item 20: the mission in the host country and in each that takes part, unless it has been asked already. Says how many. */
async function askMissions(
  { asker, records, now }: Desk<Key>,
  course: Course,
  participants: readonly string[],
): Promise<number> {
  const hub = (await records.organisations.hub())?.country ?? '';
  const countries = countriesToConsult(hub, course.country, participants);
  const due = addDays(todayAt(course, now), await hubSetting(records, 'consultation.due'));
  for (const country of countries) {
    const mission = missionBetween(hub, country);
    // A liaison officer writes a brief without seeing whom the hub has asked already.
    await records.consultations.askFirst(
      course.id,
      { country, mission, due },
      asker.person?.id ?? asker.account,
    );
  }
  return countries.length;
}
