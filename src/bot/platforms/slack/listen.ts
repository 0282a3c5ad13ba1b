// Turns what Slack says into what the bot understands: one handler for each kind, and acknowledgements in time.
import type { RawValues } from '#bot/field.ts';
import type { Log } from '#bot/log.ts';
import type { Listener, Source } from '#bot/platform.ts';
import { attachmentOf, described } from './files.ts';
import { holdFormAnswer } from './form-answer.ts';
import { type FormState, fieldOfBlock, readForm } from './form-blocks.ts';
import {
  crowd,
  type HeldAcknowledgement,
  type HoldParts,
  heldAtMost,
  holdAcknowledgement,
} from './held-acknowledgement.ts';
import { type Home, makeHome } from './home.ts';
import { accountId, channelId, placeId } from './ids.ts';
import type { Installations } from './installations.ts';
import { offers } from './offers.ts';
import {
  keyOf,
  pathOfRoute,
  pressedRoute,
  readMetadata,
  teamOf,
  type Who,
  whoOf,
  withoutPrefix,
} from './payload-facts.ts';
import type {
  ActionPayload,
  CommandPayload,
  EventPayload,
  SubmissionPayload,
  SuggestionPayload,
} from './payloads.ts';
import type { Profiles } from './profiles.ts';
import { readCommandText } from './read-typed-text.ts';
import type { Arrival } from './receive.ts';
import { makeReply, type Origin, type ReplyParts, tellInHouse } from './reply.ts';
import type { ResponseAddresses } from './response-url.ts';

export interface ListenParts extends ReplyParts {
  readonly profiles: Profiles;
  readonly installations: Installations;
  readonly responses: ResponseAddresses;
  readonly log: Log;
  /** Keeps work that was acknowledged, so that a stop can wait for it. */
  readonly underWay: (work: Promise<void>) => void;
}

/** One handler for each kind of thing that Slack says; each acknowledges by itself, and resolves when all is done. */
export interface Hearing {
  commanded(payload: CommandPayload, arrival: Arrival): Promise<void>;
  acted(payload: ActionPayload, arrival: Arrival): Promise<void>;
  submitted(payload: SubmissionPayload, arrival: Arrival): Promise<void>;
  suggesting(payload: SuggestionPayload, arrival: Arrival): Promise<void>;
  happened(payload: EventPayload, arrival: Arrival): Promise<void>;
}

/** Only these ask whether somebody administers the workspace, so only these cost a call. */
const administratorPaths = ['exchange setup'];

/** The command whose answer the App Home shows. */
const homePath = 'my tasks';

interface DrawnAfter {
  readonly page: Home;
  readonly source: Source;
  readonly key: string;
}

export function listen(listener: Listener, parts: ListenParts): Hearing {
  /** What is being answered now. */
  let answering = 0;

  /** Undefined where it must be known whether somebody is an administrator, and Slack does not say. */
  async function sourceOf(who: Who, path: string | undefined): Promise<Source | undefined> {
    const asksAdministrator = path !== undefined && administratorPaths.includes(path);
    const administrator = asksAdministrator && (await parts.profiles.isAdministrator(who.team, who.user));
    if (administrator === undefined) return undefined;
    const known = parts.profiles.known(who.team, who.user);
    const profile = known ?? (await parts.profiles.of(who.team, who.user));
    return {
      account: accountId(who.team, who.user),
      accountName: profile?.name ?? who.userName ?? who.user,
      locale: profile?.locale,
      zone: profile?.zone,
      place: placeId(who.team),
      placeName: parts.installations.nameOf(who.team) ?? who.domain,
      channel: who.channel === undefined ? undefined : channelId(who.team, who.channel),
      administrator,
    };
  }

  /** A workspace that Attaché is not installed in, or no longer, gets no answer. */
  async function isServed(team: string): Promise<boolean> {
    if ((await parts.installations.tokenFor(team)) !== undefined) return true;
    parts.log.warn({ team }, 'A request came from a Slack workspace without an installation');
    return false;
  }

  /** Says that Slack does not tell what has to be known; nothing has happened. */
  function administratorUnknown(who: Who, origin: Origin, firstBlock?: string): Promise<void> {
    const profile = parts.profiles.known(who.team, who.user);
    return tellInHouse(parts, origin, 'administrator.unknown', profile?.locale, firstBlock);
  }

  /**
   * Runs work that will be or is acknowledged: a failure is noted, and the process lives. What may have been kept under
   * the key is forgotten then.
   */
  function inBackground(kind: string, work: () => Promise<void>, key?: string): Promise<void> {
    answering += 1;
    const done = work()
      .catch((error: unknown) => parts.log.error({ error, kind }, 'A request from Slack failed'))
      .finally(() => {
        answering -= 1;
        if (key !== undefined) listener.forget(key);
      });
    parts.underWay(done);
    return done;
  }

  /** What is needed to hold an acknowledgement back; what is kept is what Slack said. */
  function holding(arrival: Arrival, key: string, isCommand: boolean): HoldParts {
    const { acknowledge, at, said, inConfidence } = arrival;
    return {
      acknowledge,
      arrived: at,
      atMost: answering < crowd ? heldAtMost : 0,
      carries: isCommand && inConfidence,
      keep: async () => {
        if (!arrival.isResumed) await listener.keep(key, JSON.stringify(said, withoutToken));
      },
      log: parts.log,
    };
  }

  function commanded(command: CommandPayload, arrival: Arrival): Promise<void> {
    const key = keyOf(command.trigger_id);
    const held = holdAcknowledgement(holding(arrival, key, true));
    return inBackground(
      'command',
      async () => {
        try {
          const who: Who = {
            team: command.team_id,
            domain: command.team_domain,
            user: command.user_id,
            userName: command.user_name,
            channel: command.channel_id,
          };
          if (!(await isServed(who.team))) return;
          const family = withoutPrefix(command.command, parts.commandPrefix);
          const typed = readCommandText(family, command.text ?? '', who.team, listener.catalogue);
          const trigger = arrival.isResumed ? undefined : command.trigger_id;
          const origin = originOf(who, { trigger, address: command.response_url, held });
          const source = await sourceOf(who, typed.path);
          if (!source) return await administratorUnknown(who, origin);
          await listener.asked({ ...source, ...typed, key, reply: makeReply(parts, origin) });
        } finally {
          held.done();
        }
      },
      key,
    );
  }

  function acted(body: ActionPayload, arrival: Arrival): Promise<void> {
    const key = keyOf(body.trigger_id);
    const held = holdAcknowledgement(holding(arrival, key, false));
    return inBackground(
      'action',
      async () => {
        let home: DrawnAfter | undefined;
        try {
          const [action] = body.actions;
          const pressed = action && pressedRoute(action);
          const team = teamOf(body);
          if (!pressed || !(await isServed(team))) return;
          const who = whoOf(body, team, body.user.username, body.channel?.id);
          const ts = body.message?.ts ?? body.container?.message_ts;
          const ephemeral = body.container?.is_ephemeral === true;
          const trigger = arrival.isResumed ? undefined : body.trigger_id;
          const origin: Origin = {
            ...originOf(who, { trigger, address: body.response_url, held }),
            isHome: body.view?.type === 'home',
            message: ts === undefined ? undefined : { ts, ephemeral },
          };
          const source = await sourceOf(who, pathOfRoute(pressed.route));
          if (!source) return await administratorUnknown(who, origin);
          home = inHome(body.view?.type === 'home', origin, source, key);
          const reply = home?.page.reply ?? makeReply(parts, origin);
          await listener.pressed({ ...source, ...pressed, key, reply });
        } finally {
          held.done();
        }
        if (home) await drawHome(home);
      },
      key,
    );
  }

  function submitted(body: SubmissionPayload, arrival: Arrival): Promise<void> {
    const { view } = body;
    const shown = view.blocks.flatMap((block) =>
      block.type === 'input' ? [fieldOfBlock(block.block_id ?? '')] : [],
    );
    const key = keyOf(body.trigger_id ?? `${view.id}.${view.hash}`);
    const formAnswer = holdFormAnswer(shown, holding(arrival, key, false));
    return inBackground(
      'view',
      async () => {
        let home: DrawnAfter | undefined;
        try {
          const metadata = readMetadata(view.private_metadata);
          const team = view.app_installed_team_id ?? teamOf(body);
          if (!metadata || !(await isServed(team))) return;
          const who = whoOf(body, team, body.user.name, metadata.channel);
          const isHome = metadata.home === true;
          const origin: Origin = { ...originOf(who, {}), formAnswer, isHome };
          const source = await sourceOf(who, metadata.path);
          // What was typed stays in the form, to be sent again.
          const firstInput = view.blocks.find((block) => block.type === 'input')?.block_id;
          if (!source) return await administratorUnknown(who, origin, firstInput);
          home = inHome(isHome, origin, source, key);
          await listener.submitted({
            ...source,
            form: metadata.form,
            values: await valuesOf(view.state, who.team),
            shown,
            key,
            reply: home?.page.reply ?? makeReply(parts, origin),
          });
        } finally {
          await formAnswer.finish();
        }
        if (home) await drawHome(home);
      },
      key,
    );
  }

  function suggesting(body: SuggestionPayload, { acknowledge }: Arrival): Promise<void> {
    const { view } = body;
    const metadata = view && readMetadata(view.private_metadata);
    return inBackground('options', async () => {
      const options = await offers(parts.log, async () => {
        const team = view?.app_installed_team_id ?? teamOf(body);
        if (!metadata || !(await isServed(team))) return [];
        const source = await sourceOf(whoOf(body, team, body.user.name, metadata.channel), undefined);
        if (!source) return [];
        return listener.suggesting({
          ...source,
          path: metadata.path,
          option: fieldOfBlock(body.block_id),
          typed: body.value,
          given: await valuesOf(view?.state, team),
        });
      });
      await acknowledge({ options });
    });
  }

  function happened({ event, team_id: team, event_id, event_time }: EventPayload, arrival: Arrival) {
    return inBackground('event', async () => {
      if (event.type === 'app_home_opened') {
        // Drawn again with every opening: nothing is lost where this one is.
        await arrival.acknowledge();
        if (event.tab === 'home' && event.user) await homeOpened(team, event.user, keyOf(event_id ?? ''));
        return;
      }
      const isRevoked = event.type === 'tokens_revoked' && (event.tokens?.bot?.length ?? 0) > 0;
      if (isRevoked || event.type === 'app_uninstalled') {
        const at = event_time === undefined ? undefined : event_time * 1000 + 999;
        await parts.installations.ended(team, isRevoked ? 'revoked' : 'uninstalled', at);
        parts.log.warn({ team, event: event.type }, 'Attaché was removed from a Slack workspace');
      }
      // Slack says it again where it is not acknowledged, as when it could not be noted.
      await arrival.acknowledge();
    });
  }

  async function homeOpened(team: string, user: string, key: string): Promise<void> {
    if (!(await isServed(team))) return;
    const who = { team, user, domain: undefined, userName: undefined, channel: undefined };
    const source = await sourceOf(who, undefined);
    const home = source && inHome(true, { ...originOf(who, {}), isHome: true }, source, key);
    if (home) await drawHome(home);
  }

  /** What somebody does in their App Home is answered there, above what waits for them. */
  function inHome(isHome: boolean, origin: Origin, source: Source, key: string): DrawnAfter | undefined {
    return isHome ? { page: makeHome(parts, origin), source, key } : undefined;
  }

  async function drawHome({ page, source, key }: DrawnAfter): Promise<void> {
    const asked = { path: homePath, given: {}, unread: [], key: `${key} home` };
    await listener.asked({ ...source, ...asked, reply: page.tasks });
    await page.publish();
  }

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

  function originOf(
    who: Who,
    by: {
      trigger?: string | undefined;
      address?: string | undefined;
      held?: HeldAcknowledgement | undefined;
    },
  ): Origin {
    return {
      team: who.team,
      user: who.user,
      channel: who.channel,
      trigger: by.trigger,
      held: by.held,
      respond: parts.responses.at(by.address),
      message: undefined,
      formAnswer: undefined,
      isHome: false,
    };
  }

  return { commanded, acted, submitted, suggesting, happened };
}

/** The verification token that stands in every payload proves nothing any more, and is still a secret. */
function withoutToken(name: string, said: unknown): unknown {
  return name === 'token' ? undefined : said;
}
