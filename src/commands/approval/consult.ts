// /approval consult: which embassies and high commissions were asked about a course, until when, and what they think.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { askCountry, countryName } from '#bot/record-fields.ts';
import { day, value } from '#bot/text.ts';
import {
  type Consultation,
  consultationLimits,
  missionBetween,
  missions,
  missionViews,
} from '#exchange/consultation.ts';
import { addDays } from '#exchange/local-time.ts';
import type { Course } from '#store/records/courses.ts';
import { askGateCourse, courseGiven, refusedByState, refuseUnseen, todayAt } from './_course.ts';
import { gateView, isDecidable } from './_gate-view.ts';
import { awaited, standingOf } from './_standing.ts';
import { tellDeciders } from './_tell.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'approval consult',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    course: askGateCourse,
    country: askCountry(),
    view: optional(ask.choice(missionViews, 'view')),
    note: optional(ask.text({ max: consultationLimits.note, lines: 'many' })),
    mission: optional(ask.choice(missions, 'mission')),
    due: optional(ask.date()),
  },
  pages: [
    ['course', 'country', 'view', 'note'],
    ['mission', 'due'],
  ],
  async admit(given, desk) {
    const course = await courseGiven(given, desk);
    return course && refusedByState(desk, course);
  },
  async prefill(given, desk) {
    const course = await courseGiven(given, desk);
    if (!course) return {};
    const [first] = awaited(await standingOf(desk.records, course), desk.now);
    return first ? { course: course.id, country: first.country } : { course: course.id };
  },
  async run({ course: id, country, view, note, mission, due }, desk) {
    const { asker, records, say, now } = desk;
    const course = await records.courses.byId(id);
    if (!course) return refuseUnseen(desk);
    const refused = refusedByState(desk, course);
    if (refused) return refused;
    const today = todayAt(course, now);
    if (due !== undefined && due < today)
      return { correct: { due: say('consult.past', { due: day(due), today: day(today) }) } };
    const known = (await records.consultations.of(course.id)).find((one) => one.country === country);
    const by = asker.person?.id ?? asker.account;
    const hub = (await records.organisations.hub())?.country ?? '';
    const inDays = await hubSetting(records, 'consultation.due');
    const asked = await records.consultations.ask(
      course.id,
      {
        country,
        mission: mission ?? known?.mission ?? missionBetween(hub, country),
        due: due ?? known?.due ?? addDays(today, inDays),
      },
      by,
    );
    if (view === undefined) return answered(desk, course, asked);
    const viewed = await records.consultations.answer(course.id, country, view, note, by);
    return answered(desk, course, viewed ?? asked);
  },
  buttons: {
    start: {
      who: ['coordinator'],
      access: 'read',
      /** `approval/consult/start|course`, or with the country whose mission it is about. */
      press: async ([course = '', country]) => ({
        open: 'approval consult',
        values: country === undefined ? { course } : { course, country },
      }),
    },
  },
});

/** With the last view that was waited for, whoever decides can. */
async function answered(desk: Desk<Key>, course: Course, one: Consultation): Promise<Outcome> {
  const { records, say, now, asker } = desk;
  const facts = {
    mission: say(`mission.${one.mission}`),
    country: value(countryName(one.country, asker.language)),
    due: day(one.due),
  };
  const done =
    one.view === undefined
      ? say('consult.asked', facts)
      : say('consult.kept', { ...facts, view: say(`view.${one.view}`) });
  const standing = await standingOf(records, course);
  const isReady = one.view !== undefined && isDecidable(standing) && awaited(standing, now).length === 0;
  return [
    { reply: [{ paragraph: done }, { divider: true }, ...(await gateView(course, desk))] },
    ...(isReady && standing.papers.approval?.standing !== 'approved'
      ? await tellDeciders(records, standing, now)
      : []),
  ];
}
