// /nominate add: a liaison officer nominates somebody of their own organisation, in time or, told so, too late.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { askCourse, askPerson, givenText } from '#bot/record-fields.ts';
import { command, instant, type Text, value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { checkNomination, nominationLimits } from '#exchange/nomination.ts';
import type { Course } from '#store/records/courses.ts';
import type { DraftValues } from '#store/records/drafts.ts';
import type { Person } from '#store/records/people.ts';
import { callOf, callRefusal, isLateFor, takesNominees, takingStates } from './_call.ts';
import { handIn } from './_hand-in.ts';
import { cardOf, courseFacts } from './_nomination.ts';
import { conflictOf, likenessOf, newMember, nomineeOf } from './_nominee.ts';
import { barredFrom } from './_precheck.ts';
import { askToWaive } from './_waivers.ts';
import { type Key, words } from './words.ts';

/** As long as the code of /exchange member-add. */
const codeGoodForDays = 30;
const path = 'nominate add';

const askColleague = askPerson('own organisation');

export default defineCommand({
  path,
  words,
  who: ['liaison'],
  access: 'write',
  asks: {
    course: askCourse(takingStates, (course, desk) => takesNominees(course, desk.now)),
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
    reserve: optional(ask.yesNo()),
    visa: optional(ask.yesNo()),
    asksWaiver: optional(ask.yesNo()),
  },
  pages: [
    ['course', 'person', 'newName', 'rank', 'unit'],
    ['yearsOfService', 'reason', 'reserve', 'visa', 'asksWaiver'],
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
  run: (given, desk) => nominate(desk, given, 'ask'),
  buttons: {
    /** From the course's card, a reminder or a task: the form with the course filled in. */
    start: {
      who: ['liaison'],
      access: 'read',
      press: async ([courseId = ''], desk) => {
        const course = await desk.records.courses.byId(courseId);
        if (!course) return desk.refuse('add.noCourse');
        return (await callRefusal(course, desk)) ?? { open: path, values: { course: course.id } };
      },
    },
    /** What was typed, although it comes late or looks like somebody who is there already. */
    anyway: {
      who: ['liaison'],
      access: 'write',
      async press([draftId = ''], desk) {
        const draft = await desk.records.drafts.byId(draftId, desk.asker.account);
        const given = draft?.path === path ? givenAgain(draft.values) : undefined;
        if (!given || !(await desk.records.drafts.finish(draftId))) return desk.refuse('add.goneDraft');
        return nominate(desk, given, 'anyway');
      },
    },
  },
});

interface Given {
  readonly course: string;
  readonly person?: string | undefined;
  readonly newName?: string | undefined;
  readonly rank?: string | undefined;
  readonly unit?: string | undefined;
  readonly yearsOfService: number;
  readonly reason: string;
  readonly reserve?: boolean | undefined;
  readonly visa?: boolean | undefined;
  readonly asksWaiver?: boolean | undefined;
}

async function nominate(desk: Desk<Key>, given: Given, doubts: 'ask' | 'anyway'): Promise<Outcome> {
  const { asker, records } = desk;
  const organisation = asker.organisation;
  if (!asker.person || !organisation || !hasRole(asker, 'liaison', organisation.id)) {
    return desk.refuse('add.noOrganisation');
  }
  const course = await records.courses.byId(given.course);
  if (!course) return { correct: { course: desk.say('add.noCourse') } };
  const call = await callOf(course, desk);
  if ('closed' in call) return call.closed;
  const chosen = await nomineeOf(desk, organisation, given.person, given.newName);
  if ('answer' in chosen) return chosen.answer;
  const { person } = chosen;
  const about = {
    rank: given.rank ?? person?.rank ?? '',
    unit: given.unit ?? person?.unit ?? '',
    yearsOfService: given.yearsOfService,
    reason: given.reason,
  };
  const problems = checkNomination(about).map(({ field }) => [field, desk.house('field.empty')]);
  if (problems.length > 0) return { correct: Object.fromEntries(problems) };
  const conflict = person && (await conflictOf(desk, person, course));
  if (conflict) return conflict;
  const barred = await barredFrom(desk, course, person ?? { id: '', name: chosen.newName }, {
    organisation: organisation.id,
    unit: about.unit,
    years: about.yearsOfService,
  });
  if (barred && !(barred.isWaivable && given.asksWaiver)) {
    // Marked on both pages: where a form comes page by page, the second is otherwise not asked again.
    const waiver = barred.isWaivable ? { asksWaiver: desk.say('add.waiverHint') } : {};
    return { correct: { [person ? 'person' : 'newName']: barred.sentence, ...waiver } };
  }
  if (doubts === 'ask') {
    const name = person ? person.name : chosen.newName;
    const doubtful = await doubtsOf(desk, course, organisation.id, { name, person });
    if (doubtful.length > 0) return askAnyway(desk, given, doubtful);
  }
  const nominee = person ?? (await newMember(records, chosen.newName, organisation, about));
  const all = { ...about, asReserve: given.reserve, needsVisa: given.visa };
  const { nomination, why, managers, told } = await handIn(
    desk,
    course,
    organisation,
    nominee,
    call.pass,
    all,
  );
  const facts = { name: value(nominee.name), organisation: value(organisation.name), count: managers };
  const view = [
    ...(await doneView(desk, course, nominee)),
    ...(nomination.isLate ? [{ paragraph: desk.say('add.late', { name: value(nominee.name) }) }] : []),
    { paragraph: desk.say(`add.release.${why}`, facts) },
    ...(barred ? [{ paragraph: desk.say('add.waiverAsked', { name: value(nominee.name) }) }] : []),
    ...(person ? [] : [await codeBlock(desk, nominee)]),
    nextButtons(desk, course),
  ];
  const shown: Answer = doubts === 'ask' ? { reply: view } : { update: view };
  return [shown, ...(await askToWaive(desk, course, nomination, barred)), ...told, cardOf(course.id)];
}

/** What a liaison officer should look at once more before it is kept. */
async function doubtsOf(
  desk: Desk<Key>,
  course: Course,
  organisation: string,
  who: { readonly name: string; readonly person: Person | undefined },
): Promise<readonly Text[]> {
  const likeness = await likenessOf(desk.records, who, organisation, course.id);
  const facts = { name: value(who.name), other: value(likeness?.name ?? ''), title: value(course.title) };
  return [
    ...(isLateFor(course, desk.now) ? [lateWarning(desk, course)] : []),
    ...(likeness ? [desk.say(`add.alike.${likeness.as}`, facts)] : []),
  ];
}

function lateWarning({ say, asker }: Desk<Key>, course: Course): Text {
  const deadline = instant(course.nominationDeadline, asker.zone);
  return say('add.deadlinePassed', {
    title: value(course.title),
    deadline,
    command: command('course edit'),
  });
}

/** Kept as a draft, so that nothing typed is lost whichever button is pressed. */
async function askAnyway(desk: Desk<Key>, given: Given, doubts: readonly Text[]): Promise<Answer> {
  const { account, channel } = desk.asker;
  const values = Object.fromEntries(
    Object.entries(given).filter(
      (pair): pair is [string, string | number | boolean] => pair[1] !== undefined,
    ),
  );
  const draft = await desk.records.drafts.keep({ path, account, channel, values, pagesDone: [] });
  return {
    reply: [
      ...doubts.map((paragraph) => ({ paragraph })),
      {
        buttons: [
          {
            label: desk.say('add.anyway'),
            route: route('nominate/add/anyway', draft.id),
            look: 'primary',
          },
          { label: desk.house('form.correctButton'), route: route('form/open', draft.id, '0') },
        ],
      },
    ],
  };
}

/** Written by `askAnyway`, or filled in since; undefined while something is missing. */
function givenAgain(values: DraftValues): Given | undefined {
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  const yesNo = (name: string) => (typeof values[name] === 'boolean' ? values[name] : undefined);
  const [course, reason, years] = [text('course'), text('reason'), Number(values.yearsOfService)];
  if (course === undefined || reason === undefined) return undefined;
  return {
    course,
    reason,
    yearsOfService: years,
    person: text('person'),
    newName: text('newName'),
    rank: text('rank'),
    unit: text('unit'),
    reserve: yesNo('reserve'),
    visa: yesNo('visa'),
    asksWaiver: yesNo('asksWaiver'),
  };
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
