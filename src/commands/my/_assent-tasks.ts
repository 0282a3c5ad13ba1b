// Tasks around a nomination: a nominee's own consent, a manager's release, and what the hub has sent back to be corrected.
import type { Desk } from '#bot/command.ts';
import { actingFor, hasRole } from '#bot/identify.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import type { Nomination } from '#store/records/nominations.ts';
import { mostOfAKind, type Task } from './_task.ts';
import type { Key } from './words.ts';

/** One list for each kind. */
export async function assentTasks(desk: Desk<Key>, person: string): Promise<readonly (readonly Task[])[]> {
  const own = desk.asker.organisation?.id;
  return [
    await consents(desk, person),
    own !== undefined && hasRole(desk.asker, 'manager', own) ? await releases(desk, own) : [],
    own !== undefined && hasRole(desk.asker, 'liaison', own) ? await returned(desk, own) : [],
  ];
}

async function consents({ records, say }: Desk<Key>, person: string): Promise<readonly Task[]> {
  const asked = await records.nominations.awaiting('consent', person, mostOfAKind);
  const courses = await records.courses.byIds(asked.map((one) => one.course));
  return asked.map((nomination) => {
    const course = courses.find((one) => one.id === nomination.course);
    return {
      since: sinceOf(nomination),
      says: course
        ? say('tasks.consent', { title: value(course.title), starts: day(course.startsOn) })
        : say('tasks.consentWithheld'),
      button: { label: say('tasks.consentButton'), route: route('nominate/consent/of', nomination.id) },
    };
  });
}

async function releases(desk: Desk<Key>, organisation: string): Promise<readonly Task[]> {
  const { asker, records, say } = desk;
  const waiting = await records.nominations.awaiting('release', organisation, mostOfAKind);
  const theirs = waiting.filter((one) => !actingFor(asker).includes(one.nominee));
  return named(desk, theirs, (name, title) => say('tasks.release', { name, title }), {
    label: say('tasks.releaseButton'),
    to: (nomination) => route('nominate/release/of', nomination.id),
  });
}

async function returned(desk: Desk<Key>, organisation: string): Promise<readonly Task[]> {
  const { records, say } = desk;
  const back = await records.nominations.newest(organisation, ['returned'], mostOfAKind);
  return named(desk, back, (name, title) => say('tasks.returned', { name, title }), {
    label: say('tasks.returnedButton'),
    to: (nomination) => route('nominate/edit/start', nomination.id),
  });
}

type Words = (name: ReturnType<typeof value>, title: ReturnType<typeof value>) => Task['says'];

async function named(
  { records }: Desk<Key>,
  nominations: readonly Nomination[],
  says: Words,
  button: { label: Task['says']; to: (nomination: Nomination) => Task['button']['route'] },
): Promise<readonly Task[]> {
  const people = await records.people.byIds(nominations.map((one) => one.nominee));
  const courses = await records.courses.byIds(nominations.map((one) => one.course));
  return nominations.flatMap((nomination) => {
    const course = courses.find((one) => one.id === nomination.course);
    const name = people.find((one) => one.id === nomination.nominee)?.name ?? '';
    if (!course) return [];
    return [
      {
        since: sinceOf(nomination),
        says: says(value(name), value(course.title)),
        button: { label: button.label, route: button.to(nomination) },
      },
    ];
  });
}

function sinceOf({ sentAt, createdAt }: Nomination): number {
  return sentAt ?? createdAt;
}
