// /feedback design: a course's own questions, written in four languages; each change is a version, and what was asked stays.
import type { Answer } from '#bot/answer.ts';
import { isAttachment } from '#bot/attachment.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { askCourse } from '#bot/record-fields.ts';
import type { Item } from '#exchange/questionnaire.ts';
import {
  type DesignedSet,
  designedSets,
  nextQuestion,
  type OwnKind,
  ownQuestions,
  roomFor,
  withQuestion,
} from '#exchange/questionnaire-design.ts';
import { type Design, designableStates, designers, designOf, designView, mayDesign } from './_design.ts';
import {
  correcting,
  filledFrom,
  isOwnKind,
  kindOf,
  questionForm,
  understand,
  writtenFrom,
} from './_question.ts';
import { itemsFromTable, tableForm, templateFile } from './_question-table.ts';
import { type Key, words } from './words.ts';

const path = 'feedback design';
const sets = Object.keys(designedSets) as DesignedSet[];

export default defineCommand({
  path,
  words,
  who: designers,
  access: 'write',
  asks: {
    course: askCourse(designableStates, (course, desk) => mayDesign(desk.asker, course)),
    set: ask.choice(sets, 'design.set'),
    // Which form is open: a question of this kind, new or one that is there, or a table.
    step: optional(ask.text({ max: 20 })),
    question: optional(ask.text({ max: 20 })),
  },
  carries: ['step', 'question'],
  pages: [['course', 'set']],
  async shape({ step }, desk) {
    if (step === 'table') return tableForm(desk);
    return isOwnKind(step) ? questionForm(step, desk) : undefined;
  },
  async run({ course, set, step, question }, desk, given) {
    const design = await designOf(desk, course, set);
    if (!design) return desk.refuse('design.notYours');
    if (step === undefined) return { reply: designView(design, desk) };
    if (design.asked) return desk.refuse('design.asked');
    if (step === 'table') return importTable(design, given, desk);
    return isOwnKind(step)
      ? writeQuestion(design, step, question, given, desk)
      : desk.refuse('design.notYours');
  },
  buttons: {
    /** `feedback/design/show|course|set` */
    show: {
      who: designers,
      access: 'read',
      press: ([course = '', set], desk) =>
        designed(desk, course, set, async (design) => ({ reply: designView(design, desk) })),
    },
    add: {
      who: designers,
      access: 'read',
      press: ([course = '', set], desk, kind) =>
        open(desk, course, set, (design) => (offers(design, kind) ? { step: kind } : undefined)),
    },
    change: {
      who: designers,
      access: 'read',
      press: ([course = '', set], desk, question = '') =>
        open(desk, course, set, ({ items }) => {
          const kind = kindOf(question, items);
          return kind && { ...filledFrom(question, items), step: kind, question };
        }),
    },
    /** Asks the standard ones of a set that is asked of those alone who take it. */
    take: {
      who: designers,
      access: 'write',
      press: ([course = '', set], desk) =>
        designed(desk, course, set, async (design) =>
          design.taken ? { update: designView(design, desk) } : keep(design, design.items, desk, 'update'),
        ),
    },
    remove: {
      who: designers,
      access: 'write',
      press: ([course = '', set], desk, question = '') =>
        designed(desk, course, set, async (design) => {
          if (design.asked) return desk.refuse('design.asked');
          if (!ownQuestions(design.items).includes(question)) return desk.refuse('design.gone');
          return keep(design, withQuestion(design.items, question, []), desk, 'update');
        }),
    },
    table: {
      who: designers,
      access: 'read',
      press: ([course = '', set], desk) => open(desk, course, set, () => ({ step: 'table' })),
    },
    template: {
      who: designers,
      access: 'read',
      press: ([course = '', set], desk) =>
        designed(desk, course, set, async (design) => ({
          reply: [
            { paragraph: desk.say('design.template.how') },
            { file: await templateFile(design, desk), label: desk.say('design.template') },
          ],
        })),
    },
  },
});

async function designed(
  desk: Desk<Key>,
  course: string,
  set: string | undefined,
  then: (design: Design) => Promise<Answer>,
): Promise<Answer> {
  const design = await designOf(desk, course, set);
  return design ? then(design) : desk.refuse('design.notYours');
}

/** Opens a form of the design, unless it has been asked; undefined values: what it is about is gone. */
function open(
  desk: Desk<Key>,
  id: string,
  set: string | undefined,
  filled: (design: Design) => Readonly<Record<string, string | number>> | undefined,
): Promise<Answer> {
  return designed(desk, id, set, async (design) => {
    if (design.asked) return desk.refuse('design.asked');
    const values = filled(design);
    return values
      ? { open: path, values: { course: design.course.id, set: design.set, ...values } }
      : desk.refuse('design.gone');
  });
}

function offers({ set }: Design, kind: string | undefined): kind is OwnKind {
  const kinds: readonly string[] = designedSets[set];
  return kind !== undefined && kinds.includes(kind);
}

async function writeQuestion(
  design: Design,
  kind: OwnKind,
  changed: string | undefined,
  given: Readonly<Record<string, unknown>>,
  desk: Desk<Key>,
): Promise<Answer> {
  const { items } = design;
  if (!offers(design, kind)) return desk.refuse('design.notYours');
  if (changed !== undefined && !ownQuestions(items).includes(changed)) return desk.refuse('design.gone');
  const question = changed ?? nextQuestion(items);
  const read = understand(question, writtenFrom(kind, given));
  if ('problems' in read) return { correct: correcting(read.problems, desk) };
  const next = withQuestion(items, question, read.items);
  if (roomFor(next) < 0) return desk.refuse('design.full', { over: -roomFor(next) });
  return keep(design, next, desk, 'reply');
}

async function importTable(
  design: Design,
  { file }: Readonly<Record<string, unknown>>,
  desk: Desk<Key>,
): Promise<Answer> {
  if (!isAttachment(file)) return desk.refuse('design.gone');
  const read = await itemsFromTable(design, file, desk);
  return 'problem' in read ? { correct: { file: read.problem } } : keep(design, read.items, desk, 'reply');
}

/** As the next version; the one before stays as it was. */
async function keep(
  design: Design,
  items: readonly Item[],
  desk: Desk<Key>,
  as: 'reply' | 'update',
): Promise<Answer> {
  const { course, set } = design;
  const { records, asker } = desk;
  if (!asker.person) return desk.refuse('design.notYours');
  await records.questionnaires.add({ course: course.id, set, items, madeBy: asker.person.id });
  const view = designView({ ...design, items, taken: true }, desk);
  return as === 'reply' ? { reply: view } : { update: view };
}
