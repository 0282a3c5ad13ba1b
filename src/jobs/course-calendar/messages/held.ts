// Tells that a course did not start: its organisers which document is missing and what they can do, the others to wait.

import type { MessageFacts } from '#bot/answer.ts';
import { defineMessage, factText, type Reader } from '#bot/message.ts';
import { command, day, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import { holdsSeat, isOpen } from '#exchange/nomination.ts';
import type { Records } from '#store/store.ts';
import { type Key, words } from '../words.ts';

export default defineMessage({
  name: 'course-calendar/held',
  words,
  async because(facts, { records, reader }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    const roles = reader.viewer.kind === 'person' ? reader.viewer.roles : [];
    if (roles.includes('coordinator')) return 'coordinator';
    return roles.includes('liaison') && reader.organisation === course?.organisation ? 'runs' : 'takesPart';
  },
  async draw(facts, { records, reader, say }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (course?.state !== 'on-hold') return undefined;
    const { viewer } = reader;
    const roles = viewer.kind === 'person' ? viewer.roles : [];
    const coordinates = roles.includes('coordinator');
    const runs = coordinates || (roles.includes('liaison') && reader.organisation === course.organisation);
    const decides = roles.includes('approver');
    const manages = !runs && !decides && (await isManager(course.id, reader, records));
    const mayKnowWhy = runs || decides || manages;
    if (!mayKnowWhy && !(await takesPart(course.id, reader, records))) return undefined;
    const look: Button = { label: say('held.look'), route: route('course/show/of', course.id) };
    const resume: Button = {
      label: say('held.resume'),
      route: route('course/publish/start', course.id),
      look: 'primary',
    };
    const commands = {
      papers: command('approval show'),
      postpone: command('course postpone'),
      cancel: command('course cancel'),
    };
    const next = coordinates
      ? say('held.coordinator', commands)
      : runs
        ? say('held.runner', commands)
        : decides
          ? say('held.approver', { papers: command('approval show') })
          : say(manages ? 'held.manager' : 'held.others');
    const why: readonly Block[] = mayKnowWhy ? [{ list: reasons(facts, say) }] : [];
    return [
      { paragraph: say('held', { title: value(course.title), start: day(course.startsOn) }) },
      ...why,
      { paragraph: next },
      { buttons: coordinates ? [resume, look] : [look] },
    ];
  },
});

/** A nomination may have been withdrawn since this was put on its way; liaison officers have others. */
async function takesPart(course: string, { person, viewer }: Reader, records: Records): Promise<boolean> {
  if (viewer.kind === 'person' && viewer.roles.includes('liaison')) return true;
  const theirs = await records.nominations.list({ course, nominee: person?.id ?? '' });
  return theirs.some(({ state }) => isOpen(state) || holdsSeat(state));
}

async function isManager(course: string, { person }: Reader, { people }: Records): Promise<boolean> {
  if (!person) return false;
  const grants = await people.grantsOf(person.id);
  return grants.some(({ role, scope }) => role === 'courseManager' && scope === course);
}

/** Why the gate was shut when the course was to begin, as it was noted then. */
function reasons(facts: MessageFacts, say: Say<Key>): readonly Text[] {
  return (['brief', 'assessment', 'approval'] as const).flatMap((document) => {
    const key = `held.${document}.${facts[document]}`;
    return words.has(key) ? [say(key)] : [];
  });
}
