// /drill quiz: a form whose questions depend on what it is about, and were written by people.
import { defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { type Text, value } from '#bot/text.ts';
import { words } from './words.ts';

const quizzes = {
  table: ['What is written down first when a phone is found switched on at the scene?'],
  field: [
    'Who may enter the scene before the first officer has handed it over to the examiner?',
    'Where does the cordon end?',
    'When?',
    'How wide?',
    'Why?',
    'What was left out?',
  ],
} as const satisfies Record<string, readonly string[]>;

const answers = ask.choice(['1', '2'], (option) => (option === '1' ? 'The time' : 'The <b>owner</b>'));

export default defineCommand({
  path: 'drill quiz',
  words,
  who: 'anyone',
  servesUntied: true,
  access: 'write',
  asks: { kind: ask.choice(['table', 'field'], 'kind') },
  pages: [['kind']],
  async shape({ kind }, { say }) {
    if (kind !== 'table' && kind !== 'field') return undefined;
    const questions: readonly string[] = quizzes[kind];
    const names = questions.map((_, at) => `q${at + 1}`);
    const asks = questions.map((question, at) => {
      const number = say('quiz.question', { number: at + 1 });
      return [
        names[at],
        {
          field: at === 5 ? optional(ask.text({ max: 100 })) : answers,
          label: question.length > 45 ? number : [value(question)],
          ...(question.length > 45 ? { question: [value(question)] } : {}),
        },
      ] as const;
    });
    const heading = say('quiz.about', { kind: say(`kind.${kind}`) });
    const pages = [names.slice(0, 5), names.slice(5)].filter((page) => page.length > 0);
    return {
      title: heading,
      asks: Object.fromEntries(asks),
      pages: pages.map((fields) => ({ heading, fields })),
    };
  },
  async run({ kind }, { say }, given) {
    const told = Object.entries(given).filter(([, answer]) => answer !== undefined);
    return {
      reply: [
        { paragraph: say('quiz.answered', { title: say(`kind.${kind}`) }) },
        { list: told.map(([name, answer]): Text => [name, ' = ', value(String(answer))]) },
      ],
    };
  },
});
