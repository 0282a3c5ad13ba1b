// Changes on the tour: a course is edited, postponed, put on hold, resumed and called off, and reminders go out before.
import { proposalLimits } from '#exchange/course.ts';
import { approve } from '../gate-papers.ts';
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';
import { arrangeCourse, arrangeNomination, giveApproval, nominee, title } from './papers.ts';

export async function changeCourses(tour: Tour, company: Company, main: string): Promise<void> {
  await edit(tour, company, main);
  await postponeAndCancel(tour, company);
  await remind(tour, company);
  await reopen(tour, company);
}

async function edit(tour: Tour, { kofi, salma, vera, otto }: Company, main: string): Promise<void> {
  const { wording } = tour;
  await kofi.pressesRoute(`course/edit/start|${main}`);
  await kofi.fills({
    title: title(tour, 'Main, changed'),
    subject: 'public-protection',
    language: tour.language === 'en' ? 'fr' : 'en',
    aims: wording.text('Something else.', proposalLimits.aims),
    startsOn: '2027-03-02',
    endsOn: '2027-03-04',
    deadline: '2027-02-02',
    zone: 'Africa/Accra',
    online: 'yes',
    place: wording.line('Kumasi', proposalLimits.place),
    seats: 14,
  });
  await tour.deliver();
  await kofi.runs('course edit', { course: main, seats: 14 });
  await kofi.runs('course edit', { course: main, seats: 1 });
  await kofi.runs('course edit', { course: main, startsOn: '2026-12-01' });
  await vera.runs('course edit', { course: main, endsOn: '2027-03-05', online: 'no' });
  await salma.runs('course edit', { course: main, seats: 20 });
  await salma.runs('course cancel', { course: main, reason: 'Not mine.' });
  await kofi.runs('course edit');
  await kofi.fills({ course: main });
  await kofi.pressesRoute(kofi.sees('form/open'));
  await kofi.fills({});
  await tour.deliver();
  // What was approved was another course: it is held until it has been approved anew.
  await otto.runs('course publish', { course: main });
  await giveApproval(tour, main);
  await otto.runs('course publish', { course: main });
  await otto.presses('course/publish/confirm', main);
  await tour.deliver();
}

/** One course that is moved beyond its documents, and then called off. */
async function postponeAndCancel(tour: Tour, company: Company): Promise<void> {
  const { vera, kofi, otto, ama, organisations } = company;
  const reason = tour.wording.text('The venue burned down.', 500);
  const host = { by: await tour.person(kofi.account), of: organisations.host };
  const course = await arrangeCourse(tour, 'Unlucky', {
    ...host,
    startsOn: '2027-04-05',
    endsOn: '2027-04-09',
    deadline: '2027-03-01',
    online: true,
    place: undefined,
  });
  await giveApproval(tour, course);
  await otto.runs('course publish', { course });
  await otto.presses('course/publish/confirm', course);
  await kofi.runs('nominate add', { course, person: await tour.person(ama.account), ...nominee(tour) });
  await tour.deliver();
  const dates = { startsOn: '2027-04-12', endsOn: '2027-04-16', deadline: '2027-03-02' };
  await kofi.runs('course edit', { course, place: tour.wording.line('Tamale', proposalLimits.place) });
  await kofi.runs('course postpone', { course });
  await kofi.fills({ reason });
  await kofi.corrects({ ...dates, reason });
  await vera.runs('course postpone', { course, startsOn: '2028-04-03', endsOn: '2028-04-07', reason });
  await tour.deliver();

  await kofi.runs('course cancel', { course, reason });
  await kofi.presses('course/cancel/keep', course);
  await kofi.runs('course cancel');
  await kofi.fills({ course, reason });
  const confirm = kofi.sees('course/cancel/confirm', course);
  await kofi.pressesRoute(`course/cancel/confirm|${course}|dft_none`);
  await kofi.pressesRoute(confirm);
  await kofi.pressesRoute(confirm);
  await kofi.runs('course cancel', { course, reason });
  await kofi.runs('course edit', { course, seats: 3 });
  await tour.deliver();
  await ama.presses('course/show/calendar', course);
  await ama.pressesRoute(`course/show/of|${course}`);
  await kofi.runs('course list', { state: 'cancelled' });
}

/** Before the deadline of the main course, 2 February 23:59 in Accra: to those with nobody, then to all. */
async function remind(tour: Tour, { lia }: Company): Promise<void> {
  await tour.at('2027-01-13T06:00:00Z');
  await tour.at('2027-01-27T06:00:00Z');
  await tour.at('2027-02-01T06:00:00Z');
  await lia.presses('inbox/read');
  await lia.presses('inbox/direct');
  await tour.at('2027-02-02T18:30:00Z');
  await tour.at('2027-02-03T06:00:00Z');
  await lia.presses('inbox/read');
}

/** A call that has closed opens again; a course without documents is held at its start, and goes on. */
async function reopen(tour: Tour, company: Company): Promise<void> {
  const { kofi, otto, organisations } = company;
  const host = { by: await tour.person(kofi.account), of: organisations.host };
  const closedCall = await arrangeCourse(tour, 'Closed call', {
    ...host,
    state: 'call-closed',
    startsOn: '2027-06-07',
    endsOn: '2027-06-11',
  });
  await kofi.runs('course edit', { course: closedCall, deadline: '2027-05-01' });
  await tour.arrange((records) => records.courses.move(closedCall, ['call-open'], 'call-closed'));
  await kofi.runs('course postpone', {
    course: closedCall,
    startsOn: '2027-07-05',
    endsOn: '2027-07-09',
    deadline: '2027-06-01',
    reason: 'Rain.',
  });

  const days = { startsOn: '2027-02-08', endsOn: '2027-02-19', deadline: '2027-02-01' };
  const held = { ...host, ...days, state: 'call-closed' } as const;
  const unapproved = await arrangeCourse(tour, 'Never approved', held);
  await tour.arrange((records) => approve(records, unapproved, host.by, 'No.', 'decline'));
  const course = await arrangeCourse(tour, 'Lapsed', { ...held, documents: 'both expired' });
  const early = await arrangeCourse(tour, 'Too early', {
    ...held,
    documents: 'one that ends early, one to come',
  });
  // As it was noted of courses that had been published before their papers were kept here.
  const person = await tour.person(otto.account);
  const resting = await arrangeCourse(tour, 'Resting without papers', { ...host, state: 'on-hold' });
  await tour.arrange((records) =>
    records.deliveries.add([
      {
        key: 'held without papers',
        message: 'course-calendar/held',
        facts: { course: resting, brief: 'absent', assessment: 'absent', approval: 'void' },
        person,
        channel: undefined,
        organisation: undefined,
        purpose: undefined,
        post: undefined,
        tooLateAt: undefined,
      },
    ]),
  );
  await arrangeNomination(tour, course, 'practice:officer-15', { ...host, of: organisations.guest });
  await arrangeNomination(tour, early, 'practice:officer-16', host);
  await tour.at('2027-02-08T12:00:00Z');
  await kofi.runs('course edit', { course, seats: 15 });
  await otto.presses('course/publish/start', course);
  await giveApproval(tour, course);
  await otto.runs('course publish', { course });
  await otto.presses('course/publish/confirm', course);
  await tour.deliver();
}
