// /course propose: a liaison officer or the coordinator proposes a course; a coordinator other than they publishes it.
import { defineCommand } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { type CourseProposal, checkProposal } from '#exchange/course.ts';
import { cardFor } from './_card-buttons.ts';
import { allCoordinators, others, tellAll } from './_concerned.ts';
import { doublesView } from './_doubles.ts';
import { askProposal, corrections, deadlineAt, proposalPages } from './_proposal.ts';
import { words } from './words.ts';

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
          ...(await doublesView(course, desk)),
          {
            buttons: [
              {
                label: say('propose.brief'),
                route: route('approval/brief/start', course.id),
                look: 'primary',
              },
            ],
          },
          { divider: true },
          ...(await cardFor(course, desk)),
        ],
      },
      ...tellAll(told, 'course/proposed', { course: course.id }, `course proposed · ${course.id}`),
    ];
  },
});
