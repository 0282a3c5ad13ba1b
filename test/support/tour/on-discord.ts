// What Discord would say to a drawing or a form: its published schema, its limits, and whom it would notify.
import type { Chart } from '#bot/chart.ts';
import type { Form } from '#bot/form.ts';
import { userOf } from '#bot/platforms/discord/identifiers.ts';
import { markOf } from '#bot/platforms/discord/marks.ts';
import { edited, messageFlags, newLaidOut, newPlain } from '#bot/platforms/discord/payload.ts';
import { renderForm } from '#bot/platforms/discord/render-form.ts';
import type { TextReader } from '#bot/platforms/discord/render-text.ts';
import { asPlain, layOut, sectionsOf } from '#bot/platforms/discord/render-view.ts';
import type { Language } from '#exchange/languages.ts';
import { type JsonObject, objectIn, parseJson } from '../../emulators/discord/json.ts';
import type { FormProblem } from '../../emulators/discord/refusal.ts';
import { problemsOfMessage } from '../../emulators/discord/rules-for-messages.ts';
import { problemsOfModal } from '../../emulators/discord/rules-for-modals.ts';
import { problemsOfRequest } from '../../emulators/discord/validate-against-openapi.ts';
import type { Seen } from './notes.ts';
import { bare, halfLetters, textsOf, typedIn } from './readings.ts';

const create = ['POST', '/channels/{channel_id}/messages'] as const;
const edit = ['PATCH', '/channels/{channel_id}/messages/{message_id}'] as const;
const answer = ['POST', '/interactions/{interaction_id}/{interaction_token}/callback'] as const;
const families = ['course', 'nominate', 'feedback', 'symposium', 'exchange', 'my', 'country', 'report'];

function readerOf(language: Language, users: readonly string[]): TextReader {
  const commands = new Map(families.map((family, index) => [family, `9000000000000000${index}`]));
  return { language, mentioned: new Set(users), guild: '700', commands };
}

function drawn({ drawing, addressees }: Seen) {
  const users = addressees.map(userOf).filter((user) => user !== undefined);
  const pictures = new Map<Chart, Uint8Array>();
  for (const block of drawing.view) if ('image' in block) pictures.set(block.image, new Uint8Array([1]));
  const sections = sectionsOf(drawing, readerOf(drawing.language, users), pictures);
  return { messages: layOut(sections), plain: asPlain(sections), users };
}

/** How many messages of Discord the drawing takes. */
export function discordMessages(seen: Seen): number {
  return drawn(seen).messages.length;
}

/** What leaves for Discord. */
export function writtenOnDiscord(seen: Seen): string {
  const { messages, users } = drawn(seen);
  return messages.map((message) => JSON.stringify(newLaidOut(message, users).body)).join('\n');
}

/** As every post bears one. */
const mark = markOf('tour', 0);

export function problemsOnDiscord(seen: Seen): readonly string[] {
  const { messages, plain, users } = drawn(seen);
  const problems: string[] = messages.length === 0 ? ['shows nothing'] : [];
  let visible = '';
  for (const message of messages) {
    const { body, files } = newLaidOut(message, users, mark);
    const names = files.map((file) => file.name);
    problems.push(
      ...problemsOfBody(body, names, create),
      ...problemsOfBody(edited(message, users, mark).body, names, edit),
    );
    const data = sent({ ...body, flags: body.flags | messageFlags.ephemeral });
    problems.push(...problemsOfRequest(...answer, { type: 4, data }).map(told));
    problems.push(
      ...problemsOfMentions(body, users),
      ...halfLetters(body).map((half) => `half a letter: ${half}`),
    );
    visible += wordsIn(sent(body), readable);
  }
  if (plain) {
    const { body, files } = newPlain(plain, users, mark);
    problems.push(
      ...problemsOfBody(
        body,
        files.map((file) => file.name),
        create,
      ),
      ...problemsOfMentions(body, users),
    );
  }
  const read = bare(visible);
  for (const typed of textsOf(seen.drawing).flatMap(typedIn))
    if (!read.includes(bare(typed))) problems.push(`loses: ${typed}`);
  return problems;
}

export function problemsOfFormOnDiscord(form: Form, page: number): readonly string[] {
  const modal = renderForm(form, page, readerOf(form.language, []));
  const data = sent(modal);
  return [
    ...problemsOfModal(data).map(told),
    ...problemsOfRequest(...answer, { type: 9, data }).map(told),
    ...halfLetters(modal).map((half) => `half a letter: ${half}`),
  ];
}

function problemsOfBody(
  body: object,
  fileNames: readonly string[],
  [method, path]: typeof create | typeof edit,
): readonly string[] {
  const settableFlags = messageFlags.componentsV2 | messageFlags.suppressEmbeds;
  return [
    ...problemsOfMessage(sent(body), { flags: 0, fileNames, settableFlags }),
    ...problemsOfRequest(method, path, sent(body)),
  ].map(told);
}

/** Whoever is named in `allowed_mentions` is an addressee, and no other mention stands in the text. */
function problemsOfMentions(body: object, users: readonly string[]): readonly string[] {
  const { allowed_mentions: allowed, ...rest } = sent(body);
  const { parse, users: named } = objectIn(allowed);
  const written = wordsIn(rest, ['content']);
  const mentions = [...written.matchAll(/(?<!\\)<@[!&]?(\d+)>/gu)].flatMap(([, user]) => user ?? []);
  const loud = written.match(/(?<!\\)@(?:everyone|here)/gu) ?? [];
  return [
    ...(Array.isArray(parse) && parse.length === 0 ? [] : ['lets text mention']),
    ...(Array.isArray(named) ? named : [])
      .filter((user) => !users.includes(String(user)))
      .map((user) => `allows ${user}`),
    ...mentions.filter((user) => !users.includes(user)).map((user) => `mentions ${user}`),
    ...loud.map((one) => `mentions ${one}`),
  ];
}

const readable = ['content', 'label', 'placeholder', 'description'];

/** What can be read in a body, wherever it stands; only `content` can mention anybody. */
function wordsIn(body: JsonObject, kinds: readonly string[]): string {
  const words: string[] = [];
  const read = (value: unknown, key: string): void => {
    if (typeof value === 'string' && kinds.includes(key)) words.push(value);
    else if (Array.isArray(value)) for (const one of value) read(one, key);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) read(inner, name);
  };
  read(body, '');
  return words.join('\n');
}

function told({ path, code, message }: FormProblem): string {
  return `${path} ${code} ${message}`;
}

/** As it would arrive over the wire. */
function sent(body: object): JsonObject {
  return objectIn(parseJson(JSON.stringify(body)));
}
