// What Slack tells the app, in the parts that Attaché reads; each kind is known by its shape before it is believed.
import type { FormState } from './form-blocks.ts';

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
export interface CommandPayload {
  /** With its slash. */
  readonly command: string;
  readonly text?: string;
  readonly team_id: string;
  readonly team_domain?: string;
  readonly user_id: string;
  readonly user_name?: string;
  readonly channel_id?: string;
  readonly trigger_id: string;
  readonly response_url?: string;
}

/** What every interaction brings. https://docs.slack.dev/reference/interaction-payloads */
interface Interaction {
  /** Null where it is of a whole organisation. */
  readonly team: { readonly id: string; readonly domain?: string } | null;
  readonly user: {
    readonly id: string;
    readonly name?: string;
    readonly username?: string;
    readonly team_id?: string;
  };
}

export interface ActionPayload extends Interaction {
  readonly type: 'block_actions';
  readonly trigger_id: string;
  readonly response_url?: string;
  readonly channel?: { readonly id: string };
  readonly message?: { readonly ts: string };
  /** Where it stands in a view: an App Home, or a form. */
  readonly view?: { readonly type?: string };
  readonly container?: { readonly is_ephemeral?: boolean; readonly message_ts?: string };
  /** Slack sends one at a time. */
  readonly actions: readonly ActionElement[];
}

/** A pressed button or a used menu. */
export interface ActionElement {
  readonly type: string;
  readonly action_id: string;
  readonly value?: string;
  readonly selected_option?: { readonly value: string } | null;
}

interface ModalPayload {
  readonly id: string;
  readonly hash: string;
  readonly private_metadata: string;
  readonly state?: FormState;
  readonly blocks: readonly { readonly type: string; readonly block_id?: string }[];
  /** The workspace that Attaché is installed in, where the person is of another. */
  readonly app_installed_team_id?: string;
}

export interface SubmissionPayload extends Interaction {
  readonly type: 'view_submission';
  readonly trigger_id?: string;
  readonly view: ModalPayload;
}

export interface SuggestionPayload extends Interaction {
  readonly type: 'block_suggestion';
  readonly block_id: string;
  /** What has been typed so far. */
  readonly value: string;
  /** Absent where the menu stands in a message. */
  readonly view?: ModalPayload;
}

/** https://docs.slack.dev/apis/events-api#the-events-api__receiving-events__events-dispatched-as-json */
export interface EventPayload {
  readonly type: 'event_callback';
  readonly team_id: string;
  readonly event_id?: string;
  /** Seconds. */
  readonly event_time?: number;
  readonly event: {
    readonly type: string;
    readonly tokens?: { readonly bot?: readonly string[] };
    readonly user?: string;
    /** `home` or `messages`. */
    readonly tab?: string;
  };
}

type Fields = Readonly<Record<string, unknown>>;

export function isFields(given: unknown): given is Fields {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

export function isCommand(given: unknown): given is CommandPayload {
  return isFields(given) && hasWords(given, ['command', 'team_id', 'user_id', 'trigger_id']);
}

export function isAction(given: unknown): given is ActionPayload {
  return (
    isInteraction(given, 'block_actions') &&
    hasWords(given, ['trigger_id']) &&
    Array.isArray(given.actions) &&
    given.actions.every((one) => isFields(one) && hasWords(one, ['type', 'action_id']))
  );
}

export function isSubmission(given: unknown): given is SubmissionPayload {
  return isInteraction(given, 'view_submission') && isModal(given.view);
}

export function isSuggestion(given: unknown): given is SuggestionPayload {
  return (
    isInteraction(given, 'block_suggestion') &&
    hasWords(given, ['block_id', 'value']) &&
    (given.view === undefined || isModal(given.view))
  );
}

export function isEvent(given: unknown): given is EventPayload {
  return (
    isFields(given) &&
    given.type === 'event_callback' &&
    hasWords(given, ['team_id']) &&
    isFields(given.event) &&
    hasWords(given.event, ['type'])
  );
}

function isInteraction(given: unknown, type: string): given is Fields {
  return isFields(given) && given.type === type && isFields(given.user) && hasWords(given.user, ['id']);
}

function isModal(given: unknown): boolean {
  return (
    isFields(given) && hasWords(given, ['id', 'hash', 'private_metadata']) && Array.isArray(given.blocks)
  );
}

function hasWords(given: Fields, names: readonly string[]): boolean {
  return names.every((name) => typeof given[name] === 'string');
}
