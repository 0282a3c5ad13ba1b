// The model of runs: with which earlier course one is compared, where somebody has said so.
import type { CourseRunRecords } from '#store/records/course-runs.ts';
import { kept, type ModelContext } from './model-state.ts';

export function courseRunModel(context: ModelContext): CourseRunRecords {
  const { courseRuns } = context.state;
  return {
    compare: async (course, previous) => {
      context.need('courses', course);
      if (previous !== null) context.need('courses', previous);
      context.put('courseRuns', course, { course, previous, changedAt: context.now });
      context.audit('course.compare', course, { previous });
    },
    forget: async (course) => {
      const isGone = courseRuns.delete(kept(course));
      if (isGone) context.audit('course.compare-anew', course, {});
      return isGone;
    },
    comparedWith: async (course) =>
      context.seesCourse(course) ? courseRuns.get(kept(course))?.previous : undefined,
  };
}
