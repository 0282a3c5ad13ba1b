// A delivery as a value: its states, why it may not have been sent, and what a row of the table means.
import type { ChannelId } from '#exchange/people.ts';
import type { Tables } from '../tables.ts';

export type DeliveryState =
  /** Waits to be sent. */
  | 'pending'
  /** Taken by a process that is about to send it, or is sending it. */
  | 'sending'
  | 'sent'
  /** The platform refused for good, on every way there is; the coordinator sees it. */
  | 'undeliverable'
  /** Too late, or nothing left to say: never sent. */
  | 'dropped';

/** Why it has not been sent, or not yet. */
export type Reason =
  /** This person takes no direct messages, and there is no channel for a mention. */
  | 'closed'
  /** The channel, or the person's account, is not there any more or cannot be reached. */
  | 'gone'
  /** The platform will never take it. */
  | 'refused'
  /** Attaché is no longer in that workspace or server. */
  | 'left'
  /** It may have arrived: the platform could not be asked. */
  | 'unsure'
  /** No platform is connected for it. */
  | 'unreachable'
  /** Every attempt of many failed. */
  | 'failing'
  /** Nobody to reach yet. */
  | 'no account'
  | 'too late'
  | 'nothing to say'
  /** Its circular was stopped. */
  | 'stopped'
  /** A human has seen to it. */
  | 'set aside';

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
  /** The circular that it is part of. */
  readonly circular: string | undefined;
  /** Where it travels, as far as that is known: see `laneOf` of the sender. */
  readonly lane: string | undefined;
  readonly state: DeliveryState;
  readonly takenBy: string | undefined;
  readonly attempts: number;
  /** Where an attempt went (an account or a channel) that may have been accepted: look there before repeating. */
  readonly sentTo: string | undefined;
  readonly reference: string | undefined;
  readonly reason: Reason | undefined;
  /** As the platform put it. */
  readonly failure: string | undefined;
  readonly notBefore: number;
  readonly tooLateAt: number | undefined;
  readonly createdAt: number;
  /** The last attempt's aim, or what ended it. */
  readonly changedAt: number;
}

export type NewDelivery = Pick<
  Delivery,
  'key' | 'message' | 'facts' | 'person' | 'channel' | 'organisation' | 'purpose' | 'post' | 'tooLateAt'
> & {
  readonly notBefore?: number;
  readonly circular?: string;
  readonly lane?: string;
};

export function deliveryFrom(row: Tables['deliveries']['$inferSelect']): Delivery {
  return {
    ...row,
    person: row.person ?? undefined,
    channel: row.channel ?? undefined,
    organisation: row.organisation ?? undefined,
    purpose: row.purpose ?? undefined,
    post: row.post ?? undefined,
    circular: row.circular ?? undefined,
    lane: row.lane ?? undefined,
    takenBy: row.takenBy ?? undefined,
    sentTo: row.sentTo ?? undefined,
    reference: row.reference ?? undefined,
    reason: row.reason ?? undefined,
    failure: row.failure ?? undefined,
    tooLateAt: row.tooLateAt ?? undefined,
  };
}
