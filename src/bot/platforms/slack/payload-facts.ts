// What stands in a payload besides who and when: where it comes from, which button was pressed, what a form brings back.
import type { ActionElement, ActionPayload } from './payloads.ts';
import { chooseId, pressId } from './render-view.ts';
import type { FormMetadata } from './reply.ts';

export interface Who {
  readonly team: string;
  readonly domain: string | undefined;
  readonly user: string;
  readonly userName: string | undefined;
  readonly channel: string | undefined;
}

export function withoutPrefix(command: string, prefix: string): string {
  const name = command.replace(/^\//, '');
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** Trigger ids are Slack's own for each thing that happens; a replayed request carries the same one. */
export function keyOf(trigger: string): string {
  return `slack:${trigger}`;
}

type Interaction = Pick<ActionPayload, 'team' | 'user'>;

/** Empty where Slack names none; no installation answers to that. */
export function teamOf(body: Interaction): string {
  return body.team?.id ?? body.user.team_id ?? '';
}

export function whoOf(
  body: Interaction,
  team: string,
  userName: string | undefined,
  channel: string | undefined,
): Who {
  return { team, domain: body.team?.domain, user: body.user.id, userName, channel };
}

export function pathOfRoute(route: string): string | undefined {
  const [family, name] = route.split('|', 1)[0]?.split('/') ?? [];
  return family && name ? `${family} ${name}` : undefined;
}

/** The route behind a press, and what was chosen; undefined for what Attaché has not drawn. */
export function pressedRoute(
  action: ActionElement,
): { route: string; chosen: string | undefined } | undefined {
  if (action.type === 'button' && action.action_id.startsWith(`${pressId}-`) && action.value) {
    return { route: action.value, chosen: undefined };
  }
  const chosen = action.selected_option?.value;
  if (
    action.type === 'static_select' &&
    action.action_id.startsWith(`${chooseId}|`) &&
    chosen !== undefined
  ) {
    return { route: action.action_id.slice(chooseId.length + 1), chosen };
  }
  return undefined;
}

export function readMetadata(text: string): FormMetadata | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return isMetadata(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isMetadata(read: unknown): read is FormMetadata {
  if (typeof read !== 'object' || read === null) return false;
  return 'form' in read && typeof read.form === 'string' && 'path' in read && typeof read.path === 'string';
}
