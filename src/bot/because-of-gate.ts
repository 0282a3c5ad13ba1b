// As what somebody hears of a course at the gate: the first of the things that they are to it.
import type { Because, Reader } from './message.ts';

/** Course managers run it; whoever else is told has proposed it. `course` is as the reader sees it. */
export function becauseOfGate(
  course: { readonly proposedBy: string } | undefined,
  { person, viewer }: Pick<Reader, 'person' | 'viewer'>,
): Because {
  const roles = viewer.kind === 'person' ? viewer.roles : [];
  if (roles.includes('coordinator')) return 'coordinator';
  if (roles.includes('approver')) return 'approver';
  return course?.proposedBy === person?.id ? 'proposed' : 'runs';
}
