// /course publish: a coordinator who did not propose an approved course looks at it as it will appear, and announces it.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { actingFor } from '#bot/identify.ts';
import { promote } from '#bot/promote.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, day, instant, value } from '#bot/text.ts';
import { type GatePass, gate, mayPublish, type Papers } from '#exchange/approval.ts';
import { courseEnd, courseStart, openedStates } from '#exchange/course.ts';
import { resumesIn } from '#exchange/course-calendar.ts';
import { isLanguage } from '#exchange/languages.ts';
import { localDate } from '#exchange/local-time.ts';
import type { Course } from '#store/records/courses.ts';
import { cardFor } from './_card-buttons.ts';
import { concernedBy, others, tellAll } from './_concerned.ts';
import { sentencesOf } from './_gate.ts';
import { contentMark, previewOf } from './_preview.ts';
import { refuseUnseen } from './_rights.ts';
import { cardOf, waitingStates } from './_states.ts';
import { moveThrough } from './_walk.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'course publish',
  words,
  who: ['coordinator'],
  access: 'read',
  asks: { course: askCourse([...waitingStates, 'on-hold', ...openedStates]) },
  pages: [['course']],
  run: ({ course }, desk) => look(desk, course),
  buttons: {
    start: {
      who: ['coordinator'],
      access: 'read',
      press: ([course = ''], desk) => look(desk, course),
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

/** The preview, where it may be announced; or what keeps it from that. */
async function look(desk: Desk<Key>, id: string): Promise<Answer> {
  const found = await publishable(desk, id);
  if ('answer' in found) return found.answer;
  return { reply: await previewOf(found.course, found.papers, desk.asker.language, desk) };
}

/** The course with an open gate, and nothing else in the way; or what is. */
async function publishable(
  desk: Desk<Key>,
  id: string,
): Promise<{ course: Course; papers: Papers; pass: GatePass } | { answer: Answer }> {
  const course = await desk.records.courses.byId(id);
  if (!course) return { answer: refuseUnseen(desk) };
  const refusal = await refusalToPublish(desk, course);
  if (refusal) return { answer: refusal };
  const papers = await desk.records.clearances.of(id);
  const asked = gate(course, papers, desk.now);
  if (asked.open) return { course, papers, pass: asked.pass };
  const reasons = sentencesOf(asked.missing, course, papers, desk.say);
  return {
    answer: desk.refuse('publish.gate', {
      title: value(course.title),
      reasons,
      command: command('approval show'),
    }),
  };
}

function refusedAsOwn(desk: Desk<Key>, course: Course): Answer | undefined {
  if (mayPublish({ proposer: course.proposedBy, asker: actingFor(desk.asker) })) return undefined;
  return desk.refuse('publish.fourEyes', { title: value(course.title) });
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

async function preview(desk: Desk<Key>, id: string, wanted: string | undefined): Promise<Answer> {
  const found = await publishable(desk, id);
  if ('answer' in found) return found.answer;
  const language = isLanguage(wanted) ? wanted : desk.asker.language;
  return { update: await previewOf(found.course, found.papers, language, desk) };
}

/** The press that announces: rights, state, gate and content are looked at once more. */
async function confirm(desk: Desk<Key>, id: string, mark: string | undefined): Promise<Outcome> {
  const { asker, records, now, say } = desk;
  const found = await publishable(desk, id);
  if ('answer' in found) return found.answer;
  const { course, papers, pass } = found;
  if (mark !== contentMark(course, papers)) {
    const preview = await previewOf(course, papers, asker.language, desk);
    return { update: [{ paragraph: say('publish.changedSince') }, ...preview] };
  }

  const resumed = course.state === 'on-hold';
  const published = await moveThrough(
    records,
    course,
    resumed ? (resumesIn(course, now, await isSharedOut(desk, id)) ?? 'call-open') : 'call-open',
    pass,
  );
  // Before anybody can be nominated: its hash stands on the card from the first hour.
  if (published.state === 'call-open') await records.seatRules.draw(id);
  const channels = await records.organisations.channels({ purpose: 'announcements' });
  const facts = { course: id };
  const title = value(course.title);
  const told = others(
    resumed ? [course.proposedBy, ...(await concernedBy(id, records, now))] : [course.proposedBy],
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
    // Seats that came free meanwhile, or that it has more of now, are somebody's of the reserve.
    ...(resumed ? await promote(records, id, { now }) : []),
    ...tellAll(told, 'course/published', { ...facts, resumed }, key, courseEnd(course)),
  ];
}

/** Its seats were shared out before it was held: some are promised, or have been offered. */
async function isSharedOut({ records }: Desk<Key>, course: string): Promise<boolean> {
  const states = ['selected', 'reserve', 'offered', 'declined', 'expired'] as const;
  return (await records.nominations.list({ course, states })).length > 0;
}
