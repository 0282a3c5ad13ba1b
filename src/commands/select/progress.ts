// /select progress: how far the reviews of a course are, where reviewers differ, who is lacking; and the close of the scores.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { askReviewers } from '#bot/reviews.ts';
import { instant, value } from '#bot/text.ts';
import { type Button, route } from '#bot/view.ts';
import { reviewingStates } from '#exchange/reviewing.ts';
import type { Course } from '#store/records/courses.ts';
import { askSelectedCourse, refuseUnseen } from './_course.ts';
import { progressOf, progressView, scoresView } from './_progress.ts';
import { type Key, words } from './words.ts';

const overseers = ['coordinator', 'oversight'] as const;

export default defineCommand({
  path: 'select progress',
  words,
  who: overseers,
  access: 'read',
  asks: { course: askSelectedCourse },
  pages: [['course']],
  run: ({ course }, desk) => shown(desk, course),
  buttons: {
    of: { who: overseers, access: 'read', press: ([id = ''], desk) => shown(desk, id) },
    /** `select/progress/scores|course|offset` */
    scores: {
      who: overseers,
      access: 'read',
      async press([id = '', offset = '0'], desk) {
        const course = await desk.records.courses.byId(id);
        return course ? { reply: await scoresView(desk, course, Number(offset)) } : refuseUnseen(desk);
      },
    },
    /** Asks once more: what is closed cannot be opened. */
    ask: { who: ['coordinator'], access: 'read', press: ([id = ''], desk) => askToClose(desk, id) },
    close: { who: ['coordinator'], access: 'write', press: ([id = ''], desk) => close(desk, id) },
    /** Somebody may have been confirmed, or have become free, since it was last looked for reviewers. */
    assign: { who: ['coordinator'], access: 'write', press: ([id = ''], desk) => assign(desk, id) },
  },
});

async function shown(desk: Desk<Key>, id: string): Promise<Outcome> {
  const { records, say, asker } = desk;
  const course = await records.courses.byId(id);
  if (!course) return refuseUnseen(desk);
  const panel = await records.panels.of(course.id);
  if (!panel) return { reply: [{ paragraph: say('progress.noPanel', { title: value(course.title) }) }] };
  const progress = await progressOf(desk, course, panel);
  const coordinates = hasRole(asker, 'coordinator');
  const isOpen = panel.closedAt === undefined;
  const buttons: Button[] = [
    { label: say('progress.scores'), route: route('select/progress/scores', course.id, '0') },
    ...(coordinates && isOpen
      ? [
          { label: say('button.reviewers'), route: route('select/reviewers/of', course.id) },
          ...(progress.lacking > 0
            ? [{ label: say('progress.assign'), route: route('select/progress/assign', course.id) }]
            : []),
          {
            label: say('progress.close'),
            route: route('select/progress/ask', course.id),
            look: 'primary' as const,
          },
        ]
      : []),
  ];
  return { reply: [...(await progressView(desk, course, panel, progress)), { buttons }] };
}

async function assign(desk: Desk<Key>, id: string): Promise<Outcome> {
  const course = await desk.records.courses.byId(id);
  if (!course) return refuseUnseen(desk);
  const hasBegun = reviewingStates.some((state) => state === course.state);
  const told = hasBegun ? await askReviewers(desk.records, course, desk.now) : [];
  const view = await shown(desk, id);
  return [...(Array.isArray(view) ? view : [view]), ...told];
}

async function askToClose(desk: Desk<Key>, id: string): Promise<Outcome> {
  const { records, say } = desk;
  const course = await records.courses.byId(id);
  const panel = course && (await records.panels.of(course.id));
  if (!course || !panel) return refuseUnseen(desk);
  if (panel.closedAt !== undefined) return { update: closedAlready(desk, course, panel.closedAt) };
  const { open, complete, count } = await progressOf(desk, course, panel);
  const facts = { title: value(course.title), complete, count, open };
  return {
    reply: [
      { paragraph: say(complete < count ? 'progress.sureOpen' : 'progress.sure', facts) },
      {
        buttons: [
          {
            label: say('progress.closeNow'),
            route: route('select/progress/close', course.id),
            look: 'danger',
          },
        ],
      },
    ],
  };
}

async function close(desk: Desk<Key>, id: string): Promise<Outcome> {
  const { records, say, now } = desk;
  const course = await records.courses.byId(id);
  const panel = course && (await records.panels.of(course.id));
  if (!course || !panel) return refuseUnseen(desk);
  // Pressed twice, it says how it stands.
  if (!(await records.panels.close(course.id)))
    return { update: closedAlready(desk, course, panel.closedAt ?? now) };
  return {
    update: [
      { paragraph: say('progress.closed', { title: value(course.title) }) },
      {
        buttons: [{ label: say('progress.scores'), route: route('select/progress/scores', course.id, '0') }],
      },
    ],
  };
}

function closedAlready({ say, asker }: Desk<Key>, course: Course, at: number) {
  return [
    {
      paragraph: say('progress.alreadyClosed', {
        title: value(course.title),
        at: instant(at, asker.zone),
      }),
    },
  ];
}
