// A bot of a few lines for the tests of the Slack platform: it notes what it hears, and answers as each test says.
import type { Catalogue, CommandOutline, OptionOutline } from '#bot/catalogue.ts';
import { ask, type Field, optional } from '#bot/field.ts';
import type { Form } from '#bot/form.ts';
import type { Asked, Incoming, Listener, Pressed, Submitted, Suggesting } from '#bot/platform.ts';
import { value } from '#bot/text.ts';
import type { Drawing, View } from '#bot/view.ts';

export interface TestListener extends Listener {
  readonly heard: {
    readonly asked: Asked[];
    readonly pressed: Pressed[];
    readonly submitted: Submitted[];
    readonly suggesting: Suggesting[];
    /** What was kept before it was acknowledged without an answer. */
    readonly kept: { readonly key: string; readonly payload: string }[];
  };
}

type Answers = Partial<
  Pick<Listener, 'asked' | 'pressed' | 'submitted' | 'suggesting' | 'keep' | 'placeJoined' | 'placeLeft'>
>;

export function testListener(answers: Answers = {}, catalogue: Catalogue = courseCatalogue): TestListener {
  const heard: TestListener['heard'] = { asked: [], pressed: [], submitted: [], suggesting: [], kept: [] };
  const nothing = async (_: Incoming): Promise<void> => undefined;
  return {
    heard,
    catalogue,
    asked: (asked) => {
      heard.asked.push(asked);
      return (answers.asked ?? nothing)(asked);
    },
    pressed: (pressed) => {
      heard.pressed.push(pressed);
      return (answers.pressed ?? nothing)(pressed);
    },
    submitted: (submitted) => {
      heard.submitted.push(submitted);
      return (answers.submitted ?? nothing)(submitted);
    },
    suggesting: async (suggesting) => {
      heard.suggesting.push(suggesting);
      return answers.suggesting?.(suggesting) ?? [];
    },
    placeJoined: async (joined) => answers.placeJoined?.(joined),
    placeLeft: async (left) => answers.placeLeft?.(left),
    placesHeld: async () => undefined,
    async keep(key, payload) {
      await answers.keep?.(key, payload);
      heard.kept.push({ key, payload });
    },
    forget: () => undefined,
  };
}

export function english(view: View): Drawing {
  return { view, language: 'en', zone: 'Europe/London' };
}

/** A view of one paragraph that shows a typed value as it is. */
export function saying(typed: string): Drawing {
  return english([{ paragraph: [value(typed)] }]);
}

const nobody = ask.suggested({ search: async () => [], find: async () => undefined });

/** Every kind of field, on three pages. */
export function courseForm(more: Partial<Form> = {}): Form {
  const field = (name: string, asked: Field, options: readonly string[] = []) => ({
    name,
    field: asked,
    label: [name],
    hint: [`About ${name}`],
    options: options.map((option) => ({ value: option, label: [`${name} ${option}`] })),
    filled: undefined,
    filledLabel: undefined,
    problem: undefined,
  });
  return {
    id: 'draft-1',
    path: 'course propose',
    title: ['Propose a course'],
    submit: ['Send'],
    language: 'en',
    zone: 'Europe/London',
    introduction: [['Seen by the hub only.']],
    pages: [
      {
        heading: ['What'],
        fields: [
          field('title', ask.text({ max: 120 })),
          field('aims', optional(ask.text({ max: 1000, lines: 'many' }))),
          field('subject', ask.choice(['command', 'forensics'], 'subject'), ['command', 'forensics']),
          field('day', ask.date()),
          field('seats', ask.number({ min: 1, max: 500 })),
        ],
      },
      {
        heading: ['Who and where'],
        fields: [
          field('online', ask.yesNo(), ['yes', 'no']),
          field('score', optional(ask.rating({ from: 1, to: 5, named: 'score' })), ['1', '2', '3', '4', '5']),
          field('organisation', nobody),
          field('contact', optional(ask.account())),
          field('channel', optional(ask.channel())),
        ],
      },
      {
        heading: ['Papers'],
        fields: [field('flyer', optional(ask.file({ accepts: ['application/pdf'], maxBytes: 1_000_000 })))],
      },
    ],
    ...more,
  };
}

function option(name: string, field: Field): OptionOutline {
  const inAll = { en: name, fr: name, es: name, ar: name };
  return { name, names: inAll, description: inAll, field, choices: [] };
}

function outline(family: string, name: string, options: readonly OptionOutline[]): CommandOutline {
  const description = { en: `${family} ${name}`, fr: '', es: '', ar: '' };
  return { family, name, description, options };
}

function family(name: string) {
  return { name, description: { en: `About ${name}`, fr: '', es: '', ar: '' } };
}

export const courseCatalogue: Catalogue = {
  families: [family('course'), family('exchange')],
  commands: [
    outline('course', 'propose', [
      {
        ...option('title', ask.text({ max: 120 })),
        names: { en: 'title', fr: 'titre', es: 'título', ar: 'العنوان' },
      },
      option('seats', ask.number({ min: 1, max: 500 })),
      option('organisation', nobody),
      option('contact', ask.account()),
      option('channel', ask.channel()),
      option('aims', optional(ask.text({ max: 1000, lines: 'many' }))),
    ]),
    outline('exchange', 'setup', [option('code', ask.text({ max: 40 }))]),
    outline('exchange', 'help', []),
  ],
};
