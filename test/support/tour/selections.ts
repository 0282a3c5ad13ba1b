// Selections by score on the tour: weights, reviewers and their refusals, blind reviews, what is lacking, and the close.
import type { CourseState } from '#exchange/course.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import type { AccountId } from '#exchange/people.ts';
import { sectors } from '#exchange/profile.ts';
import { interests } from '#exchange/reviewing.ts';
import { flags } from '#exchange/scoring.ts';
import type { Records } from '#store/store.ts';
import type { Company } from './company.ts';
import { personIn, type Tour } from './ground.ts';
import { arrangeCourse, nominee } from './papers.ts';
import type { Traveller } from './traveller.ts';

/** More than one page of scores; every band of ranks and every sector among them. */
const candidates = 10;
const ranks = ['Constable', 'Sergeant', 'Inspector', 'Colonel', 'Analyst'] as const;

export const weights = { need: 30, role: 25, cascade: 20, experience: 15, language: 10 } as const;
const middling = { need: 3, role: 3, cascade: 3, experience: 3, language: 3 } as const;

export const candidate = (number: number): AccountId => `practice:candidate-${number}`;
const expert = (number: number): AccountId => `practice:expert-${number}`;

export interface Selection {
  readonly tour: Tour;
  readonly company: Company;
  /** Experts of the third, the absent, the hub and the guest. */
  readonly experts: readonly Traveller[];
  /** With ten nominees, and one with a single one whom hardly anybody may review. */
  readonly main: string;
  readonly scarce: string;
  /** With one whom everybody may review. */
  readonly simple: string;
  /** A day so many from now. */
  on(days: number): string;
}

export async function selectByScore(tour: Tour, company: Company): Promise<Selection> {
  const selection = await arrange(tour, company);
  await beforeReviewers(selection);
  await nameReviewers(selection);
  await refuseReviewers(selection);
  await review(selection);
  await lack(selection);
  await closeScores(selection);
  return selection;
}

async function arrange(tour: Tour, company: Company): Promise<Selection> {
  const { organisations, kofi, salma } = company;
  const today = localDate(tour.now(), 'UTC');
  const on = (days: number) => addDays(today, days);
  const host = { by: await tour.person(kofi.account), of: organisations.host };
  const course = (about: string, state: CourseState) =>
    arrangeCourse(tour, about, { ...host, state, startsOn: on(90), endsOn: on(94), deadline: on(-1) });
  const main = await course('Scored', 'call-closed');
  const scarce = await course('Scarce', 'call-closed');
  const simple = await course('Simple', 'call-closed');
  const by = { [organisations.host]: host.by, [organisations.guest]: await tour.person(salma.account) };
  await tour.arrange(async (records) => {
    for (let number = 1; number <= candidates; number += 1)
      await addCandidate(
        tour,
        records,
        main,
        number,
        number % 2 === 0 ? organisations.host : organisations.guest,
        by,
      );
    const homes = [organisations.third, organisations.absent, organisations.hub, organisations.guest];
    for (const [at, home] of homes.entries()) {
      const name = tour.wording.line(`Expert ${at + 1}`, 80);
      const { id } = await records.people.add({ name, organisation: home, membership: 'confirmed' });
      await records.people.link(expert(at + 1), id, name);
      await records.people.grant({ person: id, role: 'expert', scope: 'investigation' });
    }
    await records.nominations.add({
      ...{
        course: scarce,
        nominee: await personIn(records, candidate(1)),
        organisation: organisations.guest,
      },
      ...{ nominatedBy: by[organisations.guest] ?? '', ...nominee(tour), state: 'submitted' },
    });
  });
  const experts = [1, 2, 3, 4].map((number) => tour.as(expert(number)));
  return { tour, company, experts, main, scarce, simple, on };
}

async function addCandidate(
  tour: Tour,
  records: Records,
  course: string,
  number: number,
  organisation: string,
  by: Readonly<Record<string, string>>,
): Promise<void> {
  const name = tour.wording.line(`Candidate ${number}`, 80);
  const { id } = await records.people.add({ name, organisation, membership: 'confirmed' });
  await records.people.link(candidate(number), id, name);
  const sector = sectors[number % sectors.length];
  await records.profiles.set({ person: id, sector, gender: 'woman', languages: ['en', 'ar'] }, id);
  await records.nominations.add({
    ...{ course, nominee: id, organisation, nominatedBy: by[organisation] ?? '' },
    ...nominee(tour),
    rank: ranks[number % ranks.length] ?? '',
    reason: `Candidate ${number} leads the laboratory.`,
    state: 'submitted',
  });
}

async function beforeReviewers({
  tour,
  company: { vera, kofi, organisations },
  main,
  on,
}: Selection): Promise<void> {
  await vera.runs('exchange settings', { setting: 'review.spread', to: '3' });
  await vera.runs('exchange settings', { setting: 'review.spread', to: '2' });
  await vera.runs('exchange settings', { setting: 'review.spread', to: '9' });
  await vera.runs('select progress');
  await vera.fills({ course: main });
  await vera.pressesRoute(`select/progress/scores|${main}|0`);
  await vera.runs('select weights');
  await vera.fills({ course: main, needWeight: 40 });
  await vera.corrects({ needWeight: 30 });
  await vera.presses('select/weights/change', main);
  await vera.fills({ needWeight: 30 });
  await vera.runs('select weights', { course: main });
  await vera.runs('select progress', { course: main });
  const host = { by: await tour.person(kofi.account), of: organisations.host };
  const early = await arrangeCourse(tour, 'Still open', {
    ...host,
    state: 'call-open',
    deadline: on(30),
    startsOn: on(60),
    endsOn: on(61),
  });
  await vera.runs('select weights', { course: early, needWeight: 30 });
  await vera.runs('select progress', { course: early });
  await vera.pressesRoute(`select/progress/scores|${early}|0`);
  await vera.runs('course show', { course: early });
  const over = await arrangeCourse(tour, 'Over', {
    ...host,
    state: 'confirmed',
    startsOn: on(60),
    endsOn: on(61),
  });
  await vera.runs('select reviewers', { course: over });
  await vera.pressesRoute('select/reviewers/of|crs_none');
}

async function nameReviewers({ tour, company: { vera }, experts, main, on }: Selection): Promise<void> {
  const [first, second, third] = experts;
  if (!first || !second || !third) throw new Error('There are experts.');
  for (const one of experts) await one.runs('select review');
  await first.runs('select declare', { whom: await tour.person(second.account), interest: interests[0] });
  await vera.runs('select reviewers', { course: main });
  await vera.presses('select/reviewers/name', main);
  await vera.fills({ person: await tour.person(first.account), due: '2020-01-01' });
  await vera.corrects({ due: on(10) });
  for (const one of [second, third])
    await vera.runs('select reviewers', { course: main, person: await tour.person(one.account) });
  await vera.pressesRoute(`select/reviewers/of|${main}`);
  await vera.presses('select/progress/of', main);
  // Nobody has a score yet, whoever is asked to review whom.
  await vera.pressesRoute(`select/progress/scores|${main}|0`);
  await vera.runs('select progress', { course: main });
  await tour.deliver();
}

async function refuseReviewers({ tour, company, experts, main, on }: Selection): Promise<void> {
  const { vera, kofi, organisations } = company;
  const [first] = experts;
  const name = async (account: AccountId, course = main) =>
    vera.runs('select reviewers', { course, person: await tour.person(account) });
  await name(candidate(5));
  const host = { by: await tour.person(kofi.account), of: organisations.host };
  const far = { ...host, startsOn: on(90), endsOn: on(94), deadline: on(-1), state: 'call-closed' } as const;
  const secret = await arrangeCourse(tour, 'Secret selection', { ...far, withheld: [] });
  const crowded = await arrangeCourse(tour, 'Crowded', far);
  await tour.arrange(async (records) => {
    for (const account of [candidate(1), kofi.account])
      await records.people.grant({
        person: await personIn(records, account),
        role: 'expert',
        scope: 'investigation',
      });
    const payer = await personIn(records, expert(4));
    await records.people.grant({ person: payer, role: 'liaison', scope: organisations.guest });
    const guest = await records.organisations.byId(organisations.guest);
    await records.funding.note({
      ...{ course: main, payerKind: 'beneficiary', country: 'EG', payer: guest?.name ?? '', amount: 100 },
      ...{ currency: 'GBP', share: undefined, notedBy: payer },
    });
    await records.courses.withhold(secret, ['counter-terrorism']);
    await records.panels.convene(crowded, { weights, due: on(10) }, host.by);
    for (let number = 1; number <= 20; number += 1) {
      const about = tour.wording.line(`Crowd ${number}`, 80);
      const { id } = await records.people.add({
        name: about,
        organisation: organisations.hub,
        membership: 'confirmed',
      });
      await records.panels.name(crowded, id, host.by);
    }
  });
  await name(candidate(1));
  await name(kofi.account);
  await name(expert(4));
  await name(first?.account ?? kofi.account, secret);
  await name(first?.account ?? kofi.account, crowded);
}

async function review({ tour, company: { vera }, experts, main }: Selection): Promise<void> {
  const [first, second, third] = experts;
  if (!first || !second || !third) throw new Error('There are experts.');
  await first.runs('my tasks');
  await first.runs('select review');
  await first.presses('select/review/rate');
  await first.fills({ ...middling, flag: flags[0], remark: 'Call +233 20 123 4567' });
  await first.corrects({ remark: tour.wording.text('Well argued.', 600) });
  await first.presses('select/review/next', main);
  await first.presses('select/abstain/start');
  await first.fills({ why: 'Write to me@example.org' });
  await first.corrects({ why: tour.wording.text('I know the case.', 300) });
  await first.runs('select abstain');
  for (const one of [...experts.slice(0, 3)]) await finish(tour, one, main, one === second ? 0 : 4);
  for (const one of [first, second, third]) {
    await one.runs('select review');
    const own = await tour.arrange(async ({ reviews }) =>
      (await reviews.of(main)).filter((row) => row.state !== 'recused'),
    );
    const person = await tour.person(one.account);
    for (const row of own.filter((row) => row.reviewer === person).slice(0, 3))
      await one.presses('select/review/of', '', row.id);
    const abstained = own.find((row) => row.reviewer === person && row.state === 'abstained');
    if (abstained) await one.presses('select/review/of', '', abstained.id);
  }
  await first.pressesRoute('select/review/of|rev_none');
  await tour.deliver();
  await vera.runs('select progress', { course: main });
  await vera.presses('select/progress/scores', main);
  await vera.presses('select/progress/scores', `${main}|8`);
  await vera.presses('select/progress/scores', `${main}|0`);
}

/** Everything that waits, each with another mark. */
async function finish(tour: Tour, one: Traveller, course: string, given: number): Promise<void> {
  for (let turn = 0; turn < 2 * candidates; turn += 1) {
    const person = await tour.person(one.account);
    const open = await tour.arrange(async ({ reviews }) =>
      (await reviews.ofReviewer(person)).filter((row) => row.course === course && row.state === 'open'),
    );
    if (open.length === 0) return;
    await one.runs('select review');
    await one.presses('select/review/rate');
    // Now and then far from the others.
    const all = turn % 3 === 0 ? given : 3;
    await one.fills({
      ...{ need: all, role: all, cascade: all, experience: all, language: all },
      ...{ flag: flags[turn % flags.length] ?? 'doubtful', remark: tour.wording.text('So it seems.', 600) },
    });
  }
}

/** Nobody is left without a conflict: of the own organisation, used up, or too few. */
async function lack({ tour, company, experts, scarce, main }: Selection): Promise<void> {
  const { vera } = company;
  const [first, , , fourth] = experts;
  if (!first || !fourth) throw new Error('There are experts.');
  const name = async (account: AccountId) =>
    vera.runs('select reviewers', { course: scarce, person: await tour.person(account) });
  await name(first.account);
  await vera.runs('select progress', { course: scarce });
  await name(fourth.account);
  await vera.runs('select progress', { course: scarce });
  await vera.presses('select/progress/assign', scarce);
  await tour.deliver();
  await vera.pressesRoute(`select/reviewers/dismiss|${scarce}|${await tour.person(fourth.account)}`);
  await name('practice:expert-2');
  await first.runs('select review');
  await first.presses('select/abstain/start');
  await first.fills({ why: 'Too near.' });
  await vera.runs('select progress', { course: scarce });
  await first.runs('select declare');
  await first.fills({ whom: await tour.person(first.account), interest: interests[0] });
  await first.corrects({ whom: await tour.person(candidate(2)), interest: interests[1] });
  for (const [at, interest] of interests.entries())
    await first.runs('select declare', { whom: await tour.person(candidate(at + 2)), interest });
  await tour.arrange(async (records) =>
    records.people.grant({ person: await personIn(records, candidate(3)), role: 'instructor', scope: main }),
  );
  await tour.deliver();
  await vera.runs('select progress', { course: main });
}

async function closeScores({
  tour,
  company: { vera },
  experts,
  main,
  scarce,
  simple,
  on,
}: Selection): Promise<void> {
  const [first, second, third] = experts;
  if (!first || !second || !third) throw new Error('There are experts.');
  await vera.runs('select reviewers', { course: scarce, due: on(4) });
  await vera.runs('select reviewers', { course: main, due: on(4) });
  await tour.at(`${on(1)}T15:00:00Z`);
  await tour.at(`${on(6)}T15:00:00Z`);
  await second.runs('select review');
  await second.presses('select/review/rate');
  for (const one of [second, third]) await finish(tour, one, main, 3);
  await vera.runs('select progress', { course: main });
  await vera.presses('select/progress/ask', main);
  const [own] = await tour.arrange(async ({ reviews }) =>
    (await reviews.of(main)).filter((row) => row.state === 'rated'),
  );
  const people = await Promise.all(
    experts.map(async (one) => [one, await tour.person(one.account)] as const),
  );
  const [reviewer] = people.find(([, id]) => id === own?.reviewer) ?? [];
  if (!reviewer || !own) throw new Error('Somebody has reviewed.');
  await reviewer.pressesRoute(`select/review/rate|${own.id}`);
  await vera.presses('select/progress/close', main);
  await reviewer.fills({});
  await reviewer.pressesRoute(`select/review/rate|${own.id}`);
  await vera.pressesRoute(`select/progress/close|${main}`);
  await vera.pressesRoute(`select/progress/ask|${main}`);
  await vera.runs('select progress', { course: main });
  await vera.runs('select weights', { course: main, needWeight: 20, roleWeight: 35 });
  await vera.pressesRoute(`select/progress/ask|${scarce}`);
  await simply(tour, vera, experts, simple);
}

/** Two who agree: everything is there when the scores are closed. */
async function simply(
  tour: Tour,
  vera: Traveller,
  experts: readonly Traveller[],
  course: string,
): Promise<void> {
  const both = experts.slice(1, 3);
  for (const one of both)
    await vera.runs('select reviewers', { course, person: await tour.person(one.account) });
  for (const one of both) await finish(tour, one, course, 3);
  await vera.pressesRoute(`select/progress/ask|${course}`);
}
