// /nominate check: every rule of a course for one person, before or after they are nominated; or everybody nominated for it.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type WordlessDesk } from '#bot/command.ts';
import { optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { askCourse, askPerson } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Person } from '#store/records/people.ts';
import { courseCheckView, personView } from './_check-views.ts';
import { asCandidate, check } from './_eligibility.ts';
import { nominatedStates } from './_nomination.ts';
import { type Key, words } from './words.ts';

const seesAll = ['coordinator', 'oversight'] as const;

const [ofAll, ofOwn] = [askPerson('anywhere'), askPerson('own organisation')];

/** A liaison officer looks up their own people, and is offered nobody else's names. */
const askSubject: typeof ofAll = {
  ...ofAll,
  search: (typed, desk, given) => whoseNames(desk).search(typed, desk, given),
};

function whoseNames({ asker }: WordlessDesk) {
  return seesAll.some((role) => hasRole(asker, role)) ? ofAll : ofOwn;
}

export default defineCommand({
  path: 'nominate check',
  words,
  who: ['liaison', 'coordinator', 'oversight'],
  access: 'read',
  asks: { course: askCourse(nominatedStates), subject: optional(askSubject) },
  pages: [['course', 'subject']],
  async run({ course: id, subject: person }, desk) {
    const course = await desk.records.courses.byId(id);
    if (!course) return { correct: { course: desk.say('add.noCourse') } };
    if (person === undefined) return { reply: await courseCheckView(desk, course, 0) };
    return ofPerson(desk, course, person);
  },
  buttons: {
    /** `nominate/check/of|course`: everybody. */
    of: {
      who: ['liaison', 'coordinator', 'oversight'],
      access: 'read',
      press: async ([id = ''], desk) => {
        const course = await desk.records.courses.byId(id);
        return course ? { reply: await courseCheckView(desk, course, 0) } : desk.refuse('list.gone');
      },
    },
    more: {
      who: ['liaison', 'coordinator', 'oversight'],
      access: 'read',
      press: async ([id = '', offset = '0'], desk) => {
        const course = await desk.records.courses.byId(id);
        return course
          ? { update: await courseCheckView(desk, course, Number(offset)) }
          : desk.refuse('list.gone');
      },
    },
    /** `nominate/check/one|nomination`, also under a message to a coordinator or liaison officer. */
    one: {
      who: ['liaison', 'coordinator', 'oversight'],
      access: 'read',
      async press([id = ''], desk) {
        const nomination = await desk.records.nominations.byId(id);
        const course = nomination && (await desk.records.courses.byId(nomination.course));
        const person = nomination && (await desk.records.people.byId(nomination.nominee));
        if (!nomination || !course || !person) return desk.refuse('list.gone');
        return shown(desk, course, person, nomination);
      },
    },
  },
});

async function ofPerson(desk: Desk<Key>, course: Course, id: string): Promise<Answer> {
  const { asker, records, now } = desk;
  const person = await records.people.byId(id);
  const isTheirs = hasRole(asker, 'liaison', person?.organisation ?? '');
  if (!person || !(isTheirs || seesAll.some((role) => hasRole(asker, role)))) {
    const name = value(person?.name ?? '');
    return { correct: { subject: desk.say('check.notYours', { name }) } };
  }
  const theirs = await records.nominations.list({ course: course.id, nominee: id });
  const nomination = theirs.find(({ state }) => state !== 'withdrawn');
  if (nomination) return shown(desk, course, person, nomination);
  const [last] = (await records.nominations.list({ nominee: id })).toReversed();
  const about = {
    organisation: person.organisation ?? '',
    unit: person.unit ?? '',
    years: last?.yearsOfService ?? 0,
    now,
  };
  const checked = await check(desk, course, asCandidate(person, about));
  return checked ? { reply: personView(desk, course, person, checked, undefined) } : desk.refuse('list.gone');
}

async function shown(
  desk: Desk<Key>,
  course: Course,
  person: Person,
  nomination: Nomination,
): Promise<Answer> {
  const checked = await check(desk, course, nomination);
  return checked
    ? { reply: personView(desk, course, person, checked, nomination) }
    : desk.refuse('list.gone');
}
