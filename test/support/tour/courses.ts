// Courses on the tour: proposed with everything that can be wrong, listed, shown, published after every refusal.
import type { RawValues } from '#bot/field.ts';
import { proposalLimits } from '#exchange/course.ts';
import { languages } from '#exchange/languages.ts';
import caseData from '../../fixtures/case-data.json' with { type: 'json' };
import { approve } from '../gate-papers.ts';
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';
import { arrangeCourse, earlyProposal, giveApproval, proposal, title } from './papers.ts';
import type { Traveller } from './traveller.ts';

/** Proposes and publishes the course that everything then happens to; gives its id. */
export async function announceCourse(tour: Tour, company: Company): Promise<string> {
  await lookAtNothing(company);
  const main = await proposeSlowly(tour, company.kofi);
  await proposeWrongly(tour, company.kofi);
  await lookAt(company, main);
  await publish(tour, company, main);
  await refuseToPublish(tour, company);
  await leafThrough(tour, company);
  return main;
}

async function lookAtNothing({ kofi, ama, vera, mona }: Company): Promise<void> {
  await ama.runs('course list');
  await kofi.runs('course list');
  await kofi.runs('course list', { subject: 'leadership' });
  await vera.runs('nominate list');
  await ama.runs('nominate list');
  await mona.runs('feedback status');
  await ama.runs('feedback answer');
  await vera.runs('feedback actions');
  for (const who of [ama, vera]) await who.runs('symposium show');
}

/** Each thing that a proposal can have wrong, alone; and all of them at once. */
async function proposeWrongly(tour: Tour, kofi: Traveller): Promise<void> {
  const right = proposal(tour, 'Wrong');
  const everythingWrong = {
    title: 'x'.repeat(5_000),
    subject: 'astrology',
    startsOn: '2027-02-30',
    endsOn: 'as soon as can be @everyone',
    online: 'perhaps',
    place: tour.wording.line('Far away', 400),
    zone: 'america',
    language: 'klingon',
    seats: '100000',
    deadline: '31/31',
    aims: '\u202e',
  };
  await kofi.runs('course propose', everythingWrong, ['titel:"<!channel> @everyone"', 'seets:20']);
  await kofi.fills({ title: right.title });
  await kofi.runs('course propose', { ...everythingWrong, zone: 'zzzz', startsOn: '٣٠/٠٢' });
  const wrong: readonly RawValues[] = [
    { startsOn: '2026-12-01', endsOn: '2026-12-02' },
    { startsOn: '2045-01-01', endsOn: '2045-01-02' },
    { endsOn: '2027-02-01' },
    { endsOn: '2029-03-01' },
    { deadline: '2026-12-31' },
    { deadline: '2027-03-02' },
    { place: '' },
  ];
  await kofi.runs('course propose', { ...right, aims: caseData.reports.en[0] ?? '' });
  for (const one of wrong) await kofi.runs('course propose', { ...right, ...one });
  const nowhere = { place: undefined, channel: undefined };
  await tour.as('practice:noor', nowhere).runs('course propose', right);
}

/** Begins, leaves it half filled, finds it in the tasks, and goes on; what turns the reading round is taken out. */
async function proposeSlowly(tour: Tour, kofi: Traveller): Promise<string> {
  const right = proposal(tour, 'Main');
  await kofi.runs('course propose', { title: right.title });
  await kofi.runs('my tasks');
  await kofi.presses('form/open', tour.notes.forms.at(-1)?.form.id);
  await kofi.fills({ ...right, title: `\u202e${right.title}\u202c`, seats: 12 });
  const { id } = await tour.course(right.title);
  await kofi.runs('course propose', { ...right, title: title(tour, 'Double') });
  await tour.deliver();
  return id;
}

async function lookAt({ kofi, vera, ama }: Company, main: string): Promise<void> {
  await kofi.runs('course show', { course: main });
  await kofi.runs('course show');
  await kofi.fills({ course: main });
  await kofi.runs('course list');
  await kofi.presses('course/show/chosen', '', main);
  await kofi.runs('course list', { mine: 'yes', state: 'proposed' });
  await ama.pressesRoute(`course/show/of|${main}`);
  await ama.pressesRoute(`course/show/calendar|${main}`);
  await vera.presses('course/show/of', main);
  await kofi.runs('course cancel', { course: 'nowhere to be found' });
  await kofi.runs('course list', { state: 'fine', subject: 'astrology', mine: 'perhaps' });
  await vera.runs('course complete');
}

async function publish(tour: Tour, { kofi, vera, otto }: Company, main: string): Promise<void> {
  await otto.runs('course publish', { course: main });
  await giveApproval(tour, main);
  await otto.pressesRoute(`course/publish/start|${main}`);
  const early = otto.sees('course/publish/confirm', main);
  for (const language of languages) await otto.pressesRoute(`course/publish/preview|${main}|${language}`);
  await kofi.runs('course edit', { course: main, place: tour.wording.line('Tema', proposalLimits.place) });
  await otto.pressesRoute(early);
  await kofi.runs('course edit', { course: main, seats: 13 });
  await otto.pressesRoute(early);
  await giveApproval(tour, main);
  await otto.runs('course publish', { course: main });
  await otto.presses('course/publish/confirm', main);
  await otto.pressesRoute(early);
  await tour.deliver();
  await kofi.presses('course/show/of', main);
  await kofi.presses('course/show/calendar', main);
  await vera.runs('course publish', { course: main });
}

/** More courses than are counted, a page at a time; in a state in which they are in nobody's way afterwards. */
async function leafThrough(tour: Tour, { kofi, otto, organisations }: Company): Promise<void> {
  const host = { by: await tour.person(kofi.account), of: organisations.host };
  for (let number = 1; number <= 101; number += 1)
    await arrangeCourse(tour, `Turned down ${number}`, { ...host, state: 'declined', documents: 'none' });
  await otto.runs('course list', { state: 'declined' });
  await otto.presses('course/list/page', '|20|');
  await otto.presses('course/list/page', '|0|');
}

async function refuseToPublish(tour: Tour, { kofi, vera, otto, organisations }: Company): Promise<void> {
  const early = await tour.course(earlyProposal(tour).title);
  await vera.runs('course publish', { course: early.id });
  const host = { by: await tour.person(kofi.account), of: organisations.host };
  const bare = await arrangeCourse(tour, 'Bare', { ...host, documents: 'none' });
  await otto.pressesRoute(`course/publish/preview|${bare}|${tour.language}`);
  for (const documents of [
    'both expired',
    'one to come, one that ends early',
    'one that ends early, one to come',
  ] as const)
    await otto.runs('course publish', {
      course: await arrangeCourse(tour, documents, { ...host, documents }),
    });
  const unapproved = await arrangeCourse(tour, 'Not approved', host);
  await tour.arrange((records) => approve(records, unapproved, host.by, 'No.', 'decline'));
  await otto.runs('course publish');
  await otto.fills({ course: unapproved });
  const late = await arrangeCourse(tour, 'Late', { ...host, deadline: '2027-01-03' });
  await otto.runs('course publish', { course: late });
  const declined = await arrangeCourse(tour, 'Declined', { ...host, state: 'declined' });
  await otto.runs('course publish', { course: declined });
  await otto.pressesRoute('course/publish/preview|crs_none|en');
  const over = { startsOn: '2026-12-07', endsOn: '2026-12-11', deadline: '2026-12-01' };
  const held = await arrangeCourse(tour, 'Held too long', { ...host, ...over, state: 'on-hold' });
  await otto.runs('course publish', { course: held });
}
