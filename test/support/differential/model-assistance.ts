// The model of assistance given: counted anew from courses and nominations at every question.
import { mayReportAssistance } from '#exchange/disclosure.ts';
import type { AssistanceRecords, TrainedGroup } from '#store/records/assistance.ts';
import { courseFrom } from './model-courses.ts';
import { by, hasSeat, kept, type ModelContext, type Row } from './model-state.ts';

const delivered: ReadonlySet<string> = new Set(['delivered', 'evaluating', 'closed']);

export function assistanceModel(context: ModelContext): AssistanceRecords {
  const { courses, nominations, organisations } = context.state;
  const ended = (from: string, until: string) =>
    [...courses.values()]
      .filter((row) => delivered.has(row.state) && row.endsOn >= kept(from) && row.endsOn <= kept(until))
      .filter((row) => context.sees(row))
      .sort(
        by(
          (row) => row.endsOn,
          (row) => row.id,
        ),
      );
  const seated = (course: string) =>
    [...nominations.values()].filter((one) => one.course === course && hasSeat(one));

  function groups(course: string): TrainedGroup[] {
    const found = new Map<string, TrainedGroup>();
    for (const { organisation, rank, unit } of seated(course)) {
      const key = JSON.stringify([organisation, rank, unit]);
      const people = (found.get(key)?.people ?? 0) + 1;
      found.set(key, { organisation, rank, unit, people });
    }
    return [...found.values()].sort(
      by(
        (one) => one.organisation,
        (one) => one.rank,
        (one) => one.unit,
      ),
    );
  }

  const isDisclosed = (row: Row<'courses'>) => row.withheld.length === 0;
  return {
    since: async (from) =>
      ended(from, '9999-12-31')
        .filter(isDisclosed)
        .map(({ id, endsOn, zone, country }) => ({
          ...{ course: id, endsOn, zone, country },
          beneficiaries: [
            ...new Set(seated(id).flatMap((one) => organisations.get(one.organisation)?.country ?? [])),
          ].sort(),
        })),
    report: async (from, until) => {
      if (!mayReportAssistance(context.viewer)) return { courses: [], withheld: [] };
      const all = ended(from, until);
      return {
        courses: all.filter(isDisclosed).map((row) => ({ course: courseFrom(row), trained: groups(row.id) })),
        withheld: all
          .filter((row) => !isDisclosed(row))
          .map(({ endsOn, zone, withheld }) => ({ endsOn, zone, reasons: withheld })),
      };
    },
  };
}
