// What forgetting somebody means, before and after: what stands in its way, what goes, what stays, and who is told.
import { offices } from '#exchange/hub-settings.ts';
import type { EndedNomination } from '#store/records/erasures.ts';
import type { Records } from '#store/store.ts';
import type { Answer } from './answer.ts';
import { holdersOf } from './holders.ts';
import type { HouseSay } from './house-words.ts';
import { promote } from './promote.ts';
import { joined, type Text, value } from './text.ts';
import type { View } from './view.ts';

/** Why somebody cannot be forgotten yet, and what to do first; undefined when nothing stands in the way. */
export async function beforeForgetting(
  { people, courses, erasures }: Records,
  person: string,
  { house, now }: { readonly house: HouseSay; readonly now: number },
): Promise<Text | undefined> {
  const coordinators = await people.withRole('coordinator', 'hub', now);
  if (coordinators.some((one) => one.id === person) && coordinators.length === 1)
    return house('forget.lastCoordinator');
  const duties = await erasures.duties(person, now);
  const { length } = duties.courses;
  if (length > 0) {
    const known = await courses.byIds(duties.courses.slice(0, mostNamed));
    const titles = known.map((course): Text => [value(course.title)]);
    return house('forget.runsCourses', { count: length, titles: joined(titles, ' · ') });
  }
  const alone = offices.filter((office) => duties.offices.includes(office));
  if (alone.length > 0) {
    const named = alone.map((office) => house(`office.${office}`));
    return house('forget.onlyApprover', { count: alone.length, offices: joined(named, ' · ') });
  }
  if (duties.mitigations > 0) return house('forget.mitigations', { count: duties.mitigations });
  return undefined;
}

const mostNamed = 5;

/** Said before anything is done. */
export function whatForgettingMeans(house: HouseSay): View {
  return [
    { paragraph: house('forget.goes') },
    {
      list: [
        house('forget.goes.name'),
        house('forget.goes.accounts'),
        house('forget.goes.drafts'),
        house('forget.goes.written'),
        house('forget.goes.known'),
        house('forget.goes.open'),
      ],
    },
    { paragraph: house('forget.stays') },
    {
      list: [
        house('forget.stays.audit'),
        house('forget.stays.papers'),
        house('forget.stays.seats'),
        house('forget.stays.reviews'),
        house('forget.stays.commitments'),
        house('forget.stays.feedback'),
        house('forget.stays.copies'),
        house('forget.stays.sent'),
      ],
    },
  ];
}

/** Whoever looks after a nomination hears that it has ended, without a name: it is gone. */
export async function afterForgetting(
  records: Records,
  ended: readonly EndedNomination[],
  now: number,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const coordinators = ended.length === 0 ? [] : await holdersOf(records, 'coordinator', { now });
  for (const { id, course, organisation, nominatedBy, seat } of ended) {
    const liaisons = await holdersOf(records, 'liaison', { scope: organisation, now });
    const told = new Set([nominatedBy, ...liaisons, ...coordinators]);
    for (const tell of told) {
      answers.push({
        tell,
        message: 'my/forgotten',
        facts: { course, organisation, seat },
        key: `forgotten · ${id}`,
      });
    }
    answers.push({ revise: `course/card · ${course}` });
  }
  for (const [course, gone] of Map.groupBy(ended, (one) => one.course))
    answers.push(...(await promote(records, course, { now, left: gone.filter(({ seat }) => seat) })));
  return answers;
}
