// What a person types into the fake Slack, and what stands on their screen, in human words.
import type { AccountId } from '#exchange/people.ts';
import { elementsOf } from '../emulators/slack/active-mentions.ts';
import type { Delivery } from '../emulators/slack/delivery.ts';
import { type Fields, fieldsOf, isFields, listOf, stringOf } from '../emulators/slack/json.ts';
import type { Channel, Message, OpenView } from '../emulators/slack/model.ts';
import type { Person as SlackUser } from '../emulators/slack/person.ts';
import type { SlackEmulator } from '../emulators/slack/slack-emulator.ts';
import type { Workspace } from '../emulators/slack/workspace.ts';
import { withoutMarks } from './discord-markdown.ts';
import type { Said, SeenField, SeenFile, SeenForm } from './person.ts';

/** A workspace with the people and channels that a test has named. */
export interface SlackRoom {
  readonly emulator: SlackEmulator;
  readonly workspace: Workspace;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly users: ReadonlyMap<string, SlackUser>;
  readonly commandPrefix: string;
}

/** A person whose command, press or form is not acknowledged is told so by Slack, and is stuck. */
export function heard(delivery: Delivery): void {
  if (delivery.outcome !== 'acknowledged')
    throw new Error(`Slack says: the app did not respond (${delivery.outcome}).`);
}

/** A message as its reader sees it: names for mentions, and no marks that nobody sees. */
export function readMessage(message: Message, room: SlackRoom): string {
  let text = message.visibleText;
  for (const [name, user] of room.users) text = text.replaceAll(`@${user.id}`, `@${name}`);
  for (const [name, channel] of room.channels) text = text.replaceAll(`#${channel.id}`, `#${name}`);
  return withoutMarks(text);
}

export function isMenu(block: Fields, element: Fields, label: string): boolean {
  return element.type === 'static_select' && withoutMarks(stringOf(fieldsOf(block.text).text)) === label;
}

/** As somebody types it after a command: quoted, people and channels by their names. */
export function asTyped(said: Said, room: SlackRoom): string {
  if (typeof said === 'object') throw new Error('Nobody can type a file after a command on Slack.');
  if (typeof said === 'boolean') return said ? 'yes' : 'no';
  const user = [...room.users.values()].find((one) => said === accountOf(one, room));
  if (user) return `@${user.name}`;
  const channel = [...room.channels.values()].find((one) => said === `slack:${room.workspace.id}:${one.id}`);
  if (channel) return `#${channel.name}`;
  return typeof said === 'number'
    ? String(said)
    : `"${said.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

export function accountOf(user: SlackUser, room: SlackRoom): AccountId {
  return `slack:${room.workspace.id}:${user.id}`;
}

type Entered = string | number | null | { readonly id: string } | readonly { readonly id: string }[];

/** What a person enters into this element to say that. */
export async function asEntered(
  said: Said,
  element: Fields,
  user: SlackUser,
  room: SlackRoom,
): Promise<Entered> {
  if (typeof said === 'object') {
    return [user.uploads({ name: said.name, content: Buffer.from(said.bytes) })];
  }
  if (said === '') return null;
  if (typeof said === 'boolean') return said ? 'yes' : 'no';
  const last = String(said).split(':').at(-1) ?? '';
  if (element.type === 'users_select') return room.users.get(String(said))?.id ?? last;
  if (element.type === 'conversations_select') return room.channels.get(String(said))?.id ?? last;
  return element.type === 'number_input' ? said : String(said);
}

/** The input with this label or field name. */
export function elementOf(view: OpenView, wanted: string): { key: string; element: Fields } {
  const found = elementsOf(view.blocks).find(
    ({ block, element }) =>
      withoutMarks(stringOf(fieldsOf(block.label).text)) === wanted ||
      stringOf(element.action_id).split('|')[1] === wanted,
  );
  if (!found) throw new Error(`The form "${view.title}" has no field "${wanted}".`);
  return { key: stringOf(found.element.action_id), element: found.element };
}

export async function fetched(
  id: string,
  alt: string | undefined,
  { emulator, workspace }: SlackRoom,
): Promise<SeenFile> {
  const headers = { authorization: `Bearer ${workspace.botToken}` };
  const info = await fetch(`${emulator.apiUrl}files.info?file=${id}`, { method: 'POST', headers });
  const file = fieldsOf(fieldsOf(await info.json()).file);
  const content = await fetch(stringOf(file.url_private), { headers });
  return { name: stringOf(file.name), bytes: new Uint8Array(await content.arrayBuffer()), alt };
}

/** The small lines in a form that say what was wrong, and what was typed and could not stand in its input. */
export function problemsIn(view: OpenView | undefined): readonly string[] {
  return (view?.blocks ?? [])
    .filter((block) => block.type === 'context')
    .flatMap((block) =>
      listOf(block.elements).map((element) => withoutMarks(stringOf(fieldsOf(element).text))),
    );
}

export function seenForm(view: OpenView, room: SlackRoom): SeenForm {
  const firstInput = view.blocks.findIndex((block) => block.type === 'input');
  const above = firstInput < 0 ? view.blocks : view.blocks.slice(0, firstInput);
  return {
    title: withoutMarks(view.title),
    introduction: above
      .map((block) => stringOf(fieldsOf(block.text).text))
      .filter(Boolean)
      .join('\n'),
    fields: view.blocks
      .filter((block) => block.type === 'input')
      .map((block) => seenField(block, view, room)),
  };
}

function seenField(block: Fields, view: OpenView, room: SlackRoom): SeenField {
  const element = fieldsOf(block.element);
  const state = fieldsOf(view.values[stringOf(block.block_id)]?.[stringOf(element.action_id)]);
  return {
    name: stringOf(element.action_id).split('|')[1] ?? '',
    label: withoutMarks(stringOf(fieldsOf(block.label).text)),
    hint: stringOf(fieldsOf(block.hint).text) || undefined,
    filled: standing(state, room),
    options: listOf(element.options).map((option) => stringOf(fieldsOf(fieldsOf(option).text).text)),
    required: block.optional !== true,
  };
}

/** How what stands in an input reads. */
function standing(state: Fields, room: SlackRoom): string | undefined {
  for (const [member, content] of Object.entries(state)) {
    if (member === 'type' || content === null) continue;
    if (member === 'selected_user') return [...room.users].find(([, user]) => user.id === content)?.[0];
    if (member === 'selected_conversation')
      return [...room.channels].find(([, one]) => one.id === content)?.[0];
    if (isFields(content)) return stringOf(fieldsOf(content.text).text);
    if (typeof content === 'string' && content !== '') return content;
  }
  return undefined;
}
