// Deliveries: what is to be said to whom, written with the change that caused it; each key is said once.
import type { ChannelId } from '#exchange/people.ts';

export type DeliveryState =
  /** Waits to be sent. */
  | 'pending'
  /** Intent is noted; after a crash or a lost answer, look before repeating. */
  | 'sending'
  | 'sent'
  /** The platform refused for good, on every way there is; the coordinator sees it. */
  | 'undeliverable'
  /** Too late, or nothing left to say: never sent. */
  | 'dropped';

export interface Delivery {
  readonly id: string;
  /** `kind · object · slot · addressee`: why it is said; unique for ever. */
  readonly key: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** To a person, or else to a channel. */
  readonly person: string | undefined;
  readonly channel: ChannelId | undefined;
  readonly organisation: string | undefined;
  readonly purpose: 'announcements' | 'managers' | undefined;
  /** Name of the living card that it becomes. */
  readonly post: string | undefined;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Where the last attempt went (an account or a channel), for looking back. */
  readonly sentTo: string | undefined;
  readonly reference: string | undefined;
  readonly failure: string | undefined;
  readonly notBefore: number;
  readonly tooLateAt: number | undefined;
  readonly createdAt: number;
  readonly changedAt: number;
}

export type NewDelivery = Pick<Delivery, 'key' | 'message' | 'facts' | 'person' | 'channel' | 'organisation' | 'purpose' | 'post' | 'tooLateAt'> & {
  readonly notBefore?: number;
};

export interface DeliveryRecords {
  /** Adds those whose key is new; says how many were. */
  add(deliveries: readonly NewDelivery[]): Promise<number>;
  byId(id: string): Promise<Delivery | undefined>;
  /** Whether something was said, or is about to be, for this reason. */
  has(key: string): Promise<boolean>;
  /** Due and not taken, oldest first; takes them by moving to `sending` with the lease. */
  take(now: number, most: number): Promise<readonly Delivery[]>;
  /** Left in `sending` longer than the lease: their fate is unknown. */
  doubtful(leasedBefore: number, most: number): Promise<readonly Delivery[]>;
  /** Notes where it is being sent, before it is. */
  aim(id: string, sentTo: string): Promise<void>;
  sent(id: string, reference: string): Promise<void>;
  again(id: string, notBefore: number, failure: string): Promise<void>;
  giveUp(id: string, state: 'undeliverable' | 'dropped', failure: string): Promise<void>;
  list(states: readonly DeliveryState[], most: number): Promise<readonly Delivery[]>;
  /** The earliest instant at which a waiting one is due. */
  nextDue(): Promise<number | undefined>;
  countByState(): Promise<Readonly<Record<DeliveryState, number>>>;
}
