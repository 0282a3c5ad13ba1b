// Calls the Web API by hand with a bot token, for tests of what it answers and refuses.
import { type Fields, fieldsOf, stringOf } from './json.ts';
import type { Channel } from './model.ts';
import type { Person } from './person.ts';
import { type SlackEmulator, startSlackEmulator, usualScopes } from './slack-emulator.ts';
import type { Workspace } from './workspace.ts';

/** A Slack with one workspace, one person, one channel, and a clock that the test moves. */
export interface ByHand {
  readonly slack: SlackEmulator;
  readonly hub: Workspace;
  readonly amina: Person;
  readonly courses: Channel;
  readonly time: { now: number };
  call(method: string, args?: Fields, token?: string): Promise<Fields>;
  /** A trigger as a command brings it. */
  trigger(): string;
  /** The rules broken so far. */
  rules(): string[];
}

export async function startByHand(): Promise<ByHand> {
  const time = { now: Date.parse('2026-11-22T09:00:00Z') };
  const more = ['channels:read', 'groups:read', 'im:read', 'channels:join', 'channels:manage', 'team:read'];
  const slack = await startSlackEmulator({ clock: () => time.now, scopes: [...usualScopes, ...more] });
  const hub = slack.addWorkspace({ name: 'Hub' });
  const amina = hub.addUser({ name: 'amina', locale: 'fr-FR' });
  const courses = hub.addChannel({ name: 'courses' });
  return {
    slack,
    hub,
    amina,
    courses,
    time,
    async call(method, args = {}, token = hub.botToken) {
      const response = await fetch(slack.apiUrl + method, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify(args),
      });
      return fieldsOf(await response.json());
    },
    trigger: () => stringOf(amina.composes(courses, '/course').payload.trigger_id),
    rules: () => slack.violations.map((violation) => violation.rule),
  };
}

/** The least a modal needs. */
export function modal(change: Fields = {}): Fields {
  return { type: 'modal', title: { type: 'plain_text', text: 'Form' }, blocks: [], ...change };
}
