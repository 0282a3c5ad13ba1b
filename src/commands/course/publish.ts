// /course publish: a coordinator who did not propose the course records both documents, looks, and announces it.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, day, instant, value } from '#bot/text.ts';
import { type Clearance, mayPublish } from '#exchange/approval.ts';
import { courseEnd, courseStart } from '#exchange/course.ts';
import { resumesIn } from '#exchange/course-calendar.ts';
import { isLanguage } from '#exchange/languages.ts';
import { localDate } from '#exchange/local-time.ts';
import type { Course } from '#store/records/courses.ts';
import { cardFor } from './_card-buttons.ts';
import { concernedBy, others, tellAll } from './_concerned.ts';
import { type Clearances, gateReasons } from './_gate.ts';
import { contentMark, documentFacts, previewOf } from './_preview.ts';
import { courseGiven, refuseUnseen } from './_rights.ts';
import { cardOf, openedStates, waitingStates } from './_states.ts';
import { moveThrough } from './_walk.ts';
import { type Key, words } from './words.ts';

const longestReference = 80;

export default defineCommand({
  path: 'course publish',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    course: askCourse([...waitingStates, 'on-hold', ...openedStates]),
    briefReference: ask.text({ max: longestReference }),
    briefDecided: ask.date(),
    briefValid: ask.date(),
    assessmentReference: ask.text({ max: longestReference }),
    assessmentDecided: ask.date(),
    assessmentValid: ask.date(),
  },
  pages: [
    ['course', 'briefReference', 'briefDecided', 'briefValid'],
    ['assessmentReference', 'assessmentDecided', 'assessmentValid'],
  ],
  async admit(given, desk) {
    const course = await courseGiven(given, desk);
    return course && refusalToRecord(desk, course);
  },
  async prefill(given, desk) {
    const course = await courseGiven(given, desk);
    if (!course) return {};
    const { brief, assessment } = await desk.records.clearances.of(course.id);
    return { course: course.id, ...filled('brief', brief), ...filled('assessment', assessment) };
  },
  async run(given, desk) {
    const { asker, records, say, now } = desk;
    const course = await records.courses.byId(given.course);
    if (!course) return refuseUnseen(desk);
    const refusal = await refusalToRecord(desk, course);
    if (refusal) return refusal;

    const clearances = {
      brief: { reference: given.briefReference, decidedOn: given.briefDecided, validUntil: given.briefValid },
      assessment: {
        reference: given.assessmentReference,
        decidedOn: given.assessmentDecided,
        validUntil: given.assessmentValid,
      },
    } satisfies Clearances;
    const turned = (one: Clearance) =>
      say('publish.validBeforeDecided', { decided: day(one.decidedOn), until: day(one.validUntil) });
    const wrong = {
      ...(clearances.brief.validUntil < clearances.brief.decidedOn
        ? { briefValid: turned(clearances.brief) }
        : {}),
      ...(clearances.assessment.validUntil < clearances.assessment.decidedOn
        ? { assessmentValid: turned(clearances.assessment) }
        : {}),
    };
    if (Object.keys(wrong).length > 0) return { correct: wrong };
    const shut = gateReasons(course, clearances, now, say);
    if (shut) return refusedByGate(desk, course, shut);

    const recordedBy = asker.person?.id ?? asker.account;
    await records.clearances.set(course.id, 'brief', clearances.brief, recordedBy);
    await records.clearances.set(course.id, 'assessment', clearances.assessment, recordedBy);
    if (openedStates.some((state) => state === course.state)) return renewed(course, clearances, desk);
    return { reply: await previewOf(course, clearances, asker.language, desk) };
  },
  buttons: {
    start: {
      who: ['coordinator'],
      access: 'read',
      press: async ([course = '']) => ({ open: 'course publish', values: { course } }),
    },
    preview: {
      who: ['coordinator'],
      access: 'read',
      press: ([course = '', language], desk) => preview(desk, course, language),
    },
    confirm: {
      who: ['coordinator'],
      access: 'write',
      press: ([course = '', mark], desk) => confirm(desk, course, mark),
    },
  },
});

function filled(document: 'brief' | 'assessment', clearance: Clearance | undefined) {
  if (!clearance) return {};
  return {
    [`${document}Reference`]: clearance.reference,
    [`${document}Decided`]: clearance.decidedOn,
    [`${document}Valid`]: clearance.validUntil,
  };
}

/**
 * Why no documents are recorded now. A published course takes new ones as soon as those that it has no longer carry it:
 * nothing is announced again, but seats can be given and it can begin.
 */
async function refusalToRecord(desk: Desk<Key>, course: Course): Promise<Answer | undefined> {
  const isOpened = openedStates.some((state) => state === course.state);
  const isShut =
    isOpened &&
    gateReasons(course, await desk.records.clearances.of(course.id), desk.now, desk.say) !== undefined;
  return isShut ? refusedAsOwn(desk, course) : refusalToPublish(desk, course);
}

function refusedAsOwn(desk: Desk<Key>, course: Course): Answer | undefined {
  if (mayPublish({ proposer: course.proposedBy, asker: desk.asker.person?.id ?? '' })) return undefined;
  return desk.refuse('publish.fourEyes', { title: value(course.title) });
}

async function renewed(course: Course, clearances: Clearances, desk: Desk<Key>): Promise<Answer> {
  const already = desk.say('publish.already', { title: value(course.title) });
  return {
    reply: [{ paragraph: already }, ...documentFacts(clearances, desk.say), ...(await cardFor(course, desk))],
  };
}

/** Everything but the gate: state, four eyes, dates that have passed, channels to announce in. */
async function refusalToPublish(desk: Desk<Key>, course: Course): Promise<Answer | undefined> {
  const { records, now, say } = desk;
  const title = value(course.title);
  const held = course.state === 'on-hold';
  if (!held && !waitingStates.some((state) => state === course.state)) {
    if (course.publishedAt === undefined || course.state === 'cancelled') {
      return desk.refuse('refused.state', { title, state: desk.house(`courseState.${course.state}`) });
    }
    return { update: [{ paragraph: say('publish.already', { title }) }, ...(await cardFor(course, desk))] };
  }
  const own = refusedAsOwn(desk, course);
  if (own) return own;
  const tooLate = held
    ? resumesIn(course, now) === undefined
    : Math.min(course.nominationDeadline, courseStart(course)) <= now;
  if (tooLate) {
    return held
      ? desk.refuse('publish.over', { title, end: day(course.endsOn), command: command('course postpone') })
      : desk.refuse('publish.deadlinePassed', {
          title,
          deadline: day(localDate(course.nominationDeadline, course.zone)),
          command: command('course edit'),
        });
  }
  const channels = await records.organisations.channels({ purpose: 'announcements' });
  return channels.length > 0 || course.withheld.length > 0
    ? undefined
    : desk.refuse('publish.noChannel', { title, command: command('exchange channel-set') });
}

function refusedByGate(desk: Desk<Key>, course: Course, reasons: ReturnType<typeof gateReasons>): Answer {
  return desk.refuse('publish.gate', { title: value(course.title), reasons: reasons ?? [] });
}

async function preview(desk: Desk<Key>, id: string, wanted: string | undefined): Promise<Answer> {
  const course = await desk.records.courses.byId(id);
  if (!course) return refuseUnseen(desk);
  const refusal = await refusalToPublish(desk, course);
  if (refusal) return refusal;
  const language = isLanguage(wanted) ? wanted : desk.asker.language;
  return { update: await previewOf(course, await desk.records.clearances.of(id), language, desk) };
}

/** The press that announces: rights, state, gate and content are looked at once more. */
async function confirm(desk: Desk<Key>, id: string, mark: string | undefined): Promise<Outcome> {
  const { asker, records, now, say } = desk;
  const course = await records.courses.byId(id);
  if (!course) return refuseUnseen(desk);
  const refusal = await refusalToPublish(desk, course);
  if (refusal) return refusal;
  const clearances = await records.clearances.of(id);
  const shut = gateReasons(course, clearances, now, say);
  if (shut) return refusedByGate(desk, course, shut);
  if (mark !== contentMark(course, clearances)) {
    const preview = await previewOf(course, clearances, asker.language, desk);
    return { update: [{ paragraph: say('publish.changedSince') }, ...preview] };
  }

  const resumed = course.state === 'on-hold';
  const published = await moveThrough(
    records,
    course,
    resumed ? (resumesIn(course, now) ?? 'call-open') : 'call-open',
  );
  const channels = await records.organisations.channels({ purpose: 'announcements' });
  const facts = { course: id };
  const title = value(course.title);
  const told = others(
    resumed ? [course.proposedBy, ...(await concernedBy(id, records))] : [course.proposedBy],
    asker.person?.id,
  );
  const key = resumed ? `course resumed · ${id} · ${now}` : `course published · ${id}`;
  return [
    {
      update: [
        {
          paragraph: resumed
            ? say('publish.resumed', { title, count: told.length })
            : say(course.withheld.length > 0 ? 'publish.doneWithheld' : 'publish.done', {
                title,
                count: channels.length,
                deadline: instant(course.nominationDeadline, asker.zone),
              }),
        },
        ...(await cardFor(published, desk)),
      ],
    },
    ...channels.map(
      ({ channel, organisation, purpose }): Answer => ({
        announce: channel,
        organisation,
        purpose,
        message: 'course/card',
        facts,
        key: `course card · ${id}`,
        post: cardOf(id),
      }),
    ),
    { revise: cardOf(id) },
    ...tellAll(told, 'course/published', { ...facts, resumed }, key, courseEnd(course)),
  ];
}
