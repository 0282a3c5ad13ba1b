// A person at the keyboard: types commands, presses buttons, fills in forms, sees what they may see.
import {
  applyCommandAnswer,
  applySubmissionAnswer,
  type Driver,
  offeredOptions,
  type Submission,
} from './acknowledgements.ts';
import { type Answer, clientObjections, enteredState, type FoundElement, findElement } from './answers.ts';
import { fileJson, seenMessage } from './content.ts';
import type { Delivery, OutboundRequest, SendOptions } from './delivery.ts';
import { type Fields, fieldsOf, stringOf } from './json.ts';
import type { Channel, Message, MessageRecord, OpenView, UserRecord, ViewRecord } from './model.ts';
import {
  blockActions,
  blockSuggestion,
  eventCallback,
  type Place,
  slashCommand,
  viewClosed,
  viewSubmission,
} from './requests.ts';
import { blocksOf, homeOf, initialValues, seenView, stackOf, valuesJson, viewJson } from './view-state.ts';
import { channelOf, directChannel, nextId, nextTs, workspaceOf } from './world.ts';

interface Suggestions {
  /** The visible texts, in order. */
  readonly texts: readonly string[];
  readonly options: readonly Fields[];
  readonly delivery: Delivery;
}

export interface Person extends Readonly<UserRecord> {
  /** The request of a slash command, not sent yet. */
  composes(channel: Channel, command: string, text?: string): OutboundRequest;
  runs(channel: Channel, command: string, text?: string, options?: SendOptions): Promise<Delivery>;
  /** By action id, `blockId/actionId`, or label. A copy seen earlier can be pressed after the message changed. */
  presses(target: Message | OpenView, button: string): Promise<Delivery>;
  /** Uses a menu, overflow, picker, radio group … that stands outside an input block. */
  selects(target: Message | OpenView, element: string, answer: Answer): Promise<Delivery>;
  /** Types into an external menu and gets what the app offers. */
  types(target: Message | OpenView, element: string, text: string): Promise<Suggestions>;
  /** Keys are action ids, `blockId/actionId`, block ids or labels. External menus are asked first. */
  fills(view: OpenView, answers: Readonly<Record<string, Answer>>): Promise<OpenView>;
  submits(view: OpenView, answers?: Readonly<Record<string, Answer>>): Promise<Submission>;
  /** Closes the top modal, or all; the app hears of it when the view asked to be told. */
  closes(view: OpenView, options?: { readonly all?: boolean }): Promise<Delivery | undefined>;
  opensHome(): Promise<Delivery>;
  /** Writes into a channel. The app is not told: send an event by hand if it should be. */
  says(channel: Channel, text: string): Message;
  /** A file to put into a `file_input`. */
  uploads(file: { readonly name: string; readonly content: Buffer }): { readonly id: string };
  sees(channel: Channel): Message[];
  viewOpen(): OpenView | undefined;
  home(): OpenView | undefined;
  deactivate(): void;
}

export function createPerson(driver: Driver, user: UserRecord): Person {
  const { world } = driver;
  /** Options that an app offered, by view or message and action id. */
  const offered = new Map<string, readonly Fields[]>();
  const chosenInMessages = new Map<string, Map<string, Map<string, Fields>>>();

  function liveView(view: OpenView): ViewRecord {
    const live = world.views.get(view.id);
    if (!live?.open || live.userId !== user.id)
      throw new Error(`${user.name} has no such view open any more.`);
    return live;
  }

  function placeOf(target: Message | OpenView): Place {
    if (target.kind === 'view') return { kind: 'view', view: liveView(target) };
    const channel = channelOf(world, target.channelId);
    const visible =
      target.ephemeralTo === undefined ? channel.members.has(user.id) : target.ephemeralTo === user.id;
    if (!visible) throw new Error(`${user.name} cannot see this message.`);
    return { kind: 'message', message: target, channel };
  }

  function blocksAt(place: Place): readonly Fields[] {
    return place.kind === 'view' ? blocksOf(place.view) : place.message.blocks;
  }

  function keyAt(place: Place, found: FoundElement): string {
    return `${place.kind === 'view' ? place.view.id : place.message.ts} ${found.blockId} ${found.actionId}`;
  }

  function valuesAt(place: Place): Map<string, Map<string, Fields>> {
    if (place.kind === 'view') return place.view.values;
    const key = place.message.ts;
    const values = initialValues(place.message.blocks, chosenInMessages.get(key));
    chosenInMessages.set(key, values);
    return values;
  }

  function act(place: Place, found: FoundElement, action: Fields): Promise<Delivery> {
    const { actionId, blockId, element } = found;
    const whole = { type: element.type, action_id: actionId, block_id: blockId, ...action };
    return driver.send(blockActions(world, user, place, whole, valuesJson(valuesAt(place))));
  }

  async function suggest(place: Place, found: FoundElement, text: string): Promise<Suggestions> {
    const delivery = await driver.send(blockSuggestion(world, user, place, found, text));
    const options = offeredOptions(driver, delivery);
    offered.set(keyAt(place, found), options);
    return { texts: options.map((option) => stringOf(fieldsOf(option.text).text)), options, delivery };
  }

  /** Enters an answer; asks the app first when the menu is an external one whose offer does not hold it. */
  async function enter(place: Place, found: FoundElement, answer: Answer): Promise<Fields> {
    const external = stringOf(found.element.type).includes('external');
    if (external && answer !== null && !offered.has(keyAt(place, found))) {
      const first = Array.isArray(answer) ? answer[0] : answer;
      await suggest(place, found, typeof first === 'string' ? first : '');
    }
    const state = enteredState(found.element, answer, offered.get(keyAt(place, found)) ?? [], (id) =>
      fileJson(world, id),
    );
    const inBlock = valuesAt(place).get(found.blockId);
    if (found.element.type !== 'overflow') inBlock?.set(found.actionId, state);
    return state;
  }

  async function fill(view: OpenView, answers: Readonly<Record<string, Answer>>): Promise<void> {
    const place: Place = { kind: 'view', view: liveView(view) };
    for (const [key, answer] of Object.entries(answers)) {
      const found = findElement(blocksAt(place), key, (element) => element.type !== 'button');
      const state = await enter(place, found, answer);
      const dispatches = found.block.type !== 'input' || found.block.dispatch_action === true;
      if (dispatches) await act(place, found, state);
    }
  }

  return {
    ...user,
    composes: (channel, command, text = '') => slashCommand(world, user, channel, command, text),
    async runs(channel, command, text = '', options) {
      if (!channel.members.has(user.id)) throw new Error(`${user.name} is not in #${channel.name}.`);
      const delivery = await driver.send(slashCommand(world, user, channel, command, text), options);
      applyCommandAnswer(driver, user, channel, delivery);
      return delivery;
    },
    async presses(target, button) {
      const place = placeOf(target);
      const found = findElement(blocksAt(place), button, (element) => element.type === 'button');
      const { text, value, style } = found.element;
      return act(place, found, {
        text,
        ...(value === undefined ? {} : { value }),
        ...(style === undefined ? {} : { style }),
      });
    },
    async selects(target, element, answer) {
      const place = placeOf(target);
      const found = findElement(blocksAt(place), element, (one) => one.type !== 'button');
      return act(place, found, await enter(place, found, answer));
    },
    async types(target, element, text) {
      const place = placeOf(target);
      const found = findElement(blocksAt(place), element, (one) => stringOf(one.type).includes('external'));
      const least = Number(found.element.min_query_length ?? 3);
      if (text.length < least) throw new Error(`Slack asks the app from ${least} characters on.`);
      return suggest(place, found, text);
    },
    async fills(view, answers) {
      await fill(view, answers);
      return seenView(liveView(view));
    },
    async submits(view, answers = {}) {
      await fill(view, answers);
      const live = liveView(view);
      if (stackOf(world, user.id).at(-1) !== live) throw new Error('Another view lies on top of this one.');
      if (!live.definition.submit) throw new Error('This view has no submit button.');
      const errors = clientObjections(blocksOf(live), live.values);
      if (Object.keys(errors).length > 0) return { kind: 'prevented', errors };
      return applySubmissionAnswer(driver, live, await driver.send(viewSubmission(world, live)));
    },
    async closes(view, options = {}) {
      const live = liveView(view);
      const closing = options.all ? stackOf(world, user.id) : [live];
      let delivery: Delivery | undefined;
      for (const one of closing.toReversed()) {
        one.open = false;
        if (one.definition.notify_on_close === true)
          delivery = await driver.send(viewClosed(world, one, options.all === true));
      }
      return delivery;
    },
    opensHome() {
      const channel = directChannel(world, workspaceOf(world, user.workspaceId), [user.id]);
      const homeView = homeOf(world, user.id);
      const event = {
        type: 'app_home_opened',
        user: user.id,
        channel: channel.id,
        tab: 'home',
        ...(homeView ? { view: viewJson(world, homeView) } : {}),
        event_ts: (world.now() / 1000).toFixed(6),
      };
      return driver.send(eventCallback(world, user.workspaceId, event));
    },
    says(channel, text) {
      const message: MessageRecord = {
        ts: nextTs(world),
        channelId: channel.id,
        workspaceId: user.workspaceId,
        from: user.id,
        via: 'person',
        threadTs: undefined,
        ephemeralTo: undefined,
        unfurls: { links: true, media: true },
        parse: { mode: undefined, linkNames: false },
        text,
        blocks: [],
        attachments: [],
        metadata: undefined,
        fileIds: [],
        edits: 0,
        deleted: false,
      };
      world.messages.push(message);
      return seenMessage(message);
    },
    uploads({ name, content }) {
      const id = nextId(world, 'F');
      const at = world.now();
      world.files.set(id, {
        id,
        workspaceId: user.workspaceId,
        name,
        length: content.length,
        altText: undefined,
        createdAt: at,
        userId: user.id,
        title: name,
        content,
        completedAt: at,
        channels: [],
      });
      return { id };
    },
    sees(channel) {
      if (!channel.members.has(user.id)) return [];
      return world.messages
        .filter((message) => message.channelId === channel.id && !message.deleted)
        .filter((message) => message.ephemeralTo === undefined || message.ephemeralTo === user.id)
        .map(seenMessage);
    },
    viewOpen() {
      const top = stackOf(world, user.id).at(-1);
      return top && seenView(top);
    },
    home() {
      const home = homeOf(world, user.id);
      return home && seenView(home);
    },
    deactivate() {
      user.deactivated = true;
    },
  };
}
