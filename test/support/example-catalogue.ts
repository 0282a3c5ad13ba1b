// A small catalogue with a field of every kind, and a listener for tests of one platform alone.
import type { Catalogue, OptionOutline, PerLanguage } from '#bot/catalogue.ts';
import { ask, type Field } from '#bot/field.ts';
import type { Listener } from '#bot/platform.ts';

/** The same words in four languages, told apart by their ending. */
export function inAll(words: string): PerLanguage<string> {
  return { en: words, fr: `${words} (fr)`, es: `${words} (es)`, ar: `${words} (ar)` };
}

export function optionFor(name: string, field: Field, choices: readonly string[] = []): OptionOutline {
  const lower = name.toLowerCase();
  return {
    name,
    names: { en: lower, fr: `${lower}-fr`, es: `${lower}-es`, ar: lower },
    description: inAll(`The ${name}`),
    field,
    choices: choices.map((value) => ({ value, label: inAll(`Choice ${value}`) })),
  };
}

const nothing = { search: async () => [], find: async () => undefined };

export const exampleCatalogue: Catalogue = {
  families: [
    { name: 'course', description: inAll('Courses of the exchange') },
    { name: 'exchange', description: inAll('The exchange itself') },
  ],
  commands: [
    {
      family: 'course',
      name: 'propose',
      description: inAll('Propose a course'),
      options: [
        optionFor('title', ask.text({ max: 120 })),
        optionFor('seats', ask.number({ min: 1, max: 500 })),
        optionFor('startsOn', ask.date()),
        optionFor('subject', ask.choice(['forensics', 'leadership'], 'subject'), ['forensics', 'leadership']),
        optionFor('organisation', ask.suggested(nothing)),
        optionFor('open', ask.yesNo(), ['yes', 'no']),
        optionFor('instructor', ask.account()),
        optionFor('channel', ask.channel()),
        optionFor('outline', ask.file({ accepts: ['application/pdf'], maxBytes: 1_000_000 })),
        optionFor('level', ask.rating({ from: 1, to: 5, named: 'level' }), ['1', '2', '3', '4', '5']),
      ],
    },
    { family: 'exchange', name: 'status', description: inAll('How things stand'), options: [] },
  ],
};

/** A listener that does nothing but what it is told to. */
export function listenerWith(does: Partial<Listener>): Listener {
  return {
    catalogue: exampleCatalogue,
    asked: async () => {},
    pressed: async () => {},
    submitted: async () => {},
    suggesting: async () => [],
    keep: async () => {},
    forget: () => {},
    placeJoined: async () => {},
    placeLeft: async () => {},
    placesHeld: async () => {},
    ...does,
  };
}
