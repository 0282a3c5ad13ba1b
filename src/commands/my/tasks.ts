// /my tasks: what waits for whoever asks, oldest first, each with its button.
import { type Desk, defineCommand } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { day, instant, type Text, value } from '#bot/text.ts';
import { type Block, type Route, route } from '#bot/view.ts';
import { courseEnd } from '#exchange/course.ts';
import { type Key, words } from './words.ts';

interface Task {
  readonly since: number;
  readonly says: Text;
  readonly button: { readonly label: Text; readonly route: Route };
}

/** A longer list is not worked through in chat; the count says that there is more. */
const mostShown = 10;
/** Of what could not be delivered; all of it is in /exchange undelivered. */
const mostFailed = 3;

export default defineCommand({
  path: 'my tasks',
  words,
  who: 'anyone',
  access: 'read',
  asks: {},
  pages: [],
  async run(_values, desk) {
    const tasks = [...(await draftTasks(desk)), ...(await memberTasks(desk))].toSorted(
      (one, other) => one.since - other.since,
    );
    if (tasks.length === 0)
      return {
        reply: [
          { paragraph: desk.say('tasks.none') },
          ...(desk.asker.person ? [] : [{ paragraph: desk.house('help.stranger') }]),
          ...(await undelivered(desk)),
        ],
      };
    const shown = tasks.slice(0, mostShown);
    const blocks: Block[] = shown.flatMap((task) => [{ paragraph: task.says }, { buttons: [task.button] }]);
    const more = tasks.length - shown.length;
    return {
      reply: [
        { heading: desk.say('tasks.title', { count: tasks.length }) },
        ...blocks,
        ...(more > 0 ? [{ paragraph: desk.say('tasks.more', { count: more }) }] : []),
        ...(await undelivered(desk)),
      ],
    };
  },
});

/** Half-filled forms, on any of the person's accounts that this one can open: drafts belong to the account. */
async function draftTasks(desk: Desk<Key>): Promise<readonly Task[]> {
  const drafts = await desk.records.drafts.of([desk.asker.account]);
  return drafts.map((draft) => ({
    since: draft.changedAt,
    says: desk.say('tasks.draft', {
      command: [{ command: draft.path }],
      kept: instant(draft.changedAt, desk.asker.zone),
    }),
    button: { label: desk.say('tasks.resume'), route: route('form/open', draft.id, '0') },
  }));
}

async function memberTasks(desk: Desk<Key>): Promise<readonly Task[]> {
  const { asker } = desk;
  if (asker.person?.membership !== 'confirmed') return [];
  const coordinator = hasRole(asker, 'coordinator');
  return [
    ...(await feedbackTasks(desk, asker.person.id)),
    ...(coordinator || hasRole(asker, 'liaison') ? await waitingMembers(desk, coordinator) : []),
    ...(coordinator ? await proposals(desk) : []),
    ...(coordinator ? await nominationsToAnswer(desk) : []),
    ...(hasRole(asker, 'liaison') ? await openCalls(desk) : []),
    ...(await attendanceDue(desk, asker.person.id)),
  ];
}

async function feedbackTasks(desk: Desk<Key>, person: string): Promise<readonly Task[]> {
  const rounds = await desk.records.feedback.waitingFor(person);
  const courses = await Promise.all(rounds.map((round) => desk.records.courses.byId(round.course)));
  return rounds.flatMap((round, index) => {
    const course = courses[index];
    if (!course) return [];
    return [
      {
        since: round.opensAt,
        says: desk.say('tasks.feedback', {
          title: value(course.title),
          closes: instant(round.closesAt, course.zone),
        }),
        button: { label: desk.say('tasks.answer'), route: route('feedback/answer/start', course.id) },
      },
    ];
  });
}

async function waitingMembers(desk: Desk<Key>, everywhere: boolean): Promise<readonly Task[]> {
  const waiting = await desk.records.people.pending(
    everywhere ? undefined : (desk.asker.organisation?.id ?? ''),
  );
  return waiting.map((person) => ({
    since: 0,
    says: desk.say('tasks.member', { name: value(person.name) }),
    button: { label: desk.say('tasks.confirm'), route: route('exchange/member-confirm/open', person.id) },
  }));
}

async function proposals(desk: Desk<Key>): Promise<readonly Task[]> {
  const courses = await desk.records.courses.list({ states: ['proposed', 'gated', 'approved'] });
  return courses
    .filter((course) => course.proposedBy !== desk.asker.person?.id)
    .map((course) => ({
      since: course.createdAt,
      says: desk.say('tasks.publish', { title: value(course.title), starts: day(course.startsOn) }),
      button: { label: desk.say('tasks.publishButton'), route: route('course/publish/start', course.id) },
    }));
}

async function nominationsToAnswer(desk: Desk<Key>): Promise<readonly Task[]> {
  const courses = await desk.records.courses.list({ states: ['call-open', 'call-closed', 'selecting'] });
  const tasks: Task[] = [];
  for (const course of courses) {
    const waiting = await desk.records.nominations.list({ course: course.id, states: ['submitted'] });
    const oldest = waiting[0];
    if (!oldest) continue;
    tasks.push({
      since: oldest.createdAt,
      says: desk.say('tasks.nominations', { count: waiting.length, title: value(course.title) }),
      button: { label: desk.say('tasks.look'), route: route('nominate/list/of', course.id) },
    });
  }
  return tasks;
}

/** Calls where the asker's organisation has nobody yet. */
async function openCalls(desk: Desk<Key>): Promise<readonly Task[]> {
  const organisation = desk.asker.organisation?.id;
  if (organisation === undefined) return [];
  const courses = await desk.records.courses.list({ states: ['call-open'] });
  const tasks: Task[] = [];
  for (const course of courses) {
    const own = await desk.records.nominations.list({ course: course.id, organisation });
    if (own.length > 0) continue;
    tasks.push({
      since: course.publishedAt ?? course.createdAt,
      says: desk.say('tasks.nominate', {
        title: value(course.title),
        deadline: instant(course.nominationDeadline, course.zone),
      }),
      button: { label: desk.say('tasks.nominateButton'), route: route('nominate/add/start', course.id) },
    });
  }
  return tasks;
}

async function attendanceDue(desk: Desk<Key>, person: string): Promise<readonly Task[]> {
  const courses = await desk.records.courses.list({ states: ['running', 'delivered'], proposedBy: person });
  return courses
    .filter((course) => courseEnd(course) <= desk.now)
    .map((course) => ({
      since: courseEnd(course),
      says: desk.say('tasks.attendance', { title: value(course.title), ended: day(course.endsOn) }),
      button: { label: desk.say('tasks.mark'), route: route('course/attendance/start', course.id) },
    }));
}

/** What could not be delivered: the coordinator sees that there is something, and where it can be dealt with. */
async function undelivered(desk: Desk<Key>): Promise<readonly Block[]> {
  const { asker, records, say, house } = desk;
  if (!hasRole(asker, 'coordinator')) return [];
  const failed = await records.deliveries.undelivered(mostFailed, 0);
  if (failed.length === 0) return [];
  const { undeliverable: count } = await records.deliveries.countByState();
  const lines: Text[] = [];
  for (const { person, organisation, channel, reason } of failed) {
    const to =
      person === undefined
        ? organisation && (await records.organisations.byId(organisation))
        : await records.people.byId(person);
    lines.push(
      say('tasks.undelivered.line', {
        name: value(to ? to.name : (channel ?? '–')),
        reason: house(reason === undefined ? 'reason.unknown' : `reason.${reason}`),
      }),
    );
  }
  return [
    { divider: true },
    { paragraph: say('tasks.undelivered', { count }) },
    { list: lines },
    { buttons: [{ label: say('tasks.undelivered.look'), route: route('exchange/undelivered/show') }] },
  ];
}
