// /feedback answer: the questionnaire that waits for somebody, asked only after what is promised has been read.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { instant, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { takesAnswers } from '#exchange/evaluation-calendar.ts';
import { type AnswerProblem, checkAnswers, type Item } from '#exchange/questionnaire.ts';
import type { Draft } from '#store/records/drafts.ts';
import { invitationToCommit } from './_commitments.ts';
import { formOf, titleOf } from './_items.ts';
import { namesAnybody, personalIn } from './_personal.ts';
import {
  answerPath,
  cellOf,
  halfFilled,
  promise,
  roundFor,
  roundIdFrom,
  roundIdIn,
  subjectOf,
} from './_round.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: answerPath,
  words,
  who: 'member',
  access: 'write',
  typed: 'nothing',
  nameless: true,
  // The course: of what was half filled before there was more than one questionnaire.
  asks: { round: optional(ask.text({ max: 80 })), course: optional(ask.text({ max: 60 })) },
  carries: ['round', 'course'],
  pages: [],
  /** Typed by itself, it shows what waits; only the button under the promise opens the form. */
  admit: async (given, desk) =>
    roundIdIn(given) === undefined ? { reply: await waitingView(desk) } : undefined,
  async shape(given, { records, say, asker }) {
    const round = await records.feedback.round(roundIdIn(given) ?? '');
    const items = round && (await records.questionnaires.items(round.questionnaire));
    return round && items && formOf(round.set, items, { say, language: asker.language });
  },
  async run(carried, desk, given) {
    const { asker, records, say } = desk;
    const id = roundIdIn(carried) ?? '';
    const found = await roundFor(desk, id);
    // Not a refusal: the form is done with, and its answers are deleted with its draft.
    if ('not' in found || !asker.person)
      return over(desk, id, 'not' in found ? found.not : say('answer.notInvited'));
    const { about, round, items } = found;
    const personal = personalIn(given, items, desk);
    if (personal) return personal;
    const read = checkAnswers(items, given);
    if ('problems' in read) return correcting(read.problems, desk);
    const title = value(about.title);
    const cell = await cellOf(records, round, asker.person.id);
    if (!(await records.feedback.answer(round.id, asker.person.id, read.answers, cell)))
      return over(desk, id, say('answer.already', { title }));
    await forgetHalfFilled(desk, id);
    const closes = instant(round.closesAt, about.zone);
    const isLate = takesAnswers(round, desk.now) === 'late';
    return {
      reply: [
        { heading: say('answer.thanks') },
        { paragraph: isLate ? say('answer.keptLate', { title }) : say('answer.kept', { title, closes }) },
        ...(namesAnybody(read.answers, items) ? [{ paragraph: say('answer.named') }] : []),
        // What people will do differently is asked under their names, apart from this (product §4.2).
        ...(round.set === 'reaction' && round.course !== null
          ? invitationToCommit({ id: round.course }, say)
          : []),
      ],
    };
  },
  buttons: {
    /** From the invitation, a reminder or a task: what is promised, and the button that opens the form. */
    start: {
      who: 'member',
      access: 'read',
      press: async ([id = ''], desk) => ({ reply: await promiseView(desk, roundIdFrom(id)) }),
    },
    begin: { who: 'member', access: 'read', press: ([id = ''], desk) => begin(desk, roundIdFrom(id)) },
  },
});

async function waitingView(desk: Desk<Key>): Promise<View> {
  const { asker, records, say, now } = desk;
  const rounds = asker.person ? await records.feedback.waitingFor(asker.person.id, now) : [];
  const open = rounds.filter((round) => takesAnswers(round, now));
  const [only, ...others] = open;
  if (only && others.length === 0) return promiseView(desk, only.id);
  const blocks: Block[] = [];
  for (const round of open) {
    const about = await subjectOf(records, round);
    if (!about) continue;
    const facts = {
      title: value(about.title),
      what: titleOf(round.set, say),
      closes: instant(round.closesAt, about.zone),
    };
    blocks.push(
      { paragraph: say('answer.one', facts) },
      { buttons: [{ label: say(`asked.${round.set}`), route: route('feedback/answer/start', round.id) }] },
    );
  }
  return blocks.length === 0
    ? [{ paragraph: say('answer.none') }]
    : [{ paragraph: say('answer.several') }, ...blocks];
}

async function promiseView(desk: Desk<Key>, id: string): Promise<View> {
  const { say } = desk;
  const found = await roundFor(desk, id);
  if ('not' in found) return [{ paragraph: found.not }];
  const earlier = (await halfFilled(desk, id)).find((draft) => draft.account === desk.asker.account);
  const button: Button =
    earlier && earlier.pagesDone.length > 0
      ? { label: say('answer.goOn'), route: route('form/open', earlier.id, pageToDo(earlier, found.items)) }
      : { label: say('answer.begin'), route: route('feedback/answer/begin', id) };
  return [...promise(found, say, desk), { buttons: [{ ...button, look: 'primary' }] }];
}

/** The first page that has not been handed in. */
function pageToDo({ pagesDone }: Draft, items: readonly Item[]): string {
  const pages = new Set(items.map(({ page }) => page)).size;
  const open = Array.from({ length: pages }, (_, page) => page).find((page) => !pagesDone.includes(page));
  return String(open ?? 0);
}

/** Opens the form, with what was filled in on another account; all of it goes when the answers are handed in. */
async function begin(desk: Desk<Key>, id: string): Promise<Answer> {
  const found = await roundFor(desk, id);
  if ('not' in found) return { reply: [{ paragraph: found.not }] };
  const [newest] = await halfFilled(desk, id);
  return { open: answerPath, values: { ...newest?.values, round: id } };
}

async function over(desk: Desk<Key>, id: string, sentence: Text): Promise<Answer> {
  await forgetHalfFilled(desk, id);
  return { reply: [{ paragraph: sentence }] };
}

async function forgetHalfFilled(desk: Desk<Key>, id: string): Promise<void> {
  for (const draft of await halfFilled(desk, id)) await desk.records.drafts.finish(draft.id);
}

/** Only what no form would let through, such as an answer to an earlier version. */
function correcting(problems: readonly AnswerProblem[], { house }: Desk<Key>): Answer {
  return { correct: Object.fromEntries(problems.map(({ item }) => [item, house('field.empty')])) };
}
