// /feedback commit: what somebody will do differently after a course; under their name, and apart from the questionnaire.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional, type RawValues } from '#bot/field.ts';
import { givenText } from '#bot/record-fields.ts';
import { type Text, value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import { commitmentLength } from '#exchange/follow-up.ts';
import { contactDetailIn } from '#exchange/personal-data.ts';
import { commitmentPromise, committable, openForCommitments } from './_commitments.ts';
import { type Key, words } from './words.ts';

const path = 'feedback commit';
const sentence = ask.text({ max: commitmentLength, lines: 'many' });
const places = ['first', 'second', 'third'] as const;

export default defineCommand({
  path,
  words,
  who: 'member',
  access: 'write',
  typed: 'nothing',
  asks: {
    course: ask.text({ max: 60 }),
    first: sentence,
    second: optional(sentence),
    third: optional(sentence),
    shared: ask.yesNo(),
  },
  carries: ['course'],
  pages: [['first', 'second', 'third', 'shared']],
  /** Typed by itself, it shows for which courses it can be filled; only the button under the promise opens the form. */
  admit: async (given, desk) =>
    givenText(given, 'course') === undefined ? { reply: await openView(desk) } : undefined,
  async run({ course: courseId, shared, ...sentences }, desk) {
    const { asker, records, say } = desk;
    const found = await committable(desk, courseId);
    // Not a refusal: there is nothing that could be corrected.
    if ('not' in found || !asker.person)
      return { reply: [{ paragraph: 'not' in found ? found.not : say('commit.notThere') }] };
    const personal = contactsIn(sentences, desk);
    if (personal) return { correct: personal };
    const texts = places.flatMap((place) => {
      const written = sentences[place]?.trim() ?? '';
      return written === '' ? [] : [written];
    });
    const { course } = found;
    const title = value(course.title);
    const made = { course: course.id, person: asker.person.id, texts, shared };
    if (!(await records.commitments.make(made))) return { reply: [{ paragraph: say('commit.notThere') }] };
    return {
      reply: [
        { heading: say('commit.thanks') },
        { paragraph: say('commit.kept', { title, count: texts.length }) },
        { paragraph: say(shared ? 'commit.kept.shared' : 'commit.kept.own') },
      ],
    };
  },
  buttons: {
    start: {
      who: 'member',
      access: 'read',
      press: async ([course = ''], desk) => ({ reply: await promiseView(desk, course) }),
    },
    begin: { who: 'member', access: 'read', press: ([course = ''], desk) => begin(desk, course) },
  },
});

async function openView(desk: Desk<Key>): Promise<View> {
  const { say } = desk;
  const courses = await openForCommitments(desk);
  const [only, ...others] = courses;
  if (!only) return [{ paragraph: say('commit.none') }];
  if (others.length === 0) return commitmentPromise(only, say);
  return courses
    .slice(0, mostShown)
    .flatMap((course): readonly Block[] => [
      { paragraph: [{ bold: [value(course.title)] }] },
      { buttons: [{ label: say('commit.button'), route: route('feedback/commit/start', course.id) }] },
    ]);
}

const mostShown = 5;

async function promiseView(desk: Desk<Key>, courseId: string): Promise<View> {
  const found = await committable(desk, courseId);
  return 'not' in found ? [{ paragraph: found.not }] : commitmentPromise(found.course, desk.say);
}

/** Opens the form with what was committed to before: it takes its place. */
async function begin(desk: Desk<Key>, courseId: string): Promise<Answer> {
  const found = await committable(desk, courseId);
  if ('not' in found) return { reply: [{ paragraph: found.not }] };
  const { asker, records } = desk;
  const made = await records.commitments.list({ course: courseId, person: asker.person?.id ?? '' });
  const [one] = made;
  const values: Record<string, RawValues[string]> = { course: courseId };
  for (const { place, text } of made) values[places[place - 1] ?? ''] = text;
  return { open: path, values: { ...values, ...(one ? { shared: one.shared ? 'yes' : 'no' } : {}) } };
}

function contactsIn(
  sentences: Readonly<Record<string, unknown>>,
  { say }: Desk<Key>,
): Readonly<Record<string, Text>> | undefined {
  const problems: Record<string, Text> = {};
  for (const place of places) {
    const written = sentences[place];
    const found = typeof written === 'string' ? contactDetailIn(written) : undefined;
    if (found !== undefined) problems[place] = say('commit.contact', { found: value(found) });
  }
  return Object.keys(problems).length > 0 ? problems : undefined;
}
