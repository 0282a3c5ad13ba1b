// /nominate add: a liaison officer nominates somebody of their own organisation while the call is open.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { askCourse, askPerson, givenText } from '#bot/record-fields.ts';
import { command, day, instant, value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { gate } from '#exchange/approval.ts';
import { localDate } from '#exchange/local-time.ts';
import { checkNomination, nominationLimits, seatHoldingStates } from '#exchange/nomination.ts';
import { mayNominate, overlapping } from '#exchange/nomination-conflicts.ts';
import { searchKey } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Person } from '#store/records/people.ts';
import { cardOf, courseFacts, toldOf, withNames } from './_nomination.ts';
import { barredFrom } from './_precheck.ts';
import { firstRelease, releaseAsked, releasersOf } from './_release.ts';
import { askToWaive } from './_waivers.ts';
import { type Key, words } from './words.ts';

/** As long as the code of /exchange member-add. */
const codeGoodForDays = 30;

const askColleague = askPerson('own organisation');

export default defineCommand({
  path: 'nominate add',
  words,
  who: ['liaison'],
  access: 'write',
  asks: {
    course: askCourse(['call-open'], (course, desk) => desk.now < course.nominationDeadline),
    person: optional({
      ...askColleague,
      search: async (typed, desk, given) => {
        const offers = await askColleague.search(typed, desk, given);
        return offers.filter((offer) => offer.id !== desk.asker.person?.id);
      },
    }),
    newName: optional(ask.text({ max: 80 })),
    // A member's rank and unit are known; they are asked of somebody new.
    rank: optional(ask.text({ max: nominationLimits.rank })),
    unit: optional(ask.text({ max: nominationLimits.unit })),
    yearsOfService: ask.number(nominationLimits.yearsOfService),
    reason: ask.text({ max: nominationLimits.reason, lines: 'many' }),
    asksWaiver: optional(ask.yesNo()),
  },
  pages: [
    ['course', 'person', 'newName', 'rank', 'unit'],
    ['yearsOfService', 'reason', 'asksWaiver'],
  ],
  async admit(given, desk) {
    const course = await desk.records.courses.byId(givenText(given, 'course') ?? '');
    return course && callRefusal(course, desk);
  },
  async prefill(given, { records, asker }) {
    const person = await records.people.byId(givenText(given, 'person') ?? '');
    if (person === undefined || person.organisation !== asker.organisation?.id) return {};
    return { ...(person.rank ? { rank: person.rank } : {}), ...(person.unit ? { unit: person.unit } : {}) };
  },
  async run({ course: courseId, person: personId, newName, asksWaiver, ...given }, desk) {
    const { asker, records } = desk;
    const organisation = asker.organisation;
    if (!asker.person || !organisation || !hasRole(asker, 'liaison', organisation.id)) {
      return desk.refuse('add.noOrganisation');
    }
    const course = await records.courses.byId(courseId);
    if (!course) return { correct: { course: desk.say('add.noCourse') } };
    const closed = await callRefusal(course, desk);
    if (closed) return closed;
    const chosen = await nomineeOf(desk, organisation, personId, newName);
    if ('answer' in chosen) return chosen.answer;
    const rank = given.rank ?? chosen.person?.rank ?? '';
    const unit = given.unit ?? chosen.person?.unit ?? '';
    const about = { ...given, rank, unit };
    const problems = checkNomination(about).map(({ field }) => [field, desk.house('field.empty')]);
    if (problems.length > 0) return { correct: Object.fromEntries(problems) };
    const conflict = chosen.person && (await conflictOf(desk, chosen.person, course));
    if (conflict) return conflict;
    const barred = await barredFrom(desk, course, chosen.person ?? { id: '', name: chosen.newName }, {
      organisation: organisation.id,
      unit,
      years: given.yearsOfService,
    });
    if (barred && !(barred.isWaivable && asksWaiver)) {
      const field = chosen.person ? 'person' : 'newName';
      const hint = barred.isWaivable ? [' ', ...desk.say('add.waiverHint')] : [];
      return { correct: { [field]: [...barred.sentence, ...hint] } };
    }

    const nominee = chosen.person ?? (await newMember(desk, chosen.newName, organisation, about));
    if (nominee.rank === undefined || nominee.unit === undefined) {
      await records.people.change(nominee.id, {
        rank: nominee.rank ?? about.rank,
        unit: nominee.unit ?? about.unit,
      });
    }
    const managers = await releasersOf(
      records,
      { organisation: organisation.id, nominee: nominee.id },
      desk.now,
    );
    const { release, why } = firstRelease(managers, asker);
    const nomination = await records.nominations.add({
      course: course.id,
      nominee: nominee.id,
      organisation: organisation.id,
      nominatedBy: asker.person.id,
      ...about,
      state: 'submitted',
      consent: 'asked',
      release,
    });
    return [
      {
        reply: [
          ...(await doneView(desk, course, nominee)),
          {
            paragraph: desk.say(`add.release.${why}`, {
              name: value(nominee.name),
              organisation: value(organisation.name),
              count: managers.length,
            }),
          },
          ...(chosen.person ? [] : [await codeBlock(desk, nominee)]),
          ...(barred ? [{ paragraph: desk.say('add.waiverAsked', { name: value(nominee.name) }) }] : []),
          nextButtons(desk, course),
        ],
      },
      ...(await askToWaive(desk, course, nomination, barred)),
      ...toldOf(nomination, 'submitted', 'nominate/nominated', [nominee.id]),
      ...releaseAsked(nomination, managers),
      cardOf(course.id),
    ];
  },
  buttons: {
    /** From the course's card, a reminder or a task: the form with the course filled in. */
    start: {
      who: ['liaison'],
      access: 'read',
      press: async ([courseId = ''], desk) => {
        const course = await desk.records.courses.byId(courseId);
        if (!course) return desk.refuse('add.noCourse');
        return (await callRefusal(course, desk)) ?? { open: 'nominate add', values: { course: course.id } };
      },
    },
  },
});

/** Why the call takes nobody now: not open, or its deadline has passed. */
async function callRefusal(course: Course, desk: Desk<Key>): Promise<Answer | undefined> {
  const title = value(course.title);
  if (course.state !== 'call-open') {
    return desk.refuse('add.notOpen', { title, state: desk.house(`courseState.${course.state}`) });
  }
  if (desk.now >= course.nominationDeadline) {
    const deadline = instant(course.nominationDeadline, course.zone);
    return desk.refuse('add.deadlinePassed', { title, deadline, command: command('course edit') });
  }
  // Papers may run out while a call is open: nobody is invited then.
  const asked = gate(course, await desk.records.clearances.of(course.id), desk.now);
  return asked.open ? undefined : desk.refuse('add.gate', { title });
}

type Chosen =
  | { readonly answer: Answer }
  | { readonly person: Person }
  | { readonly person: undefined; readonly newName: string };

/** A member of the organisation, or the name of somebody who is not one yet; exactly one of the two. */
async function nomineeOf(
  desk: Desk<Key>,
  organisation: Organisation,
  personId: string | undefined,
  newName: string | undefined,
): Promise<Chosen> {
  const { records, say } = desk;
  if (personId !== undefined && newName !== undefined)
    return { answer: { correct: { newName: say('add.whoTwice') } } };
  if (personId !== undefined) {
    const person = await records.people.byId(personId);
    if (person?.organisation === organisation.id && person.membership === 'confirmed') return { person };
    const facts = { name: value(person?.name ?? ''), organisation: value(organisation.name) };
    return { answer: { correct: { person: say('add.notYours', facts) } } };
  }
  if (newName === undefined) return { answer: { correct: { person: say('add.whoMissing') } } };
  const alike = await records.people.search(newName, { organisation: organisation.id, most: 5 });
  const known = alike.find((one) => searchKey(one.name) === searchKey(newName));
  if (known) return { answer: { correct: { newName: say('add.knownName', { name: value(known.name) }) } } };
  return { person: undefined, newName };
}

/** What stands against this nominee, with its evidence. */
async function conflictOf(desk: Desk<Key>, nominee: Person, course: Course): Promise<Answer | undefined> {
  const { asker, records } = desk;
  const [name, title] = [value(nominee.name), value(course.title)];
  if (!mayNominate({ nominator: asker.person?.id ?? '', nominee: nominee.id }))
    return desk.refuse('add.yourself');
  const theirs = await records.nominations.list({ nominee: nominee.id });
  const double = theirs.find((one) => one.course === course.id && one.state !== 'withdrawn');
  if (double) {
    const { by } = await withNames(records, double, course);
    return desk.refuse('add.double', {
      name,
      title,
      by: value(by),
      on: day(localDate(double.createdAt, asker.zone)),
      state: desk.house(`nominationState.${double.state}`),
      edit: command('nominate edit'),
      withdraw: command('nominate withdraw'),
    });
  }
  const seats = theirs.filter((one) => seatHoldingStates.some((state) => state === one.state));
  const booked = await Promise.all(seats.map((one) => records.courses.byId(one.course)));
  const other = overlapping(
    course,
    booked.flatMap((one) => (one && one.state !== 'cancelled' ? [one] : [])),
  );
  if (!other) return undefined;
  return desk.refuse('add.overlap', {
    name,
    title,
    other: value(other.title),
    from: day(other.startsOn),
    to: day(other.endsOn),
    starts: day(course.startsOn),
    ends: day(course.endsOn),
    withdraw: command('nominate withdraw'),
  });
}

/** The liaison officer vouches for their own people, so a new nominee is a confirmed member at once. */
async function newMember(
  { records }: Desk<Key>,
  name: string,
  organisation: Organisation,
  about: { readonly rank: string; readonly unit: string },
): Promise<Person> {
  const { rank, unit } = about;
  const person = await records.people.add({
    name,
    organisation: organisation.id,
    membership: 'confirmed',
    rank,
    unit,
  });
  await records.people.grant({ person: person.id, role: 'trainee', scope: organisation.id });
  return person;
}

async function doneView(desk: Desk<Key>, course: Course, nominee: Person): Promise<readonly Block[]> {
  const name = value(nominee.name);
  const accounts = await desk.records.people.accountsOf(nominee.id);
  return [
    { heading: desk.say('add.done', { name }) },
    courseFacts(course, desk.say, desk.house, [[desk.say('fact.course'), [value(course.title)]]]),
    { paragraph: desk.say(accounts.length > 0 ? 'add.told' : 'add.toldLater', { name }) },
  ];
}

async function codeBlock(desk: Desk<Key>, nominee: Person): Promise<Block> {
  const code = desk.newCode();
  const goodUntil = desk.now + codeGoodForDays * 86_400_000;
  await desk.records.codes.issue(code, 'person', nominee.id, goodUntil);
  const until = instant(goodUntil, desk.asker.zone);
  return { paragraph: desk.say('add.code', { name: value(nominee.name), code: value(code), until }) };
}

function nextButtons({ say }: Desk<Key>, course: Course): Block {
  return {
    buttons: [
      { label: say('add.another'), route: route('nominate/add/start', course.id), look: 'primary' },
      { label: say('button.list'), route: route('nominate/list/of', course.id) },
    ],
  };
}
