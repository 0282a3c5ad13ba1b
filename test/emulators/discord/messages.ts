// Makes and changes messages: checks the body, stores the files, decides the mentions.
import type { Json, JsonObject } from './json.ts';
import { copyOf, isGiven, listIn, numberIn, objectIn, objectsIn, textIn } from './json.ts';
import { activeMentions, type MentionDefaults, notifyingText } from './mentions.ts';
import { allComponents } from './reading.ts';
import { Refusal, refuseProblems } from './refusal.ts';
import type { UploadedFile } from './request.ts';
import { isSelect } from './rules-for-components.ts';
import { problemsOfMessage } from './rules-for-messages.ts';
import {
  type Channel,
  flags,
  type InteractionRecord,
  type Message,
  type StoredFile,
  type UserRecord,
  type World,
} from './state.ts';

export type Draft = {
  readonly body: JsonObject;
  readonly files: readonly UploadedFile[];
  readonly defaults: MentionDefaults;
};

/** Largest file a bot may send to a server without boosts (developers/reference, Uploading Files). */
const mostFileBytes = 10 * 1024 * 1024;

const settableOnCreate = {
  regular: flags.suppressEmbeds | flags.suppressNotifications | flags.componentsV2,
  webhook: flags.suppressEmbeds | flags.suppressNotifications | flags.componentsV2 | flags.ephemeral,
};
const settableOnEdit = flags.suppressEmbeds | flags.componentsV2;

export function createMessage(world: World, channel: Channel, draft: Draft, as: Authorship): Message {
  checkFiles(draft.files);
  const { body } = draft;
  refuseProblems(
    problemsOfMessage(body, {
      flags: 0,
      fileNames: draft.files.map((file) => file.name),
      settableFlags: settableOnCreate[draft.defaults],
    }),
  );
  const content = (textIn(body.content) ?? '').trim();
  const components = storedComponents(objectsIn(body.components));
  if (
    content === '' &&
    components.length === 0 &&
    draft.files.length === 0 &&
    objectsIn(body.embeds).length === 0
  ) {
    throw new Refusal('emptyMessage');
  }
  const message = blankMessage(world, channel, as);
  message.content = content;
  message.components = components;
  message.attachments = storeFiles(world, channel, draft);
  message.flags = (numberIn(body.flags) ?? 0) & ~flags.ephemeral;
  message.nonce = isGiven(body.nonce) ? String(body.nonce) : undefined;
  message.activeMentions = activeMentions(
    world,
    channel,
    notifyingText(content, components),
    body.allowed_mentions,
    draft.defaults,
  );
  if (as.onlyFor !== undefined) message.flags |= flags.ephemeral;
  message.embeds = drawnEmbeds(objectsIn(body.embeds), message.attachments);
  if (message.nonce !== undefined) world.messagesByNonce.set(message.nonce, message);
  keep(world, message);
  return message;
}

export type Authorship = {
  readonly author: UserRecord;
  readonly interaction?: InteractionRecord;
  /** The one person who sees it, for an ephemeral message. */
  readonly onlyFor?: UserRecord;
};

function blankMessage(world: World, channel: Channel, as: Authorship): Message {
  return {
    id: world.nextId(),
    channel,
    author: as.author,
    createdAt: world.now(),
    editedAt: undefined,
    edits: 0,
    deleted: false,
    loading: false,
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    flags: 0,
    nonce: undefined,
    activeMentions: { users: [], roles: [], everyone: false },
    onlyFor: as.onlyFor,
    interaction: as.interaction,
  };
}

/** What a human writes; Discord's client checks it, so nothing is checked here. */
export function createHumanMessage(
  world: World,
  channel: Channel,
  author: UserRecord,
  content: string,
): Message {
  const message = blankMessage(world, channel, { author });
  message.content = content;
  keep(world, message);
  return message;
}

/** A deferred reply: a message that only says that the application is thinking. */
export function createLoading(world: World, interaction: InteractionRecord, ephemeral: boolean): Message {
  const as = { author: world.bot, interaction, ...(ephemeral ? { onlyFor: interaction.user } : {}) };
  const message = blankMessage(world, interaction.channel, as);
  message.loading = true;
  if (ephemeral) message.flags = flags.ephemeral;
  keep(world, message);
  return message;
}

export function editMessage(world: World, message: Message, draft: Draft): void {
  checkFiles(draft.files);
  const { body } = draft;
  const kept = keptAttachments(message, body.attachments);
  refuseProblems(
    problemsOfMessage(body, {
      flags: message.flags,
      fileNames: [...kept.map((file) => file.name), ...draft.files.map((file) => file.name)],
      // A flag that stands already may be repeated.
      settableFlags: settableOnEdit | message.flags | (message.loading ? settableOnCreate.webhook : 0),
    }),
  );
  const content = body.content === undefined ? message.content : (textIn(body.content) ?? '').trim();
  const components =
    body.components === undefined ? message.components : storedComponents(objectsIn(body.components));
  const embeds = body.embeds === undefined ? message.embeds : objectsIn(body.embeds);
  const fileCount = kept.length + draft.files.length;
  if (content === '' && embeds.length === 0 && fileCount === 0 && components.length === 0)
    throw new Refusal('emptyMessage');
  const asked = numberIn(body.flags);
  const isV2 = (((asked ?? 0) | message.flags) & flags.componentsV2) !== 0;
  // What stood before must be emptied by the very edit that turns a message into components.
  if (isV2 && (content !== '' || embeds.length > 0)) refuseProblems([legacyBesideComponents]);
  if (asked !== undefined) {
    const fixed = flags.ephemeral | (message.flags & flags.componentsV2);
    message.flags = (asked & ~flags.ephemeral) | (message.flags & fixed);
  }
  message.attachments = [...kept, ...storeFiles(world, message.channel, draft)];
  message.content = content;
  message.components = components;
  message.embeds = drawnEmbeds(embeds, message.attachments);
  if (body.content !== undefined || body.components !== undefined || body.allowed_mentions !== undefined) {
    const text = notifyingText(content, components);
    message.activeMentions = activeMentions(
      world,
      message.channel,
      text,
      body.allowed_mentions,
      draft.defaults,
    );
  }
  // The first edit of a deferred reply makes the message; only later ones are edits to the eye.
  if (message.loading) message.loading = false;
  else message.editedAt = world.now();
  message.edits += 1;
}

const legacyBesideComponents = {
  path: 'flags',
  code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  message: 'The message still has content or embeds, which IS_COMPONENTS_V2 does not allow',
};

export function deleteMessage(message: Message): void {
  message.deleted = true;
}

function keep(world: World, message: Message): void {
  world.messages.push(message);
  world.messagesById.set(message.id, message);
}

function checkFiles(files: readonly UploadedFile[]): void {
  if (files.some((file) => file.bytes.byteLength > mostFileBytes)) throw new Refusal('tooLarge');
  if (files.length > 10) {
    refuseProblems([
      { path: 'attachments', code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 10 or fewer in length.' },
    ]);
  }
}

function storeFiles(world: World, channel: Channel, draft: Draft): StoredFile[] {
  const described = objectsIn(draft.body.attachments);
  return draft.files.map((file) => {
    const entry = described.find((one) => String(one.id) === String(file.index)) ?? {};
    return storeFile(world, channel, file, textIn(entry.filename) ?? file.name, textIn(entry.description));
  });
}

export function storeFile(
  world: World,
  channel: Channel,
  file: { contentType: string; bytes: Uint8Array },
  name: string,
  description: string | undefined,
): StoredFile {
  const id = world.nextId();
  const safe = name.replaceAll(/[^\w.-]+/g, '_') || 'unknown';
  const stored: StoredFile = {
    id,
    name: safe,
    contentType: file.contentType,
    bytes: file.bytes,
    url: `${world.origin}/cdn/attachments/${channel.id}/${id}/${safe}?ex=66&is=66&hm=emulated`,
    createdAt: world.now(),
    ...(description === undefined ? {} : { description }),
  };
  world.files.set(id, stored);
  return stored;
}

/** Absent: all stay. A list: those named in it stay (resources/message, Edit Message). */
function keptAttachments(message: Message, list: Json | undefined): StoredFile[] {
  if (list === undefined) return message.attachments;
  const named = new Set(listIn(list).map((entry) => String(objectIn(entry).id)));
  return message.attachments.filter((file) => named.has(file.id));
}

/** `attachment://name` becomes the file's address; a picture whose file did not come is simply not there. */
function drawnEmbeds(embeds: readonly JsonObject[], attachments: readonly StoredFile[]): JsonObject[] {
  return embeds.map((given) => {
    const embed: JsonObject = { type: 'rich', ...copyOf(given) };
    for (const key of ['image', 'thumbnail']) {
      const url = textIn(objectIn(embed[key]).url);
      const name = /^attachment:\/\/(.+)$/.exec(url ?? '')?.[1];
      if (name === undefined) continue;
      const file = attachments.find((one) => one.name === name);
      if (file === undefined) delete embed[key];
      else embed[key] = { url: file.url, proxy_url: file.url, width: 0, height: 0 };
    }
    return embed;
  });
}

/** Components as Discord keeps them: with ids, and with the defaults of menus written out. */
function storedComponents(components: readonly JsonObject[]): JsonObject[] {
  const stored = withIds(components);
  for (const component of allComponents(stored)) {
    if (!isSelect(component.type)) continue;
    component.min_values ??= 1;
    component.max_values ??= 1;
  }
  return stored;
}

/** Every component gets the id that it lacks, in order, around those that are taken. */
export function withIds(components: readonly JsonObject[]): JsonObject[] {
  const copies = components.map(copyOf);
  const all = allComponents(copies);
  const taken = new Set(
    all.map((component) => numberIn(component.id)).filter((id) => id !== undefined && id !== 0),
  );
  let next = 1;
  for (const component of all) {
    if (numberIn(component.id) !== undefined && component.id !== 0) continue;
    while (taken.has(next)) next += 1;
    component.id = next;
    next += 1;
  }
  return copies;
}
