// What is changed after courses, on the tour: agreed on with every mistake, given to others, called to mind, ended.
import { actionLimits } from '#exchange/improvement.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import type { Person } from '#store/records/people.ts';
import { reactionOf, reactionTo } from '../reaction-round.ts';
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';
import { arrangeCourse, title } from './papers.ts';

/** After courses have been evaluated. */
export async function improveCourses(tour: Tour, company: Company): Promise<void> {
  const { kofi } = company;
  const today = () => localDate(tour.now(), 'UTC');
  const course = (await tour.course(title(tour, 'Six'))).id;
  await evaluate(tour, company);
  await tour.at(`${mondayAfter(addDays(today(), 8))}T20:00:00Z`);
  await kofi.runs('feedback actions', { course: 'nowhere to be found' });
  await kofi.fills({ course });
  const due = addDays(today(), 40);
  await agreeWrongly(tour, company, course, due);
  await agree(tour, company, course, due);
  await tour.at(`${addDays(due, -4)}T20:00:00Z`);
  await give(tour, company, addDays(due, 3));
  await tour.at(`${addDays(due, -2)}T20:00:00Z`);
  await tour.at(`${addDays(due, 6)}T20:00:00Z`);
  await end(tour, company, course);
}

function mondayAfter(day: string): string {
  return addDays(day, 8 - Temporal.PlainDate.from(day).dayOfWeek);
}

/** More than are listed at once. */
async function evaluate(tour: Tour, { kofi, organisations }: Company): Promise<void> {
  const host = { by: await tour.person(kofi.account), of: organisations.host, state: 'closed' } as const;
  const people = await tour.arrange(async ({ people }) => {
    const members: Person[] = [];
    for (let number = 1; number <= 5; number += 1) {
      const name = tour.wording.line(`Evaluator ${number}`, 80);
      members.push(await people.add({ name, organisation: organisations.host, membership: 'confirmed' }));
    }
    return members;
  });
  for (let number = 1; number <= 6; number += 1) {
    const course = await arrangeCourse(tour, `Evaluated ${number}`, host);
    await tour.arrange(async ({ feedback }) => {
      await feedback.open(
        reactionTo(course, tour.now(), tour.now() + 1),
        people.map(({ id }) => id),
      );
      for (const [at, { id }] of people.entries())
        await feedback.answer(reactionOf(course), id, { apply: (at % 3) + 2, recommend: 6 + at });
      await feedback.close(reactionOf(course));
    });
  }
}

async function agreeWrongly(tour: Tour, { kofi, salma, mona }: Company, course: string, due: string) {
  const owner = await tour.person(mona.account);
  const by = await tour.person(kofi.account);
  const { organisation } = (await tour.course(title(tour, 'Six'))) ?? {};
  const ahead = await arrangeCourse(tour, 'Not held yet', { by, of: organisation, state: 'call-open' });
  const right = {
    course,
    what: tour.wording.text('Two days for the exercise.', actionLimits.what),
    owner,
    due,
  };
  await kofi.runs('feedback action-add', { ...right, course: ahead });
  await salma.runs('feedback action-add', right);
  await kofi.pressesRoute('feedback/actions/show|act_none');
  await kofi.presses('feedback/action-add/start', course);
  await kofi.fills({ ...right, what: 'Write to yaw@police.example' });
  await kofi.corrects({ what: right.what, due: addDays(due, -400) });
  await kofi.corrects({ due });
  await tour.deliver();
}

/** As many as are seen to. */
async function agree(
  tour: Tour,
  { vera, kofi, ama, yusuf, organisations }: Company,
  course: string,
  due: string,
) {
  const owners = [await tour.person(ama.account), await tour.person(yusuf.account)] as const;
  const host = await tour.person(kofi.account);
  await tour.arrange(async ({ actions, people }) => {
    await people.grant({ person: owners[1], role: 'manager', scope: organisations.guest });
    for (let number = 1; number < actionLimits.ofCourse; number += 1) {
      const what = tour.wording.text(`Thing ${number}`, actionLimits.what);
      await actions.add({
        course,
        owner: owners[number - 1] ?? host,
        what,
        dueOn: due,
        theme: undefined,
      });
    }
  });
  await kofi.runs('feedback action-add', { course });
  await vera.runs('feedback actions');
  await vera.presses('feedback/actions/page', '|8');
  await vera.presses('feedback/actions/page', '|0');
}

async function give(tour: Tour, { vera, mona, ama, yusuf }: Company, due: string): Promise<void> {
  const [first] = await openOf(tour, ama.account);
  const [other] = await openOf(tour, mona.account);
  await ama.presses('feedback/actions/show', first);
  await yusuf.runs('feedback action-end', { action: other ?? '' });
  await yusuf.runs('feedback action-give', { action: other ?? '' });
  await vera.presses('feedback/actions/show', '', first);
  await vera.presses('feedback/action-give/start', first);
  await vera.fills({ owner: await tour.person(mona.account), due });
  // Whoever saw to another leaves.
  const left = await tour.person(yusuf.account);
  await tour.arrange(({ people }) => people.change(left, { membership: 'removed' }));
}

async function end(tour: Tour, { vera, mona, kofi }: Company, course: string): Promise<void> {
  const [first, other] = await openOf(tour, mona.account);
  const effect = tour.wording.text('Everybody finished the exercise.', actionLimits.effect);
  // Messages reach her in Slack.
  await mona.pressesRoute(`feedback/action-end/done|${first}`);
  await mona.fills({ effect: 'Ask kofi@police.example' });
  await mona.corrects({ effect });
  await vera.runs('feedback actions', { course });
  await vera.presses('feedback/actions/show', '', other);
  await vera.presses('feedback/action-end/drop', other);
  await vera.fills({ effect });
  await vera.pressesRoute(`feedback/action-end/drop|${other}`);
  await kofi.runs('feedback actions', { course });
  await kofi.presses('feedback/actions/show', '', first);
  await kofi.presses('feedback/actions/of', course);
}

async function openOf(tour: Tour, account: Company['ama']['account']): Promise<readonly string[]> {
  const owner = await tour.person(account);
  return tour.arrange(async ({ actions }) => (await actions.open({ owner })).map(({ id }) => id));
}
