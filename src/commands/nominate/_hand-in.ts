// Hands a nomination in: with whose word it begins, who is asked, and who is told.
import type { Answer } from '#bot/answer.ts';
import type { Asker } from '#bot/command.ts';
import type { GatePass } from '#exchange/approval.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';
import { isLateFor } from './_call.ts';
import { toldOf } from './_nomination.ts';
import { firstRelease, releaseAsked, releasersOf } from './_release.ts';

export interface About {
  readonly rank: string;
  readonly unit: string;
  readonly yearsOfService: number;
  readonly reason: string;
  readonly asReserve?: boolean | undefined;
  /** Said by nobody: as the journey makes likely. */
  readonly needsVisa?: boolean | undefined;
}

export interface HandedIn {
  readonly nomination: Nomination;
  readonly why: ReturnType<typeof firstRelease>['why'];
  /** How many were asked to release the nominee. */
  readonly managers: number;
  readonly told: readonly Answer[];
}

/** A course abroad needs a visa until somebody says otherwise. */
export function isAbroad(course: Pick<Course, 'country' | 'online'>, organisation: Organisation): boolean {
  return !course.online && course.country !== organisation.country;
}

export async function handIn(
  { records, asker, now }: { readonly records: Records; readonly asker: Asker; readonly now: number },
  course: Course,
  organisation: Organisation,
  nominee: Person,
  pass: GatePass,
  { asReserve = false, needsVisa = isAbroad(course, organisation), ...about }: About,
): Promise<HandedIn> {
  if (nominee.rank === undefined || nominee.unit === undefined) {
    const { rank = about.rank, unit = about.unit } = nominee;
    await records.people.change(nominee.id, { rank, unit });
  }
  const concerned = { organisation: organisation.id, nominee: nominee.id };
  const managers = await releasersOf(records, concerned, now);
  const { release, why } = firstRelease(managers, asker);
  const nomination = await records.nominations.add(
    {
      course: course.id,
      ...concerned,
      nominatedBy: asker.person?.id ?? '',
      ...about,
      asReserve,
      needsVisa,
      isLate: isLateFor(course, now),
      state: 'submitted',
      consent: 'asked',
      release,
    },
    pass,
  );
  return {
    nomination,
    why,
    managers: managers.length,
    told: [
      ...toldOf(nomination, 'submitted', 'nominate/nominated', [nominee.id]),
      ...releaseAsked(nomination, managers),
    ],
  };
}
