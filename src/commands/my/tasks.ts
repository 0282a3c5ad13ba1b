// /my tasks: what waits for whoever asks, oldest first, each with its button.
import { type Desk, defineCommand } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { day, instant, type Text, value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { courseEnd } from '#exchange/course.ts';
import { localDate } from '#exchange/local-time.ts';
import type { Course } from '#store/records/courses.ts';
import { assentTasks } from './_assent-tasks.ts';
import { gateTasks } from './_gate-tasks.ts';
import { practiceTasks } from './_practice-tasks.ts';
import { reviewTasks } from './_review-tasks.ts';
import { servingTasks } from './_serving-tasks.ts';
import { mostOfAKind, mostShown, oldest, type Task } from './_task.ts';
import { type Key, words } from './words.ts';

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
    const kinds = [await draftTasks(desk), ...(await memberTasks(desk))];
    const tasks = kinds.flat().toSorted((one, other) => one.since - other.since);
    // Of a kind that is cut off, nobody has counted the rest.
    const isCounted = kinds.every((kind) => kind.length < mostOfAKind);
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
        {
          heading: isCounted
            ? desk.say('tasks.title', { count: tasks.length })
            : desk.say('tasks.titleMany', { count: mostShown }),
        },
        ...blocks,
        ...(more > 0
          ? [{ paragraph: isCounted ? desk.say('tasks.more', { count: more }) : desk.say('tasks.moreMany') }]
          : []),
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

/** One list for each kind, at most as long as `mostOfAKind`. */
async function memberTasks(desk: Desk<Key>): Promise<readonly (readonly Task[])[]> {
  const { asker } = desk;
  if (asker.person?.membership !== 'confirmed') return [];
  const coordinator = hasRole(asker, 'coordinator');
  return [
    await offerTasks(desk, asker.person.id),
    await feedbackTasks(desk, asker.person.id),
    coordinator || hasRole(asker, 'liaison') ? await waitingMembers(desk, coordinator) : [],
    await servingTasks(desk, asker.person.id),
    ...(await assentTasks(desk, asker.person.id)),
    ...(await gateTasks(desk, asker.person.id)),
    ...(await reviewTasks(desk, asker.person.id)),
    ...(await practiceTasks(desk, asker.person.id)),
    coordinator ? await nominationsToAnswer(desk) : [],
    hasRole(asker, 'liaison') ? await openCalls(desk) : [],
    await attendanceDue(desk, asker.person.id),
  ];
}

/** Seats that are offered to them. */
async function offerTasks({ records, say }: Desk<Key>, nominee: string): Promise<readonly Task[]> {
  const offered = await records.nominations.list({ nominee, states: ['offered'] });
  if (offered.length === 0) return [];
  const nominations = offered.map(({ id }) => id);
  const offers = (await records.offers.among(nominations, ['open'])).slice(0, mostOfAKind);
  const courses = await records.courses.byIds(offers.map(({ course }) => course));
  return offers.flatMap((offer) => {
    const course = courses.find(({ id }) => id === offer.course);
    if (!course || course.state === 'cancelled') return [];
    return [
      {
        since: offer.offeredAt,
        says: say('tasks.offer', {
          title: value(course.title),
          until: instant(offer.endsAt, course.zone),
        }),
        button: { label: say('tasks.offerButton'), route: route('nominate/answer/show', offer.nomination) },
      },
    ];
  });
}

async function feedbackTasks(desk: Desk<Key>, person: string): Promise<readonly Task[]> {
  const rounds = (await desk.records.feedback.waitingFor(person, desk.now)).slice(0, mostOfAKind);
  const courses = await desk.records.courses.byIds(rounds.flatMap((round) => round.course ?? []));
  return rounds.flatMap((round) => {
    const course = courses.find((one) => one.id === round.course);
    if (!course) return [];
    return [
      {
        since: round.opensAt,
        says: desk.say('tasks.feedback', {
          title: value(course.title),
          closes: instant(round.closesAt, course.zone),
        }),
        button: { label: desk.say('tasks.answer'), route: route('feedback/answer/start', round.id) },
      },
    ];
  });
}

async function waitingMembers(desk: Desk<Key>, everywhere: boolean): Promise<readonly Task[]> {
  const waiting = await desk.records.people.pending(
    everywhere ? undefined : (desk.asker.organisation?.id ?? ''),
    mostOfAKind,
  );
  return waiting.map((person) => ({
    since: 0,
    says: desk.say('tasks.member', { name: value(person.name) }),
    button: { label: desk.say('tasks.confirm'), route: route('exchange/member-confirm/open', person.id) },
  }));
}

async function nominationsToAnswer(desk: Desk<Key>): Promise<readonly Task[]> {
  const { records, say } = desk;
  const lists: { course: Course; since: number }[][] = [];
  for (const state of ['call-open', 'call-closed', 'selecting'] as const)
    lists.push([...(await records.courses.waiting(state, mostOfAKind))]);
  const waiting = oldest(lists, (one) => one.since);
  const tallies = await records.nominations.tally(waiting.map(({ course }) => course.id));
  return waiting.map(({ course, since }) => ({
    since,
    says: say('tasks.nominations', {
      count: tallies.get(course.id)?.submitted ?? 0,
      title: value(course.title),
    }),
    button: { label: say('tasks.look'), route: route('nominate/list/of', course.id) },
  }));
}

/** Calls where the asker's organisation has nobody yet. */
async function openCalls(desk: Desk<Key>): Promise<readonly Task[]> {
  const organisation = desk.asker.organisation?.id;
  if (organisation === undefined) return [];
  const courses = await desk.records.courses.inState('call-open', 'publishedAt', {
    without: organisation,
    most: mostOfAKind,
  });
  return courses.map((course) => ({
    since: course.publishedAt ?? course.createdAt,
    says: desk.say('tasks.nominate', {
      title: value(course.title),
      deadline: instant(course.nominationDeadline, course.zone),
    }),
    button: { label: desk.say('tasks.nominateButton'), route: route('nominate/add/start', course.id) },
  }));
}

/** Of courses that are over, by whoever proposed them or manages them. */
async function attendanceDue(desk: Desk<Key>, person: string): Promise<readonly Task[]> {
  const { records, asker, now } = desk;
  const narrow = { proposedBy: person, until: localDate(now, 'UTC'), most: mostOfAKind };
  const managed = asker.grants.filter(({ role }) => role === 'courseManager').map(({ scope }) => scope);
  const courses = [
    ...(await records.courses.inState('running', 'endsOn', narrow)),
    ...(await records.courses.inState('delivered', 'endsOn', narrow)),
    ...(await records.courses.byIds(managed)).filter(
      ({ state }) => state === 'running' || state === 'delivered',
    ),
  ];
  return [...new Map(courses.map((course) => [course.id, course])).values()]
    .filter((course) => courseEnd(course) <= now)
    .slice(0, mostOfAKind)
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
