// Steps 2 and 3 of the story: a course is proposed, page by page, published with its papers, and announced everywhere.
import { expect } from 'vitest';
import { fillsPages, formBefore } from '../support/fill-pages.ts';
import { approveCourse } from '../support/gate-papers.ts';
import type { Cast } from './cast.ts';
import { hears } from './hearing.ts';
import { organisationNames } from './layouts.ts';
import { said } from './said.ts';
import type { World } from './world.ts';

export const title = 'Digital evidence for investigators';

const proposal = {
  subject: 'Digital investigation',
  language: 'English',
  aims: 'To seize, keep and present digital evidence so that it stands in court.',
  startsOn: '2027-03-01',
  endsOn: '2027-03-05',
  deadline: '2027-02-12',
  online: false,
  place: 'Police Academy, Accra, hall 2',
  seats: 6,
} as const;

/** Brief, assessment and approval are arranged in the record, for stories that are not about them. */
export async function isApproved(world: World, title: string, reference = 'IPAB-2027-014'): Promise<void> {
  const act = { viewer: { kind: 'process' }, actor: 'story', now: world.clock.now() } as const;
  await world.store.write(act, async (records) => {
    const [course] = await records.courses.search(title, { most: 1 });
    const [hub] = (await records.organisations.all()).filter((one) => one.hub);
    if (!course || !hub) throw new Error(`There is no course “${title}” to approve.`);
    const [known] = await records.people.withRole('approver', 'head-of-department', world.clock.now());
    const mina = { name: 'Mina', organisation: hub.id, membership: 'confirmed' } as const;
    const { id } = known ?? (await records.people.add(mina));
    if (!known) await records.people.grant({ person: id, role: 'approver', scope: 'head-of-department' });
    const brief = { reference, decidedOn: '2027-01-04', validUntil: '2027-12-31' };
    await approveCourse(records, course.id, { assessor: id, approver: id }, { brief });
  });
}

export async function proposes(world: World, { ama, nadia }: Cast): Promise<void> {
  // A form that was only begun waits as a draft, also over a restart.
  await ama.runs('course propose', { title });
  await formBefore(ama.person);
  await world.restart();
  await ama.runs('my tasks');
  await ama.person.waitsFor('An unfinished form of /course propose');
  await ama.person.presses('Go on', 'An unfinished form of /course propose');
  const resumed = await formBefore(ama.person);
  expect(resumed.fields.find((field) => field.name === 'title')?.filled).toBe(title);
  await fillsPages(ama.person, proposal);
  const proposed = await ama.person.waitsFor(`“${title}” has been proposed.`);
  expect(proposed).toContain('2 coordinators have been told');
  await hears(nadia, `Ama of Police Academy, Accra proposes “${title}”.`);

  // Nobody publishes their own: the coordinator may look at what another proposed, never at theirs.
  await nadia.runs('course propose', {
    title: 'Command in a crisis',
    subject: 'Command',
    starts: '2027-06-07',
    ends: '2027-06-11',
    online: true,
    timezone: 'Europe/Zurich',
    language: 'English',
    seats: 12,
    deadline: '2027-05-07',
    aims: 'To lead when it matters.',
  });
  await nadia.person.waitsFor('Nobody publishes their own proposal: another coordinator has to look at it.');
  await isApproved(world, 'Command in a crisis');
  await nadia.runs('course publish', { course: 'Command in a crisis' });
  await nadia.person.waitsFor('“Command in a crisis” is your own proposal, and nobody publishes their own.');
}

export async function publishes(world: World, { ama, nadia, kojo, salma }: Cast): Promise<void> {
  await nadia.runs('course publish', { course: title });
  const preview = await nadia.person.waitsFor(`Preview: ${title}`);
  expect(preview).toContain('English: 2 channels');
  expect(preview).toContain('Arabic: 1 channel');
  expect(world.sent().filter((one) => one.says.includes(title) && one.to.includes('courses'))).toEqual([]);

  world.layout.failNextPosts('too many', 'broken', 'taken, but the answer is lost');
  await nadia.person.presses('Publish', `Preview: ${title}`);
  await nadia.person.waitsFor(`“${title}” is published. It is being announced in 3 channels`);
  await world.settles();

  for (const name of organisationNames) {
    const channel = world.layout.seats[name].announcements;
    const reader = name === 'rabat' ? salma : name === 'accra' ? kojo : nadia;
    const card = await reader.person.waitsFor(title, channel);
    expect(card).toContain(
      said('course', 'card.seatsGiven', reader.speaks, { granted: 0, seats: 6, free: 6 }),
    );
    expect(card).toContain(said('course', 'card.organiser', reader.speaks));
  }
  await hears(ama, `“${title}” has been published`);
}

/** A change is told to whoever it concerns, and every card is drawn again. */
export async function changesThePlace(
  world: World,
  { ama, nadia, salma, efua, youssef }: Cast,
): Promise<void> {
  const place = 'Police Academy, Accra, hall 7';
  await ama.runs('course edit', { course: title, place });
  await ama.person.waitsFor(`“${title}” has been changed.`);
  await world.settles();

  for (const reader of [salma, efua, youssef, nadia]) {
    const changed = said('course', 'changed', reader.speaks, { count: 1, title: { value: title } });
    expect(await hears(reader, changed)).toContain('hall 7');
    await reader.person.waitsFor('hall 7', reader.seat.announcements);
  }
}
