// Who attended a course, in whole or in part: by what the sheet came to, whether days said it or somebody's hand.
import type { NominationState } from '#exchange/nomination.ts';
import type { Records } from '#store/store.ts';

const cameStates = [
  'attended',
  'partial',
  'certified',
  'followed-up',
] as const satisfies readonly NominationState[];

/** Those whom the viewer may see. */
export async function participantsOf(
  { nominations }: Pick<Records, 'nominations'>,
  course: string,
): Promise<readonly string[]> {
  const came = await nominations.list({ course, states: cameStates });
  const marked = await nominations.attendance(course);
  const people = [
    ...came.map(({ nominee }) => nominee),
    ...marked.flatMap(({ person, mark }) => (mark === 'no-show' ? [] : [person])),
  ];
  return [...new Set(people)];
}
