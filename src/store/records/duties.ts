// What others depend on somebody for, and would depend on nobody for once they are forgotten.
import { and, asc, count, eq, exists, gt, isNull, ne, notExists, notInArray, or } from 'drizzle-orm';
import type { CourseState } from '#exchange/course.ts';
import type { RecordContext } from './context.ts';

export interface Duties {
  /** Courses under way that they proposed or manage, and that nobody else manages. */
  readonly courses: readonly string[];
  /** Offices of the gate for which nobody else decides. */
  readonly offices: readonly string[];
  /** How many mitigations of courses under way are theirs to see to, and not done. */
  readonly mitigations: number;
}

/** Of these courses nothing is to be done any more, or not yet. */
const notUnderWay = ['draft', 'closed', 'declined', 'cancelled'] as const satisfies readonly CourseState[];

export async function dutiesOf({ db, tables }: RecordContext, person: string, at: number): Promise<Duties> {
  const { courses, grants, people, risks } = tables;
  const isInForce = or(isNull(grants.until), gt(grants.until, at));
  const isUnderWay = notInArray(courses.state, [...notUnderWay]);
  const managing = and(eq(grants.role, 'courseManager'), eq(grants.scope, courses.id), isInForce);
  const manages = db
    .select({ person: grants.person })
    .from(grants)
    .where(and(managing, eq(grants.person, person)));
  const othersManage = db
    .select({ person: grants.person })
    .from(grants)
    .innerJoin(people, eq(people.id, grants.person))
    .where(and(managing, ne(grants.person, person), eq(people.membership, 'confirmed')));
  const left = await db
    .select({ id: courses.id })
    .from(courses)
    .where(and(or(eq(courses.proposedBy, person), exists(manages)), isUnderWay, notExists(othersManage)))
    .orderBy(asc(courses.id));
  const deciding = and(eq(grants.role, 'approver'), isInForce);
  const held = await db
    .select({ scope: grants.scope })
    .from(grants)
    .where(and(deciding, eq(grants.person, person)))
    .orderBy(asc(grants.scope));
  const others = await db
    .select({ scope: grants.scope })
    .from(grants)
    .innerJoin(people, eq(people.id, grants.person))
    .where(and(deciding, ne(grants.person, person), eq(people.membership, 'confirmed')));
  const decidedByOthers = new Set(others.map(({ scope }) => scope));
  const [open] = await db
    .select({ number: count() })
    .from(risks)
    .innerJoin(courses, eq(courses.id, risks.course))
    .where(and(eq(risks.owner, person), isNull(risks.doneAt), isUnderWay));
  return {
    courses: left.map(({ id }) => id),
    offices: held.map(({ scope }) => scope).filter((scope) => !decidedByOthers.has(scope)),
    mitigations: open?.number ?? 0,
  };
}
