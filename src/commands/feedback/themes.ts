// /feedback themes: what people wrote, by theme, for the coordinators who sum it up; and word for word what may be quoted.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { optional } from '#bot/field.ts';
import { comma } from '#bot/punctuation.ts';
import { askCourse } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import type { View } from '#bot/view.ts';
import { countAnew } from '#bot/written-comments.ts';
import { languages } from '#exchange/languages.ts';
import type { Course } from '#store/records/courses.ts';
import { followers, mayFollow, mayFollowAll } from './_follow.ts';
import {
  commentsView,
  quotesView,
  roundView,
  standingThemes,
  themesView,
  wordView,
} from './_themes-views.ts';
import { type Key, words } from './words.ts';

const coordinators = ['coordinator'] as const;

export default defineCommand({
  path: 'feedback themes',
  words,
  who: coordinators,
  access: 'read',
  asks: { course: optional(askCourse(['closed', 'evaluating'])) },
  pages: [['course']],
  async run({ course: id }, desk) {
    if (id === undefined) return { reply: await themesView(desk) };
    const course = await desk.records.courses.byId(id);
    if (!course) return { reply: [{ paragraph: desk.say('status.none') }] };
    const rounds = await desk.records.feedback.of(course.id);
    for (const round of rounds) {
      const view = round.state === 'closed' ? await roundView(desk, round) : undefined;
      if (view) return { reply: view };
    }
    return { reply: [{ paragraph: desk.say('themes.noRound', { title: value(course.title) }) }] };
  },
  buttons: {
    list: {
      who: coordinators,
      access: 'read',
      press: async (_ids, desk) => ({ reply: await themesView(desk) }),
    },
    round: {
      who: coordinators,
      access: 'read',
      press: ([id = ''], desk) => show(desk, id, 'reply'),
    },
    /** `feedback/themes/open|round`, with the theme that was chosen */
    open: {
      who: coordinators,
      access: 'read',
      press: ([id = ''], desk, chosen = '') => comments(desk, id, chosen, 0, 'reply'),
    },
    /** `feedback/themes/page|round|theme|offset` */
    page: {
      who: coordinators,
      access: 'read',
      press: ([id = '', theme = '', offset = ''], desk) =>
        comments(desk, id, theme, Number(offset), 'update'),
    },
    count: {
      who: coordinators,
      access: 'write',
      async press([id = ''], desk) {
        await countAnew(desk.records, id);
        return show(desk, id, 'update');
      },
    },
    /** With `language:theme:word` that was chosen: into which theme, the nearest first? */
    take: {
      who: coordinators,
      access: 'read',
      press: async (_ids, desk, chosen = '') => ({ reply: await wordView(desk, chosen) }),
    },
    /** `feedback/themes/into|language|word`, with the theme that was chosen; a new one, where none was. */
    into: {
      who: coordinators,
      access: 'read',
      press: ([language = '', word = ''], desk, chosen) => into(desk, language, word, chosen),
    },
    edit: {
      who: coordinators,
      access: 'read',
      press: async ([id], desk, chosen) => {
        const theme = (await standingThemes(desk)).find((one) => one.id === (chosen ?? id));
        if (!theme) return { reply: [{ paragraph: desk.say('theme.gone') }] };
        return { open: 'feedback theme', values: { theme: theme.id } };
      },
    },
    add: { who: coordinators, access: 'read', press: async () => ({ open: 'feedback theme', values: {} }) },
    word: {
      who: coordinators,
      access: 'read',
      press: async ([round = '', theme = '']) => ({ open: 'feedback paraphrase', values: { round, theme } }),
    },
    /** `feedback/themes/quotes|round|offset`: for everybody who may follow the course. */
    quotes: {
      who: followers,
      access: 'read',
      press: ([id = '', offset = ''], desk) => quotes(desk, id, Number(offset), 'reply'),
    },
    turn: {
      who: followers,
      access: 'read',
      press: ([id = '', offset = ''], desk) => quotes(desk, id, Number(offset), 'update'),
    },
  },
});

async function show(desk: Desk<Key>, id: string, as: 'reply' | 'update'): Promise<Answer> {
  const round = await desk.records.feedback.round(id);
  const view = round && (await roundView(desk, round));
  return said(view ?? [{ paragraph: desk.say('status.none') }], as);
}

async function comments(
  desk: Desk<Key>,
  id: string,
  theme: string,
  offset: number,
  as: 'reply' | 'update',
): Promise<Answer> {
  const round = await desk.records.feedback.round(id);
  const view = round && (await commentsView(desk, round, theme, offset));
  return said(view ?? [{ paragraph: desk.say('status.none') }], as);
}

async function quotes(desk: Desk<Key>, id: string, offset: number, as: 'reply' | 'update'): Promise<Answer> {
  const round = await desk.records.feedback.round(id);
  const course = round?.course ? await desk.records.courses.byId(round.course) : undefined;
  if (!round || (round.course !== null && !course)) {
    return { reply: [{ paragraph: desk.say('status.none') }] };
  }
  const title = value(course?.title ?? '');
  if (!followsRound(desk, course)) return desk.refuse('status.notYours', { title });
  return said(await quotesView(desk, round, offset), as);
}

/** An event is followed by those who follow all; a course also by its organisation's liaison officers. */
function followsRound({ asker }: Desk<Key>, course: Course | undefined): boolean {
  return course ? mayFollow(asker, course) : mayFollowAll(asker);
}

/** Opens a theme's form with one more word in it; a new one's, where none was chosen. */
async function into(
  desk: Desk<Key>,
  code: string,
  word: string,
  chosen: string | undefined,
): Promise<Answer> {
  const language = languages.find((one) => one === code);
  const theme = (await standingThemes(desk)).find(({ id }) => id === chosen);
  if (!language || word === '') return { reply: [{ paragraph: desk.say('theme.gone') }] };
  const known = theme ? [...theme.keywords[language], word] : [word];
  return {
    open: 'feedback theme',
    values: {
      ...(theme ? { theme: theme.id } : {}),
      [`words-${language}`]: known.join(`${comma(language)} `),
    },
  };
}

function said(view: View, as: 'reply' | 'update'): Answer {
  return as === 'update' ? { update: view } : { reply: view };
}
