// Turns what a person would pick (people, channels, files) into values and their `resolved` data.

import { channelPayload } from './channel-payloads.ts';
import { type JsonObject, objectIn } from './json.ts';
import { storeFile } from './messages.ts';
import { attachmentPayload, interactionMemberPayload, rolePayload } from './payloads.ts';
import { permissionsOf } from './permissions.ts';
import type { Channel, Guild, UserRecord, World } from './state.ts';
import { userPayload } from './user-payload.ts';

/** A file that a person uploads. */
export type Upload = { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array };
export type Role = { readonly id: string; readonly name: string };
/** A person of the emulator, as the driver hands them out. */
export type PickedPerson = { readonly record: UserRecord };
export type Picked = string | number | boolean | PickedPerson | Channel | Role | Upload;

export function isPerson(value: unknown): value is PickedPerson {
  return typeof value === 'object' && value !== null && 'record' in value;
}

export function isChannel(value: unknown): value is Channel {
  return typeof value === 'object' && value !== null && 'botLacks' in value;
}

export function isUpload(value: unknown): value is Upload {
  return typeof value === 'object' && value !== null && 'bytes' in value;
}

export function isRole(value: unknown): value is Role {
  return typeof value === 'object' && value !== null && 'id' in value && !isChannel(value);
}

/** What Discord's client would not let a person do: the test is wrong, or the form cannot be filled so. */
export function impossible(sentence: string): never {
  throw new Error(`Discord would not let a person do this: ${sentence}`);
}

/** Collects the objects behind the ids that an interaction mentions. */
export class Resolved {
  readonly #world: World;
  readonly #where: Channel;
  readonly #by: UserRecord;
  readonly #parts: Record<string, JsonObject> = {};

  constructor(world: World, where: Channel, by: UserRecord) {
    this.#world = world;
    this.#where = where;
    this.#by = by;
  }

  get guild(): Guild | undefined {
    return this.#where.guild;
  }

  user(person: PickedPerson): string {
    const { record } = person;
    this.#add('users', record.id, userPayload(record));
    const member = this.guild?.members.get(record.id);
    if (this.guild !== undefined && member === undefined)
      impossible(`${record.displayName} is not in ${this.guild.name}.`);
    if (this.guild !== undefined && member !== undefined) {
      const { user: _, deaf: __, mute: ___, ...partial } = interactionMemberPayload(this.guild, member);
      this.#add('members', record.id, partial);
    }
    return record.id;
  }

  channel(channel: Channel): string {
    const guild = channel.guild;
    if (guild === undefined || guild !== this.guild)
      impossible(`#${channel.name} is not a channel of this server.`);
    if (!this.#world.canSee(this.#by, channel))
      impossible(`${this.#by.displayName} does not see #${channel.name}.`);
    const permissions = permissionsOf(guild, this.#by).toString();
    this.#add('channels', channel.id, { ...channelPayload(channel), permissions });
    return channel.id;
  }

  role(role: Role): string {
    const guild = this.guild;
    const known = guild?.roles.get(role.id);
    if (guild === undefined || known === undefined) impossible(`@${role.name} is not a role of this server.`);
    this.#add('roles', role.id, rolePayload(guild, known));
    return role.id;
  }

  upload(upload: Upload): string {
    const file = storeFile(this.#world, this.#where, upload, upload.name, undefined);
    this.#add('attachments', file.id, { ...attachmentPayload(file), ephemeral: true });
    return file.id;
  }

  /** `{}` when nothing was mentioned: Discord leaves `resolved` out then. */
  payload(): JsonObject {
    return Object.keys(this.#parts).length === 0 ? {} : { resolved: { ...this.#parts } };
  }

  #add(kind: string, id: string, value: JsonObject): void {
    this.#parts[kind] = { ...objectIn(this.#parts[kind]), [id]: value };
  }
}
