// Decides whom a message really notifies: the mentions it holds, filtered by allowed_mentions or its defaults.
import { isGiven, type Json, type JsonObject, listIn, objectIn, objectsIn, textIn } from './json.ts';
import { botMayMentionEveryone } from './permissions.ts';
import type { FormProblem } from './refusal.ts';
import type { ActiveMentions, Channel, World } from './state.ts';

/** Documented defaults when `allowed_mentions` is absent: resources/message, "Default Settings". */
const defaultParse = { regular: ['users', 'roles', 'everyone'], webhook: ['users'] } as const;
export type MentionDefaults = keyof typeof defaultParse;

/** The text that can notify: the content, and every Text Display of a message made of components. */
export function notifyingText(content: string, components: readonly JsonObject[]): string {
  const parts = [content];
  const visit = (component: JsonObject) => {
    if (component.type === 10) parts.push(textIn(component.content) ?? '');
    for (const child of objectsIn(component.components)) visit(child);
  };
  for (const component of components) visit(component);
  return parts.join('\n');
}

/**
 * Counts on the side of caution: a mention inside a code span or behind a backslash counts as one, since
 * nothing in the documentation promises otherwise.
 */
export function activeMentions(
  world: World,
  channel: Channel,
  text: string,
  allowed: Json | undefined,
  defaults: MentionDefaults,
): ActiveMentions {
  const settings = objectIn(allowed);
  const parse: Json[] = isGiven(allowed) ? listIn(settings.parse) : [...defaultParse[defaults]];
  const users = found(text, /<@!?(\d+)>/g).filter((id) => world.users.has(id));
  const roles = found(text, /<@&(\d+)>/g).filter((id) => channel.guild?.roles.has(id));
  const everyone = /@(?:everyone|here)/.test(text);
  return {
    users: users.filter((id) => parse.includes('users') || listIn(settings.users).includes(id)),
    roles: roles.filter((id) => parse.includes('roles') || listIn(settings.roles).includes(id)),
    everyone: everyone && parse.includes('everyone') && botMayMentionEveryone(world, channel),
  };
}

function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].flatMap((match) => match[1] ?? []))];
}

export function problemsOfAllowedMentions(allowed: Json | undefined): FormProblem[] {
  if (!isGiven(allowed)) return [];
  const settings = objectIn(allowed);
  const problems: FormProblem[] = [];
  const parse = listIn(settings.parse);
  for (const [index, kind] of parse.entries()) {
    if (kind !== 'users' && kind !== 'roles' && kind !== 'everyone') {
      problems.push(
        problem(
          `parse/${index}`,
          'BASE_TYPE_CHOICES',
          "Value must be one of {'roles', 'users', 'everyone'}.",
        ),
      );
    }
  }
  for (const kind of ['users', 'roles'] as const) {
    const ids = listIn(settings[kind]);
    if (parse.includes(kind) && ids.length > 0) {
      problems.push(
        problem(
          '',
          'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
          `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
        ),
      );
    }
    if (ids.length > 100)
      problems.push(problem(kind, 'BASE_TYPE_MAX_LENGTH', 'Must be 100 or fewer in length.'));
    if (new Set(ids).size < ids.length) {
      problems.push(problem(kind, 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'The set already contains this value'));
    }
    for (const [index, id] of ids.entries()) {
      if (typeof id !== 'string' || !/^\d{1,20}$/.test(id)) {
        problems.push(
          problem(`${kind}/${index}`, 'NUMBER_TYPE_COERCE', `Value "${String(id)}" is not snowflake.`),
        );
      }
    }
  }
  return problems;
}

function problem(path: string, code: string, message: string): FormProblem {
  return { path: `allowed_mentions/${path}`, code, message };
}
