// /course propose: a liaison officer or the coordinator proposes a course; a coordinator other than they publishes it.
import { type Desk, defineCommand } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { day, type Text, value } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import { type CourseProposal, checkProposal } from '#exchange/course.ts';
import { addDays } from '#exchange/local-time.ts';
import type { Course, CourseFilter } from '#store/records/courses.ts';
import { cardFor } from './_card-buttons.ts';
import { allCoordinators, others, tellAll } from './_concerned.ts';
import { askProposal, corrections, deadlineAt, proposalPages } from './_proposal.ts';
import { unfinishedStates } from './_states.ts';
import { type Key, words } from './words.ts';

/** Two courses of one subject within so many days may be one and the same offer. */
const doubleWithinDays = 90;
const mostDoubles = 3;
/** That many warn as well as more would. */
const mostCounted = 20;

export default defineCommand({
  path: 'course propose',
  words,
  who: ['liaison', 'coordinator'],
  access: 'write',
  asks: askProposal,
  pages: proposalPages,
  admit: async (_given, desk) =>
    desk.asker.organisation ? undefined : desk.refuse('propose.noOrganisation'),
  prefill: async (_given, { asker }) => ({
    zone: asker.organisation?.zone ?? asker.zone,
    ...(asker.organisation ? { country: asker.organisation.country } : {}),
  }),
  async run({ deadline, online = false, place, country, ...given }, desk) {
    const { asker, records, now, say } = desk;
    if (!asker.organisation || !asker.person) return desk.refuse('propose.noOrganisation');
    const proposal: CourseProposal = {
      ...given,
      online,
      place,
      country: country ?? asker.organisation.country,
      nominationDeadline: deadlineAt(deadline, given.zone),
    };
    const problems = checkProposal(proposal, now);
    if (problems.length > 0) return { correct: corrections(problems, proposal, desk) };

    const alike = alikeTo(proposal);
    const doubles = await records.courses.list({ ...alike, most: mostDoubles });
    const number = await records.courses.count(alike, mostCounted);
    const draft = await records.courses.propose({
      ...proposal,
      proposedBy: asker.person.id,
      organisation: asker.organisation.id,
    });
    const course = (await records.courses.move(draft.id, ['draft'], 'proposed')) ?? draft;
    const told = others(await allCoordinators(records, desk.now), asker.person.id);
    return [
      {
        reply: [
          { paragraph: say('propose.done', { title: value(course.title) }) },
          {
            paragraph: told.length > 0 ? say('propose.next', { count: told.length }) : say('propose.nobody'),
          },
          ...(hasRole(asker, 'coordinator') ? [{ paragraph: say('propose.fourEyes') }] : []),
          ...doubleWarning(doubles, number, desk),
          { divider: true },
          ...(await cardFor(course, desk)),
        ],
      },
      ...tellAll(told, 'course/proposed', { course: course.id }, `course proposed · ${course.id}`),
    ];
  },
});

/** Courses of the same subject at about the same time. */
function alikeTo({ subject, startsOn }: CourseProposal): CourseFilter {
  return {
    states: unfinishedStates,
    subject,
    startsFrom: addDays(startsOn, -doubleWithinDays),
    startsUntil: addDays(startsOn, doubleWithinDays),
  };
}

function doubleWarning(
  doubles: readonly Course[],
  count: number,
  { say, house }: Desk<Key>,
): readonly Block[] {
  if (doubles.length === 0) return [];
  const lines = doubles.map(
    (course): Text => [
      { bold: [value(course.title)] },
      ' · ',
      day(course.startsOn),
      ' · ',
      ...house(`courseState.${course.state}`),
    ],
  );
  return [{ paragraph: say('propose.double', { count, days: doubleWithinDays }) }, { list: lines }];
}
