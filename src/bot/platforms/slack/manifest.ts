// Makes the app manifest that an operator pastes into Slack: commands, scopes with their reasons, events, addresses.
import type { Catalogue } from '#bot/catalogue.ts';
import { limits, within } from './limits.ts';
import { eventsPath } from './receive-http.ts';

/** Why each scope is asked for: the calls that the code makes with it, and nothing else. */
export const scopes = [
  { scope: 'commands', reason: 'Receives the slash commands.' },
  {
    scope: 'chat:write',
    reason:
      'Posts, redraws and takes back cards, answers people (chat.postMessage, .update, .delete, .postEphemeral).',
  },
  {
    scope: 'im:write',
    reason: 'Opens the direct conversation with somebody who is told something (conversations.open).',
  },
  {
    scope: 'users:read',
    reason: 'Reads a name, a language and a time zone, and who administers the workspace (users.info).',
  },
  {
    scope: 'channels:history',
    reason: 'Looks whether a post with a lost answer arrived, before repeating it (conversations.history).',
  },
  { scope: 'groups:history', reason: 'The same look back in private channels (conversations.history).' },
  { scope: 'im:history', reason: 'The same look back in direct messages (conversations.history).' },
  {
    scope: 'files:write',
    reason: 'Sends pictures and calendar files (files.getUploadURLExternal, .completeUploadExternal).',
  },
  {
    scope: 'files:read',
    reason: 'Reads files handed over in a form, and whether a picture is ready (files.info).',
  },
] as const satisfies readonly { scope: string; reason: string }[];

/** Where a workspace begins to install Attaché by itself, and where Slack sends its browser back to. */
export const installPath = '/slack/install';
export const redirectPath = '/slack/oauth_redirect';

/** The page on which a workspace lets Attaché in by itself; `publicUrl` without a slash at the end. */
export function installAddress(publicUrl: string): string {
  return `${publicUrl}${installPath}`;
}

/** The events that end an installation, and the one by which the App Home is drawn; none needs a scope. */
const botEvents = ['app_uninstalled', 'tokens_revoked', 'app_home_opened'] as const;

/**
 * Slack's own commands: a manifest with one of them is refused whole ("invalid name").
 * https://slack.com/help/articles/201259356 and https://github.com/NousResearch/hermes-agent/pull/18456
 */
export const reservedCommands = [
  'archive',
  'away',
  'call',
  'collapse',
  'dm',
  'dnd',
  'expand',
  'feed',
  'invite',
  'join',
  'leave',
  'me',
  'msg',
  'mute',
  'open',
  'part',
  'prefs',
  'pro',
  'remind',
  'remove',
  'rename',
  'search',
  'shortcuts',
  'shrug',
  'star',
  'status',
  'topic',
  'unarchive',
  'who',
] as const;

export interface ManifestOptions {
  /** Stands before each command's name: `attache-` makes `/attache-course`. */
  readonly commandPrefix?: string;
  /** Where Slack reaches Attaché over HTTP (`https://attache.example`); without it, Socket Mode. */
  readonly publicUrl?: string;
  /** Where browsers reach Attaché, also beside Socket Mode: where Slack may send them back after an installation. */
  readonly installUrl?: string;
}

interface SlashCommand {
  readonly command: string;
  readonly description: string;
  readonly usage_hint: string;
  readonly should_escape: true;
  readonly url?: string;
}

/** https://docs.slack.dev/reference/app-manifest */
export interface Manifest {
  readonly display_information: {
    readonly name: string;
    readonly description: string;
    readonly background_color: string;
  };
  readonly features: {
    readonly bot_user: { readonly display_name: string; readonly always_online: boolean };
    readonly app_home: {
      readonly home_tab_enabled: boolean;
      readonly messages_tab_enabled: boolean;
      readonly messages_tab_read_only_enabled: boolean;
    };
    readonly slash_commands: readonly SlashCommand[];
  };
  readonly oauth_config: {
    readonly redirect_urls?: readonly string[];
    readonly scopes: { readonly bot: readonly string[] };
  };
  readonly settings: {
    readonly interactivity: {
      readonly is_enabled: true;
      readonly request_url?: string;
      readonly message_menu_options_url?: string;
    };
    readonly event_subscriptions: { readonly request_url?: string; readonly bot_events: readonly string[] };
    readonly socket_mode_enabled: boolean;
    readonly token_rotation_enabled: false;
    readonly org_deploy_enabled: false;
  };
}

/**
 * The manifest of this catalogue. Throws a sentence where Slack would refuse it: a reserved or malformed name,
 * a fifty-first command, or a description that is too long.
 */
export function manifest(catalogue: Catalogue, options: ManifestOptions = {}): Manifest {
  const url = options.publicUrl === undefined ? undefined : addressOf(options.publicUrl, eventsPath);
  const installUrl = options.installUrl ?? options.publicUrl;
  const requestUrl = url === undefined ? {} : { request_url: url };
  const families = within(catalogue.families, limits.commandsPerApp, 'The list of slash commands');
  return {
    display_information: {
      name: within('Attaché', limits.appName, 'The name of the app'),
      description: within(
        'Runs international police training exchanges: courses, nominations, reminders, evaluation.',
        limits.appDescription,
        'The description of the app',
      ),
      background_color: '#1d3557',
    },
    features: {
      bot_user: { display_name: 'Attaché', always_online: true },
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      slash_commands: families.map((family) => ({
        command: `/${checkedName(`${options.commandPrefix ?? ''}${family.name}`)}`,
        description: within(
          family.description.en,
          limits.commandDescription,
          `The description of /${family.name}`,
        ),
        usage_hint: usageHint(family.name, catalogue),
        should_escape: true,
        ...(url === undefined ? {} : { url }),
      })),
    },
    oauth_config: {
      ...(installUrl === undefined ? {} : { redirect_urls: [addressOf(installUrl, redirectPath)] }),
      scopes: { bot: scopes.map(({ scope }) => scope) },
    },
    settings: {
      interactivity: {
        is_enabled: true,
        ...requestUrl,
        ...(url === undefined ? {} : { message_menu_options_url: url }),
      },
      event_subscriptions: { ...requestUrl, bot_events: botEvents },
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
      org_deploy_enabled: false,
    },
  };
}

function addressOf(publicUrl: string, path: string): string {
  return `${publicUrl.replace(/\/+$/, '')}${path}`;
}

function checkedName(name: string): string {
  if (reservedCommands.some((reserved) => reserved === name)) {
    throw new Error(`Slack keeps /${name} for itself: rename the family, or set SLACK_COMMAND_PREFIX.`);
  }
  if (!/^[a-z0-9][a-z0-9_-]*$/.test(name)) {
    throw new Error(
      `/${name} is not a name that Slack takes: lower-case letters, digits, hyphens, underscores.`,
    );
  }
  return within(name, limits.commandName, `The command /${name}`);
}

/** What may follow the command: `propose | show | list`. */
function usageHint(family: string, catalogue: Catalogue): string {
  const names = catalogue.commands
    .filter((command) => command.family === family)
    .map((command) => command.name);
  return within(names.join(' | '), limits.commandHint, `The usage hint of /${family}`);
}
