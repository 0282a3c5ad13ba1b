// Posts: messages that are living cards; each can be drawn again, on any platform, after a restart.
import type { ChannelId } from '#exchange/people.ts';

export interface Post {
  readonly id: string;
  /** `course/card · c1`: the same card in many channels has one name. */
  readonly name: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  readonly channel: ChannelId;
  readonly organisation: string;
  readonly purpose: 'announcements' | 'managers';
  readonly reference: string;
  /** Raised with every change of what it shows; drawn when `drawn` has caught up. */
  readonly wanted: number;
  readonly drawn: number;
  readonly notBefore: number;
}

export interface PostRecords {
  add(post: Omit<Post, 'id' | 'wanted' | 'drawn' | 'notBefore'>): Promise<void>;
  /** Marks every post of this name to be redrawn. */
  revise(name: string): Promise<void>;
  /** Those that are behind and due. */
  stale(now: number, most: number): Promise<readonly Post[]>;
  /** Notes up to which revision it shows. */
  drawn(id: string, revision: number): Promise<void>;
  later(id: string, notBefore: number): Promise<void>;
  /** The message is gone from its channel. */
  remove(id: string): Promise<void>;
  named(name: string): Promise<readonly Post[]>;
}
