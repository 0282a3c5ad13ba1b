// /feedback answer: the questionnaire at the end of a course, asked only after what is promised has been read.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { givenText } from '#bot/record-fields.ts';
import { instant, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { contactDetailIn, identityIn } from '#exchange/personal-data.ts';
import { answerTextLimit, checkAnswers, type Item } from '#exchange/questionnaire.ts';
import type { Draft } from '#store/records/drafts.ts';
import { invitationToCommit } from './_commitments.ts';
import { answerPath, halfFilled, promise, roundFor } from './_round.ts';
import { type Key, words } from './words.ts';

const agreement = ask.rating({ from: 1, to: 5, named: 'agreement' });
const remark = optional(ask.text({ max: answerTextLimit, lines: 'many' }));

export default defineCommand({
  path: answerPath,
  words,
  who: 'member',
  access: 'write',
  typed: 'nothing',
  nameless: true,
  asks: {
    course: ask.text({ max: 60 }),
    apply: agreement,
    confidence: agreement,
    relevance: agreement,
    instructors: agreement,
    'human-rights': agreement,
    level: agreement,
    knowledge: agreement,
    recommend: ask.rating({ from: 0, to: 10, named: 'recommend' }),
    obstacles: remark,
    'anything-else': remark,
  },
  carries: ['course'],
  pages: [
    ['apply', 'confidence', 'relevance', 'instructors', 'human-rights'],
    ['level', 'knowledge', 'recommend', 'obstacles', 'anything-else'],
  ],
  /** Typed by itself, it shows what waits; only the button under the promise opens the form. */
  admit: async (given, desk) =>
    givenText(given, 'course') === undefined ? { reply: await waitingView(desk) } : undefined,
  async run({ course: courseId, ...raw }, desk) {
    const { asker, records, say } = desk;
    const found = await roundFor(desk, courseId);
    // Not a refusal: the form is done with, and its answers are deleted with its draft.
    if ('not' in found || !asker.person)
      return over(desk, courseId, 'not' in found ? found.not : say('answer.notInvited'));
    const { course, round } = found;
    const items = (await records.questionnaires.items(round.questionnaire)) ?? [];
    const personal = personalIn(raw, items, desk);
    if (personal) return personal;
    const read = checkAnswers(items, raw);
    if ('problems' in read) {
      return {
        correct: Object.fromEntries(read.problems.map(({ item }) => [item, desk.house('field.empty')])),
      };
    }
    const title = value(course.title);
    const kept = await records.feedback.answer(round.id, asker.person.id, read.answers);
    if (!kept) return over(desk, courseId, say('answer.already', { title }));
    await forgetHalfFilled(desk, courseId);
    const closes = instant(round.closesAt, course.zone);
    return {
      reply: [
        { heading: say('answer.thanks') },
        { paragraph: say('answer.kept', { title, closes }) },
        ...invitationToCommit(course, say),
      ],
    };
  },
  buttons: {
    /** From the invitation, a reminder or a task: what is promised, and the button that opens the form. */
    start: {
      who: 'member',
      access: 'read',
      press: async ([course = ''], desk) => ({ reply: await promiseView(desk, course) }),
    },
    begin: { who: 'member', access: 'read', press: ([course = ''], desk) => begin(desk, course) },
  },
});

async function waitingView(desk: Desk<Key>): Promise<View> {
  const { asker, records, say } = desk;
  const rounds = asker.person ? await records.feedback.waitingFor(asker.person.id, desk.now) : [];
  const [only, ...others] = rounds;
  if (only?.course && others.length === 0) return promiseView(desk, only.course);
  const blocks: Block[] = [];
  for (const round of rounds.filter((one) => desk.now < one.closesAt)) {
    const course = round.course === null ? undefined : await records.courses.byId(round.course);
    if (!course) continue;
    const closes = instant(round.closesAt, course.zone);
    blocks.push(
      { paragraph: say('answer.one', { title: value(course.title), closes }) },
      { buttons: [{ label: say('invitation.answer'), route: route('feedback/answer/start', course.id) }] },
    );
  }
  return blocks.length === 0
    ? [{ paragraph: say('answer.none') }]
    : [{ paragraph: say('answer.several') }, ...blocks];
}

async function promiseView(desk: Desk<Key>, courseId: string): Promise<View> {
  const { say } = desk;
  const found = await roundFor(desk, courseId);
  if ('not' in found) return [{ paragraph: found.not }];
  const earlier = (await halfFilled(desk, courseId)).find((draft) => draft.account === desk.asker.account);
  const button: Button =
    earlier && earlier.pagesDone.length > 0
      ? { label: say('answer.goOn'), route: route('form/open', earlier.id, pageToDo(earlier)) }
      : { label: say('answer.begin'), route: route('feedback/answer/begin', courseId) };
  return [...promise(found, say), { buttons: [{ ...button, look: 'primary' }] }];
}

/** The first page that has not been handed in. */
function pageToDo(draft: Draft): string {
  return draft.pagesDone.includes(0) && !draft.pagesDone.includes(1) ? '1' : '0';
}

/** Opens the form, with what was filled in on another account; all of it goes when the answers are handed in. */
async function begin(desk: Desk<Key>, courseId: string): Promise<Answer> {
  const found = await roundFor(desk, courseId);
  if ('not' in found) return { reply: [{ paragraph: found.not }] };
  const [newest] = await halfFilled(desk, courseId);
  return { open: answerPath, values: { ...newest?.values, course: courseId } };
}

async function over(desk: Desk<Key>, courseId: string, sentence: Text): Promise<Answer> {
  await forgetHalfFilled(desk, courseId);
  return { reply: [{ paragraph: sentence }] };
}

async function forgetHalfFilled(desk: Desk<Key>, courseId: string): Promise<void> {
  for (const draft of await halfFilled(desk, courseId)) await desk.records.drafts.finish(draft.id);
}

/** A comment that holds an address or a number comes back, so that it can be taken out by whoever wrote it. */
function personalIn(
  raw: Readonly<Record<string, unknown>>,
  items: readonly Item[],
  { say }: Desk<Key>,
): Answer | undefined {
  const problems: Record<string, Text> = {};
  for (const { id } of items.filter((item) => item.kind === 'text')) {
    const written = raw[id];
    if (typeof written !== 'string') continue;
    const [contact, identity] = [contactDetailIn(written), identityIn(written)];
    if (contact !== undefined) problems[id] = say('answer.contact', { found: value(contact) });
    else if (identity !== undefined) problems[id] = say('answer.identity', { found: value(identity) });
  }
  return Object.keys(problems).length > 0 ? { correct: problems } : undefined;
}
