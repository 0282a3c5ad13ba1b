// A workspace with this app installed: its channels, its people, and the ways an installation ends.
import type { Driver } from './acknowledgements.ts';
import type { Delivery } from './delivery.ts';
import type { Channel, UserRecord, WorkspaceRecord } from './model.ts';
import { createPerson, type Person } from './person.ts';
import { eventCallback } from './requests.ts';
import { addChannel, nextId, nextNumber, type World } from './world.ts';

export interface NewWorkspace {
  readonly name: string;
  /** False leaves the app to be installed by OAuth. */
  readonly installed?: boolean;
  readonly scopes?: readonly string[];
}

interface NewChannel {
  readonly name: string;
  readonly private?: boolean;
  /** All people of the workspace when left out. */
  readonly members?: readonly { readonly id: string }[];
  /** True when left out. */
  readonly botIsMember?: boolean;
}

interface NewPerson {
  /** The handle, as in `@amina`. */
  readonly name: string;
  readonly realName?: string;
  /** As `users.info` says it, such as `fr-FR`; `en-US` when left out. */
  readonly locale?: string;
  readonly tz?: string;
  readonly admin?: boolean;
  readonly owner?: boolean;
  readonly bot?: boolean;
}

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly botUserId: string;
  readonly botId: string;
  /** Changes when the app is installed anew. */
  readonly botToken: string;
  addChannel(channel: NewChannel): Channel;
  /** Joins every public channel that is there. */
  addUser(person: NewPerson): Person;
  /** From now on the token answers `token_revoked`; `tokens_revoked` is sent. */
  revokeTokens(): Promise<Delivery>;
  /** From now on the token answers `account_inactive`; both events of an uninstallation are sent. */
  uninstall(): Promise<readonly Delivery[]>;
  /** As somebody does on the page of the app: with a new token. */
  installByHand(): void;
  setScopes(scopes: readonly string[]): void;
}

function newUser(world: World, workspaceId: string, person: NewPerson): UserRecord {
  const user: UserRecord = {
    id: nextId(world, 'U'),
    workspaceId,
    name: person.name,
    realName: person.realName ?? person.name,
    locale: person.locale ?? 'en-US',
    tz: person.tz ?? 'Europe/London',
    admin: person.admin ?? false,
    owner: person.owner ?? false,
    bot: person.bot ?? false,
    email: `${person.name}@example.org`,
    deactivated: false,
  };
  world.users.set(user.id, user);
  return user;
}

export function createWorkspace(driver: Driver, facts: NewWorkspace): Workspace {
  const { world } = driver;
  const id = nextId(world, 'T');
  const bot = newUser(world, id, { name: 'attache', bot: true });
  const record: WorkspaceRecord = {
    id,
    name: facts.name,
    domain: facts.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    botUserId: bot.id,
    botId: nextId(world, 'B'),
    botToken: `xoxb-${id}-${nextNumber(world).toString(36)}`,
    tokenState: facts.installed === false ? 'none' : 'valid',
    endedTokens: new Map(),
    scopes: facts.scopes ?? world.settings.scopes,
  };
  world.workspaces.set(id, record);

  const peopleHere = () => [...world.users.values()].filter((user) => user.workspaceId === id && !user.bot);
  const tellRevoked = () => {
    const event = { type: 'tokens_revoked', tokens: { oauth: [], bot: [record.botUserId] } };
    return driver.send(eventCallback(world, id, event));
  };

  return {
    id,
    name: record.name,
    domain: record.domain,
    botUserId: record.botUserId,
    botId: record.botId,
    get botToken() {
      return record.botToken;
    },
    addChannel(channel) {
      const people = channel.members ?? peopleHere();
      const members = people.map((person) => person.id);
      if (channel.botIsMember !== false) members.push(record.botUserId);
      return addChannel(world, id, channel.name, channel.private ? 'private' : 'public', members);
    },
    addUser(person) {
      const user = newUser(world, id, person);
      for (const channel of world.channels.values())
        if (channel.workspaceId === id && channel.kind === 'public') channel.members.add(user.id);
      return createPerson(driver, user);
    },
    revokeTokens() {
      record.tokenState = 'revoked';
      return tellRevoked();
    },
    async uninstall() {
      record.tokenState = 'inactive';
      const uninstalled = eventCallback(world, id, { type: 'app_uninstalled' });
      return [await driver.send(uninstalled), await tellRevoked()];
    },
    installByHand() {
      record.endedTokens.set(record.botToken, record.tokenState === 'inactive' ? 'inactive' : 'revoked');
      record.botToken = `xoxb-${id}-${nextNumber(world).toString(36)}`;
      record.tokenState = 'valid';
    },
    setScopes(scopes) {
      record.scopes = scopes;
    },
  };
}
