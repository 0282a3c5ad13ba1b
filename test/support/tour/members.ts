// How members of the tour are looked after: roles and deputies, who still serves, accounts unlinked, memberships ended.
import { coordinatorCodeFor } from '#bot/coordination.ts';
import { approve } from '../gate-papers.ts';
import type { Company } from './company.ts';
import { codeIn } from './company.ts';
import type { Tour } from './ground.ts';
import { approver, arrangeCourse, nominee } from './papers.ts';

export async function lookAfterMembers(tour: Tour, company: Company): Promise<void> {
  await giveRoles(tour, company);
  await answerForPeople(tour, company);
  await standIn(tour, company);
  await unlink(tour, company);
  await helpTheHub(tour, company);
  await endMemberships(tour, company);
  await mergeMembers(tour, company);
}

async function giveRoles(tour: Tour, { vera, otto, kofi, ama, organisations }: Company): Promise<void> {
  const person = await tour.person(ama.account);
  const [course] = await tour.arrange((records) => records.courses.list({ states: ['call-open'] }));
  await vera.runs('exchange role-give');
  await vera.fills({ person, role: 'approver' });
  await vera.corrects({ office: 'minister' });
  await vera.runs('exchange role-give', { person, role: 'manager', until: '2026-12-31' });
  await vera.runs('exchange role-give', { person, role: 'manager', until: '2027-12-31' });
  await vera.runs('exchange role-give', { person, role: 'instructor', course: course?.id ?? '' });
  await vera.runs('exchange role-give', { person, role: 'approver', office: 'head-of-department' });
  await vera.runs('exchange role-give', { person: await tour.person(vera.account), role: 'finance' });
  await kofi.runs('exchange role-give', { person, role: 'liaison' });
  await tour.deliver();
  await vera.runs('exchange members', { organisation: organisations.host });
  await vera.runs('exchange members', { organisation: 'zzzz' });
  await vera.runs('exchange members');
  await vera.presses('exchange/members/page', '|1');
  await vera.presses('exchange/members/page', '|0');
  await vera.pressesRoute('exchange/members/page||99');
  await kofi.runs('exchange members', { organisation: organisations.guest });
  await kofi.pressesRoute('exchange/members/of', person);
  await kofi.pressesRoute('exchange/members/of', 'per-none');
  await vera.pressesRoute('exchange/members/of', person);
  const takes = vera.sees('exchange/role-take/now', 'manager');
  await vera.pressesRoute(takes);
  await vera.pressesRoute(takes);
  await tour.deliver();
  await vera.presses('exchange/role-give/start', person);
  await vera.runs('exchange role-take');
  await vera.fills({ person, held: 'approver head-of-department' });
  await lastCoordinator(tour, { vera, otto });
  const ben = await tour.person('practice:ben');
  await vera.runs('exchange handover');
  await vera.fills({ person, successor: await tour.person(vera.account) });
  await vera.runs('exchange handover', { person: ben, successor: person });
  await vera.runs('exchange handover', { person, successor: ben });
  await vera.presses('exchange/handover/now', ben);
  await tour.deliver();
}

/** Somebody without an organisation, without a role, and the last who coordinates for good. */
async function lastCoordinator(tour: Tour, { vera, otto }: Pick<Company, 'vera' | 'otto'>): Promise<void> {
  const [own, other] = [await tour.person(vera.account), await tour.person(otto.account)];
  const alone = await tour.arrange(async ({ people }) => {
    for (const { id } of await people.withRole('coordinator', 'hub', tour.now()))
      if (id !== own) await people.revoke({ person: id, role: 'coordinator', scope: 'hub' });
    return people.add({
      name: tour.wording.line('Alone', 80),
      organisation: undefined,
      membership: 'confirmed',
    });
  });
  await vera.pressesRoute(`exchange/role-take/now|${own}|coordinator|hub`);
  await vera.runs('exchange role-give', { person: alone.id, role: 'trainee' });
  await vera.pressesRoute('exchange/members/of', alone.id);
  const noor = await tour.person('practice:noor');
  await tour.arrange(async ({ people }) => {
    for (const person of [other, noor]) await people.grant({ person, role: 'coordinator', scope: 'hub' });
    await people.change(alone.id, { membership: 'removed' });
  });
  await vera.pressesRoute(`exchange/role-give/start|${alone.id}`);
  await vera.fills({ person: alone.id, role: 'trainee' });
}

/** Ben's approval runs out: he asks, Kofi answers for his people, and the coordinators for each other. */
async function answerForPeople(tour: Tour, { vera, kofi, ama, organisations }: Company): Promise<void> {
  const ben = tour.as('practice:ben');
  const person = await tour.person(ben.account);
  const until = (approvedUntil: number, who: string) =>
    tour.arrange((records) => records.people.change(who, { approvedUntil }));
  await until(tour.now() + 86_400_000, await tour.person(ama.account));
  await until(tour.now(), person);
  await ben.runs('exchange organisation-list');
  await ben.runs('exchange join');
  await tour.deliver();
  await vera.pressesRoute('exchange/members/of', person);
  await vera.runs('exchange members', { organisation: organisations.host });
  await kofi.runs('my tasks');
  await kofi.presses('exchange/member-verify/show');
  await kofi.runs('exchange member-verify');
  await kofi.pressesRoute(`exchange/member-verify/page|${organisations.host}|1`);
  await kofi.pressesRoute(`exchange/member-verify/page|${organisations.host}|0`);
  await kofi.pressesRoute('exchange/member-verify/all|hub');
  await kofi.pressesRoute(`exchange/member-verify/all|${organisations.host}`);
  await kofi.pressesRoute(`exchange/member-verify/all|${organisations.host}`);
  await kofi.presses('exchange/member-verify/show');
  await vera.runs('exchange member-verify', { organisation: 'zzzz' });
  await vera.runs('exchange member-verify');
  await vera.presses('exchange/member-verify/all');
}

async function standIn(tour: Tour, { vera, kofi, mona, salma, ama, yusuf }: Company): Promise<void> {
  const person = await tour.person(mona.account);
  const [from, until] = ['2027-01-05', '2027-01-20'];
  await yusuf.runs('my deputy');
  await kofi.runs('my deputies');
  await kofi.runs('my deputy');
  await kofi.fills({ person, from: '2027-01-01', until });
  await kofi.corrects({ from, until: '2026-12-31' });
  await kofi.corrects({ from, until: '2028-12-31' });
  await kofi.corrects({ from, until });
  await kofi.runs('my deputy', { person: await tour.person(kofi.account), from, until });
  const [kofis, ben] = [await tour.person(kofi.account), await tour.person('practice:ben')];
  await tour.arrange(async (records) => {
    await records.people.change(ben, { membership: 'pending' });
    const named = {
      principal: kofis,
      deputy: person,
      role: undefined,
      scope: undefined,
      zone: 'Africa/Accra',
    };
    for (let number = 0; number < 10; number += 1)
      await records.deputies.name({ ...named, from: tour.now(), until: tour.now() + 9 * 86_400_000 });
  });
  await kofi.runs('my deputy', { person: ben, from, until });
  await tour.arrange(({ people }) => people.change(ben, { membership: 'confirmed' }));
  await tour.deliver();
  await vera.runs('my deputies');
  await mona.runs('my deputies');
  const ends = mona.sees('my/deputies/end');
  await mona.pressesRoute(ends);
  await salma.pressesRoute(ends);
  await ama.runs('my deputies');
  await tour.deliver();
  await tour.arrange(async ({ deputies }) => {
    for (const { id } of await deputies.list({ endsAfter: 0 })) await deputies.end(id);
  });
}

async function unlink(tour: Tour, { mona }: Company): Promise<void> {
  await mona.runs('my link');
  const first = mona.sees('my/link/unlink', 'slack');
  await mona.pressesRoute(first);
  await mona.pressesRoute(first);
  await mona.pressesRoute(`my/link/unlink|${mona.account}`);
  const code = codeIn(await mona.runs('my link'));
  await tour
    .as('slack:T1:U00000070', { place: 'slack:T1', channel: 'slack:T1:C00000001' })
    .runs('my link', { code });
  await tour.deliver();
}

/** With codes that were printed on the machine: in another's place, while Vera coordinates, and even so. */
async function helpTheHub(tour: Tour, { salma }: Company): Promise<void> {
  const [code, evenSo] = ['HE1P-HE1P-HE1P-HE1P', 'EVEN-S0S0-EVEN-S0S0'];
  await tour.arrange(async ({ codes }) => {
    await codes.issue(code, 'coordinator', coordinatorCodeFor.without, tour.now() + 86_400_000);
    await codes.issue(evenSo, 'coordinator', coordinatorCodeFor.evenSo, tour.now() + 86_400_000);
  });
  const newcomer = tour.as('slack:T1:U00000080', { place: 'slack:T1', channel: 'slack:T1:C00000001' });
  await salma.runs('exchange join', { code });
  await newcomer.runs('exchange join', { code });
  await newcomer.runs('exchange join', { code: evenSo });
  await tour.deliver();
  const person = await tour.person(newcomer.account);
  await tour.arrange(async ({ people }) => {
    await people.revoke({ person, role: 'coordinator', scope: 'hub' });
    await people.change(person, { membership: 'removed' });
  });
}

/** Somebody who has been nominated leaves, and somebody whom Kofi cannot let go. */
async function endMemberships(tour: Tour, { vera, kofi, salma }: Company): Promise<void> {
  const [open] = await tour.arrange((records) => records.nominations.list({ states: ['submitted'] }));
  const leaver = await tour.arrange(async (records) => {
    const nominee = open && (await records.people.byId(open.nominee));
    const { id } = await records.people.add({
      name: tour.wording.line('Leaver', 80),
      organisation: nominee?.organisation,
      membership: 'confirmed',
    });
    if (open) await records.nominations.add({ ...open, nominee: id });
    return id;
  });
  await salma.runs('exchange member-remove');
  await salma.fills({ person: await tour.person(kofi.account) });
  await kofi.pressesRoute(`exchange/member-remove/ask|${await tour.person(vera.account)}`);
  await vera.runs('exchange member-remove', { person: leaver });
  const now = vera.sees('exchange/member-remove/now', leaver);
  await vera.pressesRoute(now);
  await vera.pressesRoute(now);
  await tour.deliver();
}

/** Three who are one: what stands against it, each in its turn, until two of them can be merged. */
async function mergeMembers(tour: Tour, { vera, kofi, salma, organisations }: Company): Promise<void> {
  const [liaison, by] = [await tour.person(kofi.account), await tour.person(approver)];
  const [one, other, third] = await tour.arrange(async ({ people }) => {
    const added = async (name: string) =>
      people.add({
        name: tour.wording.line(name, 80),
        organisation: organisations.host,
        membership: 'confirmed',
      });
    const all = [await added('First'), await added('Second'), await added('Third')].map(({ id }) => id);
    await people.link('practice:twin', all[0] ?? '', 'twin');
    return [all[0] ?? '', all[1] ?? '', all[2] ?? ''] as const;
  });
  const own = await arrangeCourse(tour, 'Own', { by: one, of: organisations.host });
  const owned = await arrangeCourse(tour, 'Owned', { by: liaison, of: organisations.host });
  await tour.arrange(async (records) => {
    await approve(records, own, other);
    const due = '2027-02-01';
    await records.papers.addRisk(owned, { risk: 'Misuse', mitigation: 'Vetting', owner: one, due });
    await approve(records, owned, by);
  });
  const now = `exchange/member-merge/now|${third}|${one}`;
  const merge = (doubled: string, kept: string) => vera.runs('exchange member-merge', { doubled, kept });
  await vera.runs('exchange member-merge');
  await vera.fills({ doubled: one, kept: other });
  await merge(one, third);
  await merge(one, one);
  await merge(await tour.person(vera.account), one);
  await merge(one, await tour.person(salma.account));
  const nominated = await tour.arrange(async ({ nominations }) => {
    const said = { ...nominee(tour), organisation: organisations.host, nominatedBy: liaison };
    const both = { ...said, course: owned, state: 'submitted' } as const;
    await nominations.add({ ...both, nominee: one });
    return nominations.add({ ...both, nominee: third });
  });
  await vera.pressesRoute(now);
  await tour.arrange(async ({ nominations, courses }) => {
    await nominations.move(nominated.id, ['submitted'], 'withdrawn');
    for (const course of [own, owned]) await courses.move(course, ['proposed'], 'declined');
  });
  await merge(third, one);
  await vera.presses('exchange/member-merge/now', third);
  await tour.deliver();
}
