// Turns what bolt receives into what the bot understands: one listener per kind, and acknowledgements in time.
import type { App, BlockAction, BlockElementAction } from '@slack/bolt';
import type { RawValues } from '#bot/field.ts';
import type { Log } from '#bot/log.ts';
import type { Listener, Source } from '#bot/platform.ts';
import { attachmentOf, described } from './files.ts';
import { holdFormAnswer } from './form-answer.ts';
import { type FormState, fieldOfBlock, readForm } from './form-blocks.ts';
import { accountId, channelId, placeId } from './ids.ts';
import type { Installations } from './installations.ts';
import { limits } from './limits.ts';
import type { Profiles } from './profiles.ts';
import { readCommandText } from './read-typed-text.ts';
import { chooseId, optionOf, pressId } from './render-view.ts';
import { type FormMetadata, makeReply, type Origin, type ReplyParts } from './reply.ts';
import { responseAddress } from './response-url.ts';

export interface ListenParts extends ReplyParts {
  readonly profiles: Profiles;
  readonly installations: Installations;
  /** The name of a workspace, where it is known better than by its address. */
  readonly teamName: (team: string) => string | undefined;
  readonly log: Log;
  readonly now: () => number;
  /** Keeps work that was acknowledged, so that a stop can wait for it. */
  readonly underWay: (work: Promise<void>) => void;
}

/** Only these ask whether somebody administers the workspace, so only these cost a call. */
const administratorPaths = ['exchange setup', 'exchange join'];
/** Milliseconds until suggestions are given up, so that Slack is answered in time. */
const suggestionPatience = 2_500;

interface Who {
  readonly team: string;
  readonly domain: string | undefined;
  readonly user: string;
  readonly userName: string | undefined;
  readonly channel: string | undefined;
}

/** Registers the listeners: four for people, one for the end of an installation. More would slow each request. */
export function listen(app: App, listener: Listener, parts: ListenParts): void {
  async function sourceOf(who: Who, path: string | undefined): Promise<Source> {
    const asksAdministrator = path !== undefined && administratorPaths.includes(path);
    const [profile, administrator] = await Promise.all([
      parts.profiles.of(who.team, who.user),
      asksAdministrator ? parts.profiles.isAdministrator(who.team, who.user) : false,
    ]);
    return {
      account: accountId(who.team, who.user),
      accountName: profile?.name ?? who.userName ?? who.user,
      locale: profile?.locale,
      zone: profile?.zone,
      place: placeId(who.team),
      placeName: parts.teamName(who.team) ?? who.domain,
      channel: who.channel === undefined ? undefined : channelId(who.team, who.channel),
      administrator,
    };
  }

  /** Runs work that is acknowledged already: a failure is noted, and the process lives. */
  function inBackground(kind: string, work: () => Promise<void>): void {
    const done = work().catch((error: unknown) =>
      parts.log.error({ error, kind }, 'A request from Slack failed'),
    );
    parts.underWay(done);
  }

  app.command(/.*/, async ({ command, ack }) => {
    await ack();
    inBackground('command', async () => {
      const who: Who = {
        team: command.team_id,
        domain: command.team_domain,
        user: command.user_id,
        userName: command.user_name,
        channel: command.channel_id,
      };
      const family = withoutPrefix(command.command, parts.commandPrefix);
      const typed = readCommandText(family, command.text ?? '', who.team, listener.catalogue);
      const origin = originOf(who, command.trigger_id, command.response_url);
      const source = await sourceOf(who, typed.path);
      await listener.asked({
        ...source,
        ...typed,
        key: keyOf(command.trigger_id),
        reply: makeReply(parts, origin),
      });
    });
  });

  app.action<BlockAction>(/.*/, async ({ body, action, ack }) => {
    await ack();
    const pressed = pressedRoute(action);
    if (!pressed) return;
    inBackground('action', async () => {
      const who: Who = {
        team: teamOf(body),
        domain: body.team?.domain,
        user: body.user.id,
        userName: body.user.username,
        channel: body.channel?.id,
      };
      const ephemeral = body.container.is_ephemeral === true;
      const ts = body.message?.ts ?? body.container.message_ts;
      const origin: Origin = {
        ...originOf(who, body.trigger_id, body.response_url),
        message: typeof ts === 'string' ? { ts, ephemeral } : undefined,
      };
      const source = await sourceOf(who, pathOfRoute(pressed.route));
      await listener.pressed({
        ...source,
        ...pressed,
        key: keyOf(body.trigger_id),
        reply: makeReply(parts, origin),
      });
    });
  });

  app.view(/.*/, async ({ body, view, ack }) => {
    if (body.type !== 'view_submission') return ack();
    const shown = view.blocks.flatMap((block) =>
      block.type === 'input' ? [fieldOfBlock(block.block_id ?? '')] : [],
    );
    const formAnswer = holdFormAnswer(shown, (answer) => ack(answer));
    inBackground('view', async () => {
      try {
        const metadata = readMetadata(view.private_metadata);
        if (!metadata) return;
        const who: Who = {
          team: view.app_installed_team_id ?? teamOf(body),
          domain: body.team?.domain,
          user: body.user.id,
          userName: body.user.name,
          channel: metadata.channel,
        };
        const origin: Origin = { ...originOf(who, undefined, undefined), formAnswer };
        await listener.submitted({
          ...(await sourceOf(who, metadata.path)),
          form: metadata.form,
          values: await valuesOf(view.state, who.team),
          shown,
          key: keyOf(body.trigger_id ?? `${view.id}.${view.hash}`),
          reply: makeReply(parts, origin),
        });
      } finally {
        await formAnswer.finish();
      }
    });
  });

  app.options(/.*/, async ({ body, ack }) => {
    const metadata = body.view && readMetadata(body.view.private_metadata);
    if (!metadata || !body.view) return ack({ options: [] });
    const who: Who = {
      team: body.view.app_installed_team_id ?? teamOf(body),
      domain: body.team?.domain,
      user: body.user.id,
      userName: body.user.name,
      channel: metadata.channel,
    };
    const { state } = body.view;
    const found = offers(listener, parts, async () => ({
      ...(await sourceOf(who, undefined)),
      path: metadata.path,
      option: fieldOfBlock(body.block_id),
      typed: body.value,
      given: await valuesOf(state, who.team),
    }));
    await ack({ options: await found });
  });

  app.event(/^(app_uninstalled|tokens_revoked)$/, async ({ event, body }) => {
    const revoked = event.type === 'tokens_revoked' ? (event.tokens.bot?.length ?? 0) > 0 : true;
    if (!revoked) return;
    await parts.installations.revoked(body.team_id);
    parts.log.warn({ team: body.team_id }, 'Attaché was removed from a Slack workspace');
  });

  async function valuesOf(state: FormState | undefined, team: string): Promise<RawValues> {
    return readForm(state ?? { values: {} }, team, async (file) => {
      const { clients, apiUrl } = parts;
      return attachmentOf(
        await described(file, await clients.replies(team)),
        () => clients.token(team),
        apiUrl,
      );
    });
  }

  function originOf(who: Who, trigger: string | undefined, address: string | undefined): Origin {
    return {
      team: who.team,
      user: who.user,
      channel: who.channel,
      trigger,
      respond: responseAddress(address, parts.apiUrl, parts.now),
      message: undefined,
      formAnswer: undefined,
    };
  }
}

type Suggesting = Parameters<Listener['suggesting']>[0];

/** What is offered, or nothing where that takes too long: a menu cannot say that it is late. */
async function offers(listener: Listener, parts: ListenParts, suggesting: () => Promise<Suggesting>) {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never[]>((resolve) => {
    timer = setTimeout(() => resolve([]), suggestionPatience);
  });
  try {
    const found = await Promise.race([suggesting().then((asked) => listener.suggesting(asked)), late]);
    return found.slice(0, limits.selectOptions.most).map((offer) => optionOf(offer.id, offer.label));
  } catch (error) {
    parts.log.error({ error, kind: 'options' }, 'Suggestions failed');
    return [];
  } finally {
    clearTimeout(timer);
  }
}

function withoutPrefix(command: string, prefix: string): string {
  const name = command.replace(/^\//, '');
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** Trigger ids are Slack's own for each thing that happens; a replayed request carries the same one. */
function keyOf(trigger: string): string {
  return `slack:${trigger}`;
}

interface FromTeam {
  readonly team: { readonly id: string } | null;
  readonly user: { readonly team_id?: string };
}

/** Empty where Slack names none; no installation answers to that. */
function teamOf(body: FromTeam): string {
  return body.team?.id ?? body.user.team_id ?? '';
}

function pathOfRoute(route: string): string | undefined {
  const [family, name] = route.split('|', 1)[0]?.split('/') ?? [];
  return family && name ? `${family} ${name}` : undefined;
}

/** The route behind a press, and what was chosen; undefined for what Attaché has not drawn. */
function pressedRoute(action: BlockElementAction): { route: string; chosen: string | undefined } | undefined {
  if (action.type === 'button' && action.action_id.startsWith(`${pressId}-`) && action.value) {
    return { route: action.value, chosen: undefined };
  }
  if (action.type === 'static_select' && action.action_id.startsWith(`${chooseId}|`)) {
    return { route: action.action_id.slice(chooseId.length + 1), chosen: action.selected_option.value };
  }
  return undefined;
}

function readMetadata(text: string): FormMetadata | undefined {
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
