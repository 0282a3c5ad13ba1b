// One thing that a person did, and the waiting for what comes of it.
import { callbackTypes, firstResponseMs } from './interactions.ts';
import { modalOf, type ShownModal } from './reading.ts';
import type { Choice, InteractionRecord, Message, World } from './state.ts';

export type Waiting = {
  /** Real milliseconds; 5,000 unless told. */
  readonly within?: number;
};

export class Interaction {
  readonly record: InteractionRecord;
  readonly #world: World;
  readonly #deliver: () => void;

  constructor(world: World, record: InteractionRecord, deliver: () => void) {
    this.#world = world;
    this.record = record;
    this.#deliver = deliver;
  }

  get id(): string {
    return this.record.id;
  }

  /** The modal that was opened, if the answer was one. */
  get modal(): ShownModal | undefined {
    return modalOf(this.record);
  }

  /** The suggestions, if this was an autocomplete. */
  get choices(): readonly Choice[] | undefined {
    return this.record.choices;
  }

  /** The message that answers; after an update, the message that the button was on. */
  get reply(): Message | undefined {
    const original = this.record.original;
    return original === undefined || original.deleted || original.loading ? undefined : original;
  }

  get followUps(): readonly Message[] {
    return this.record.followUps.filter((message) => !message.deleted);
  }

  /** The callback type of the first response (4 message, 5 deferred, 6 and 7 update, 8 choices, 9 modal). */
  get callback(): number | undefined {
    return this.record.callback;
  }

  /** Delivers the very same interaction once more, as a gateway may after a reconnect. */
  deliverAgain(): void {
    this.#deliver();
  }

  /** Resolves at the first response; rejects when there is none. */
  async acknowledged(waiting: Waiting = {}): Promise<this> {
    await this.#world.until(
      () => this.record.callback !== undefined || this.#failIfTooLate(),
      () => `an acknowledgement of ${this.#description()}`,
      waiting.within,
    );
    return this;
  }

  /**
   * Resolves when the person sees the result: a message, a modal, suggestions, or the changed message. A
   * deferred answer is settled when it is edited, followed up or deleted.
   */
  async settled(waiting: Waiting = {}): Promise<this> {
    await this.#world.until(
      () => this.#isSettled() || this.#failIfTooLate(),
      () => `an answer to ${this.#description()}`,
      waiting.within,
    );
    return this;
  }

  /** Resolves with the modal; rejects when the answer is anything else. */
  async opensModal(waiting: Waiting = {}): Promise<ShownModal> {
    await this.settled(waiting);
    const modal = this.modal;
    if (modal === undefined) throw new Error(`No modal was opened by ${this.#description()}.`);
    return modal;
  }

  /** Resolves with the message that answers; rejects when the answer is a modal or nothing. */
  async replies(waiting: Waiting = {}): Promise<Message> {
    await this.settled(waiting);
    const message = this.reply ?? this.followUps[0];
    if (message === undefined) throw new Error(`No message answers ${this.#description()}.`);
    return message;
  }

  #isSettled(): boolean {
    const { callback, original, followUps, changes } = this.record;
    if (callback === undefined) return false;
    if (callback === callbackTypes.deferredMessage)
      return original === undefined || !original.loading || original.deleted;
    if (callback === callbackTypes.deferredUpdate) return changes > 0 || followUps.length > 0;
    return true;
  }

  #failIfTooLate(): false {
    const { callback, createdAt } = this.record;
    if (callback === undefined && this.#world.now() - createdAt > firstResponseMs) {
      throw new Error(`The application did not respond within three seconds to ${this.#description()}.`);
    }
    return false;
  }

  #description(): string {
    const { kind, user, callback, payload } = this.record;
    const state = callback === undefined ? 'not acknowledged' : `acknowledged with type ${callback}`;
    const refusal = this.#world.lastRefusal === undefined ? '' : `; last refusal: ${this.#world.lastRefusal}`;
    return `${kind} of ${user.displayName} (${state}) ${JSON.stringify(payload.data).slice(0, 300)}${refusal}`;
  }
}
