// Receives, checks, runs, commits, answers: the only place where that order is written.
import { randomBytes } from 'node:crypto';
import { formatCode } from '#exchange/codes.ts';
import { type Store, StoreUnavailable } from '#store/store.ts';
import type { Clock } from './clock.ts';
import type { Asker, Command } from './command.ts';
import { type Conversation, refuseInHouse } from './conversation.ts';
import { answerFrom } from './converse.ts';
import { openFormOf } from './fill-forms.ts';
import { helpView, unknownCommandView } from './help.ts';
import { houseWords } from './house-words.ts';
import { identify } from './identify.ts';
import { pressInbox } from './inbox.ts';
import { type Intake, noIntake } from './intake.ts';
import { keepPlaces } from './keep-places.ts';
import type { Log } from './log.ts';
import { makeCatalogue } from './make-catalogue.ts';
import type { Message } from './message.ts';
import { type AskedMeasure, type Meter, silentMeter } from './meter.ts';
import { type Incoming, type Listener, languageOfLocale } from './platform.ts';
import { submitForm } from './submit-form.ts';
import { suggest } from './suggest.ts';
import { noSurroundings, nothingGathered, type Surroundings } from './surroundings.ts';
import { startCounting } from './tally.ts';
import { turn } from './turns.ts';
import { readRoute } from './view.ts';

export interface BotParts {
  readonly store: Store;
  readonly commands: readonly Command[];
  readonly messages: readonly Message[];
  readonly clock: Clock;
  readonly log: Log;
  readonly meter?: Meter;
  /** Left out where nothing is acknowledged before it is answered. */
  readonly intake?: Intake;
  /** Left out where there is nothing to gather. */
  readonly surroundings?: Surroundings;
}

/** What every handler of the bot works with. */
export interface Bot extends Omit<BotParts, 'messages' | 'commands' | 'meter' | 'intake' | 'surroundings'> {
  readonly commands: ReadonlyMap<string, Command>;
  readonly messages: ReadonlyMap<string, Message>;
  readonly meter: Meter;
  readonly intake: Intake;
  readonly surroundings: Surroundings;
  newCode(): string;
}

/** Makes the one listener that every platform calls. */
export function makeListener(parts: BotParts): Listener {
  const bot: Bot = {
    ...parts,
    meter: parts.meter ?? silentMeter,
    intake: parts.intake ?? noIntake,
    surroundings: parts.surroundings ?? noSurroundings,
    commands: new Map(parts.commands.map((command) => [command.path, command])),
    messages: new Map(parts.messages.map((message) => [message.name, message])),
    newCode: () => formatCode(randomBytes(10)),
  };
  return {
    catalogue: makeCatalogue(parts.commands),
    asked: (asked) =>
      answering(bot, 'command', asked, async (conversation) => {
        const command = bot.commands.get(asked.path);
        if (command) return answerFrom(conversation, command, asked.given, { unread: asked.unread });
        conversation.tally.about('help');
        const family = [...bot.commands.values()].filter((one) => one.family === asked.path.split(' ')[0]);
        const view =
          asked.path.includes(' ') || family.length === 0
            ? unknownCommandView(bot, conversation.asker, asked.path)
            : helpView(bot, conversation.asker, family);
        await conversation.show(view);
      }),
    pressed: (pressed) =>
      answering(bot, 'press', pressed, async (conversation) => {
        const { path, ids } = readRoute(pressed.route);
        if (path.startsWith('form/')) return openFormOf(conversation, ids[0] ?? '', Number(ids[1] ?? '0'));
        if (path.startsWith('inbox/')) conversation.tally.about('inbox');
        if (path.startsWith('inbox/')) return pressInbox(conversation, path, ids);
        const [family, name, action = ''] = path.split('/');
        const command = bot.commands.get(`${family} ${name}`);
        // A route can be forged: what every object inherits is no action.
        const press = Object.hasOwn(command?.buttons ?? {}, action) ? command?.buttons?.[action] : undefined;
        if (!command || !press) return refuseInHouse(conversation, 'refused.oldButton');
        return answerFrom(conversation, command, {}, { press: { ...press, ids, chosen: pressed.chosen } });
      }),
    submitted: (submitted) =>
      answering(bot, 'form', submitted, (conversation) => submitForm(conversation, submitted)),
    suggesting: (suggesting) => suggest(bot, suggesting),
    keep: (key, payload) => bot.intake.keep(key, payload),
    forget: (key) => bot.intake.forget(key),
    ...keepPlaces(bot),
  };
}

/** Whatever goes wrong in here is answered, logged under a short reference, and survived. */
async function answering(
  bot: Bot,
  kind: AskedMeasure['kind'],
  arrived: Incoming,
  work: (conversation: Conversation) => Promise<void>,
): Promise<void> {
  const counting = startCounting(bot.meter, kind, arrived);
  const { tally } = counting;
  const incoming: Incoming = { ...arrived, reply: counting.reply };
  let asker: Asker | undefined;
  try {
    await turn();
    asker = await identify(bot.store, incoming, bot.clock.now());
    const known = asker;
    await work({
      bot,
      incoming,
      asker: known,
      house: houseWords.in(known.language),
      now: bot.clock.now(),
      tally,
      gathered: nothingGathered,
      show: (view) => incoming.reply.show({ view, language: known.language, zone: known.zone }, 'asker'),
    });
  } catch (error) {
    tally.came('bug');
    const reference = formatCode(randomBytes(5));
    bot.log.error({ reference, error, key: incoming.key }, 'A request could not be answered');
    const language = asker?.language ?? languageOfLocale(arrived.locale) ?? 'en';
    const say = houseWords.in(language);
    const told =
      error instanceof StoreUnavailable
        ? say('unavailable')
        : say('bug', { reference: { value: reference } });
    const view = [{ paragraph: told }];
    await incoming.reply
      .show({ view, language, zone: asker?.zone ?? 'UTC' }, 'asker')
      .catch((failure: unknown) => {
        bot.log.error({ reference, error: failure }, 'The failure could not be told either');
      });
  } finally {
    counting.end();
  }
}
