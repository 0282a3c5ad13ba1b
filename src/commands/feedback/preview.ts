// /feedback preview: a questionnaire filled in as those who are asked will see it; nothing of it is kept.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { askCourse } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import { versionToAsk } from '#bot/version-to-ask.ts';
import { route } from '#bot/view.ts';
import { baseVersions, type Item, questionSets } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import { designableStates, designers, mayDesign } from './_design.ts';
import { formOf, setName } from './_items.ts';
import { personalIn } from './_personal.ts';
import { lengthOf, promised } from './_round.ts';
import { type Key, words } from './words.ts';

const path = 'feedback preview';
const sets = questionSets.filter((set) => set !== 'post-test');
type Previewed = (typeof sets)[number];

export default defineCommand({
  path,
  words,
  who: designers,
  access: 'read',
  asks: {
    set: ask.choice(sets, 'design.set'),
    course: optional(askCourse(designableStates, (course, desk) => mayDesign(desk.asker, course))),
    step: optional(ask.choice(['fill'], 'step')),
  },
  carries: ['step'],
  pages: [['set', 'course']],
  async shape({ set, course, step }, desk) {
    if (step !== 'fill' || !isPreviewed(set)) return undefined;
    const items = await itemsOf(desk, set, typeof course === 'string' ? course : undefined);
    return formOf(set, items, { say: desk.say, language: desk.asker.language });
  },
  async run({ set, course, step }, desk, given) {
    const items = await itemsOf(desk, set, course);
    if (step === undefined) return show(desk, set, course, items);
    return (
      personalIn(given, items, desk) ?? {
        reply: [{ heading: desk.say('preview.end') }, { paragraph: desk.say('preview.nothing') }],
      }
    );
  },
  buttons: {
    /** `feedback/preview/start|set|course`, from the design of a questionnaire. */
    start: {
      who: designers,
      access: 'read',
      press: async ([set, course], desk) =>
        isPreviewed(set)
          ? show(desk, set, course, await itemsOf(desk, set, course))
          : desk.refuse('preview.unknown'),
    },
    fill: {
      who: designers,
      access: 'read',
      press: async ([set = '', course], desk) =>
        isPreviewed(set) && (await itemsOf(desk, set, course)).length > 0
          ? { open: path, values: { set, step: 'fill', ...(course ? { course } : {}) } }
          : desk.refuse('preview.unknown'),
    },
  },
});

function isPreviewed(set: unknown): set is Previewed {
  return sets.some((one) => one === set);
}

async function courseOf({ records, asker }: Desk<Key>, id: string | undefined): Promise<Course | undefined> {
  const course = id === undefined ? undefined : await records.courses.byId(id);
  return course && mayDesign(asker, course) ? course : undefined;
}

/** What would be asked now: of a course that the asker may design for, or else of everybody. */
async function itemsOf(desk: Desk<Key>, set: Previewed, id: string | undefined): Promise<readonly Item[]> {
  const course = await courseOf(desk, id);
  const asked = course && (await versionToAsk(desk.records, course.id, set));
  const version = asked ?? baseVersions[set];
  return (version && (await desk.records.questionnaires.items(version))) || [];
}

async function show(
  desk: Desk<Key>,
  set: Previewed,
  id: string | undefined,
  items: readonly Item[],
): Promise<Answer> {
  const { say } = desk;
  const course = await courseOf(desk, id);
  if (items.length === 0)
    return { reply: [{ paragraph: say(course ? 'preview.notDesigned' : 'preview.whichCourse') }] };
  const about = course
    ? say('preview.ofCourse', { set: setName(set, say), title: value(course.title), ...lengthOf(items) })
    : say('preview.standard', { set: setName(set, say), ...lengthOf(items) });
  const to = course ? route('feedback/preview/fill', set, course.id) : route('feedback/preview/fill', set);
  return {
    reply: [
      { heading: say('preview.heading') },
      { paragraph: about },
      { paragraph: say('preview.promised') },
      promised(say, set, desk.asker.platform),
      { buttons: [{ label: say('answer.begin'), route: to, look: 'primary' }] },
    ],
  };
}
