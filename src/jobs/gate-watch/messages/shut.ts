// Warns that a course will meet a gate that is shut: what is missing, and who can lift it, as of the moment it is read.
import { becauseOfGate } from '#bot/because-of-gate.ts';
import { defineMessage, factText } from '#bot/message.ts';
import { day, type Text, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import type { MissingPaper } from '#exchange/approval.ts';
import { type CourseState, openedStates } from '#exchange/course.ts';
import { missingAtStart, urgencyOf, watchedStates } from '#exchange/gate-watch.ts';
import { daysBetween, localDate } from '#exchange/local-time.ts';
import { type Key, words } from '../words.ts';

export default defineMessage({
  name: 'gate-watch/shut',
  words,
  async because(facts, { reader, records }) {
    return becauseOfGate(await records.courses.byId(factText(facts, 'course')), reader);
  },
  async draw(facts, { records, say, now }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    // Moved, begun or called off in the meantime: this warning has lost its occasion.
    if (!course || course.startsOn !== facts.startsOn) return undefined;
    if (!watchedStates.some((state) => state === course.state)) return undefined;
    const missing = missingAtStart(course, await records.clearances.of(course.id), now);
    if (missing.length === 0) return undefined;
    const organisation = await records.organisations.byId(course.organisation);
    const about = {
      title: value(course.title),
      start: day(course.startsOn),
      days: Math.max(0, daysBetween(localDate(now, course.zone), course.startsOn)),
      state: standing(course.state),
    };
    const lifting: Lifting = { organisation: organisation?.name ?? '–', office: factText(facts, 'office') };
    return [
      { paragraph: say(`shut.${urgencyOf(factText(facts, 'slot'))}`, about) },
      { list: missing.map((one) => missingLine(one, lifting, say)) },
      {
        buttons: [
          { label: say('shut.button'), route: route('approval/show/of', course.id), look: 'primary' },
        ],
      },
      { paragraph: say('shut.why') },
    ];
  },
});

/** What the first day brings it, as it stands now. */
function standing(state: CourseState): 'open' | 'held' | 'waiting' {
  if (state === 'on-hold') return 'held';
  return openedStates.some((one) => one === state) ? 'open' : 'waiting';
}

interface Lifting {
  readonly organisation: string;
  readonly office: string;
}

function missingLine(missing: MissingPaper, { organisation, office }: Lifting, say: Say<Key>): Text {
  if (missing.document === 'approval')
    return [...say(`missing.approval.${missing.why}`), ' ', ...say('lift.approval', { office })];
  const { document: paper, why, decidedOn, validUntil } = missing;
  const evidence = { paper, decided: day(decidedOn ?? ''), until: day(validUntil ?? '') };
  return [
    ...say(`missing.${why}`, evidence),
    ' ',
    ...(paper === 'brief'
      ? say('lift.brief', { organisation: value(organisation) })
      : say('lift.assessment')),
  ];
}
