// Completes a command line as it is typed: families, subcommands, options, and what may stand in an option.
import type { Catalogue, CommandOutline, OptionOutline } from '#bot/catalogue.ts';
import type { RawValues, Suggestion } from '#bot/field.ts';
import { readTypedText, splitCommand, typedWords } from '#bot/typed-text.ts';
import type { Language } from '#exchange/languages.ts';
import type { CastChannel, CastPerson } from './cast.ts';

export interface Typing {
  /** What stands before the caret. */
  readonly text: string;
  readonly language: Language;
  readonly catalogue: Catalogue;
  readonly people: readonly CastPerson[];
  readonly channels: readonly CastChannel[];
  readonly suggest: (
    path: string,
    option: string,
    typed: string,
    given: RawValues,
  ) => Promise<readonly Suggestion[]>;
}

export interface Completion {
  /** Where the text that an offer replaces begins; it ends at the caret. */
  readonly from: number;
  readonly offers: readonly Offer[];
  /** Whether Enter takes the first offer; otherwise it sends the line. */
  readonly eager: boolean;
  /** What is being asked for here, where nothing can be offered. */
  readonly about: string;
}

export interface Offer {
  readonly insert: string;
  readonly label: string;
  readonly detail: string;
  readonly required?: boolean;
  /** How far back from the end of what was inserted the caret belongs, for a pair of quotes. */
  readonly back?: number;
}

const nothing: Completion = { from: 0, offers: [], eager: false, about: '' };

export async function complete(typing: Typing): Promise<Completion> {
  const { text, catalogue, language } = typing;
  const first = /^\s*\/(\S*)$/u.exec(text);
  if (first)
    return { ...nothing, from: text.indexOf('/'), offers: families(first[1] ?? '', typing), eager: true };

  const second = /^(\s*\/(\S+)\s+)(\S*)$/u.exec(text);
  if (second) {
    const [, before = '', family = '', typed = ''] = second;
    const offers = catalogue.commands
      .filter((one) => one.family === family.toLowerCase() && one.name.includes(typed.toLowerCase()))
      .map((one) => ({
        insert: `${one.name} `,
        label: `/${one.family} ${one.name}`,
        detail: one.description[language],
      }));
    // A name that is complete is sent by Enter, as in other chats.
    const complete = offers.some((offer) => offer.insert.trim() === typed.toLowerCase());
    return { ...nothing, from: before.length, offers, eager: !complete };
  }
  const names = /^\s*\/\S+\s+\S+\s+/u.exec(text)?.[0];
  const { outline } = splitCommand(text, catalogue);
  if (!names || !outline) return nothing;
  return completeOptions(outline, names.length, typing);
}

function families(typed: string, { catalogue, language }: Typing): Offer[] {
  const known = catalogue.families
    .filter((one) => one.name.startsWith(typed.toLowerCase()))
    .map((one) => ({ insert: `/${one.name} `, label: `/${one.name}`, detail: one.description[language] }));
  if (known.length > 0 || typed === '') return known;
  return catalogue.commands
    .filter((one) => one.name.includes(typed.toLowerCase()))
    .map((one) => ({
      insert: `/${one.family} ${one.name} `,
      label: `/${one.family} ${one.name}`,
      detail: one.description[language],
    }));
}

async function completeOptions(outline: CommandOutline, offset: number, typing: Typing): Promise<Completion> {
  const line = typing.text.slice(offset);
  const words = typedWords(line, outline);
  const last = words.findLast((word) => word.option !== undefined || !word.closed);
  const ended =
    last === undefined || (last.quoted && last.closed) || (isOneWord(last.option) && /\s$/u.test(line));

  if (last?.option && !ended) {
    const typed = line.slice(last.from);
    const path = `${outline.family} ${outline.name}`;
    const given = readTypedText(line.slice(0, last.start), outline).given;
    const offers = await valuesFor(last.option, typed, path, given, typing);
    const name = last.option.names[typing.language];
    return {
      from: offset + last.start,
      offers: offers.map((offer) => ({ ...offer, insert: `${name}:${quoted(offer.insert)} ` })),
      eager: typed.trim() !== '' && offers.every((offer) => offer.label !== typed),
      about: last.option.description[typing.language],
    };
  }
  const partial = /\S*$/u.exec(line)?.[0] ?? '';
  const given = new Set(words.flatMap((word) => (word.option ? [word.option.name] : [])));
  const open = outline.options.filter((option) => !given.has(option.name));
  const offers = open
    .filter((option) => option.names[typing.language].startsWith(partial.toLowerCase()))
    .map((option) => optionOffer(option, typing.language));
  return { ...nothing, from: typing.text.length - partial.length, offers };
}

function isOneWord(option: OptionOutline | undefined): boolean {
  return option?.field.kind === 'number' || option?.field.kind === 'yesNo' || option?.field.kind === 'date';
}

function optionOffer(option: OptionOutline, language: Language): Offer {
  const name = option.names[language];
  const wantsQuotes = option.field.kind === 'text';
  return {
    insert: wantsQuotes ? `${name}:""` : `${name}:`,
    label: name,
    detail: option.description[language],
    required: option.field.required,
    ...(wantsQuotes ? { back: 1 } : {}),
  };
}

async function valuesFor(
  option: OptionOutline,
  typed: string,
  path: string,
  given: RawValues,
  typing: Typing,
): Promise<Offer[]> {
  const part = typed.trim().toLowerCase();
  const named = (label: string, detail = ''): Offer => ({ insert: label, label, detail });
  const matching = (offers: Offer[]) => offers.filter((offer) => offer.label.toLowerCase().includes(part));
  switch (option.field.kind) {
    case 'account':
      return matching(
        typing.people.map((one) =>
          named(`@${one.name}`, `${one.roleTitle[typing.language]}, ${one.organisation.name}`),
        ),
      );
    case 'channel':
      return matching(typing.channels.map((one) => named(`#${one.name}`, one.organisation ?? '')));
    case 'suggested': {
      const found = await typing.suggest(path, option.name, typed.trim(), given);
      return found.map((one) => {
        const alike = found.filter((other) => other.label === one.label).length > 1;
        return { insert: alike ? one.id : one.label, label: one.label, detail: '' };
      });
    }
    default:
      return matching(option.choices.map((choice) => named(choice.label[typing.language])));
  }
}

function quoted(value: string): string {
  return /[\s"'\\]/u.test(value) ? `"${value.replaceAll(/["\\]/gu, '\\$&')}"` : value;
}

/** Typed names of people and channels become what the bot knows them by; anything else stays as it was typed. */
export function resolveNames(
  outline: CommandOutline,
  given: RawValues,
  people: readonly CastPerson[],
  channels: readonly CastChannel[],
): RawValues {
  const resolved = { ...given };
  for (const { name, field } of outline.options) {
    const typed = resolved[name];
    if (typeof typed !== 'string') continue;
    const bare = typed.replace(/^[@#]/u, '').toLowerCase();
    if (field.kind === 'account') {
      const whole = people.filter((one) => one.name.toLowerCase() === bare || one.account === typed);
      const first = people.filter((one) => one.name.toLowerCase().split(' ')[0] === bare);
      const [found, other] = whole.length > 0 ? whole : first;
      if (found && !other) resolved[name] = found.account;
    } else if (field.kind === 'channel') {
      const found = channels.find((one) => one.name.toLowerCase() === bare || one.id === typed);
      if (found) resolved[name] = found.id;
    }
  }
  return resolved;
}
