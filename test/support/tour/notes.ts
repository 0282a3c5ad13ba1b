// What a tour brings home: every drawing and form that anybody was shown, and what was asked and pressed for it.
import type { Suggestion } from '#bot/field.ts';
import type { Form } from '#bot/form.ts';
import type { Drawing } from '#bot/view.ts';
import type { AccountId, ChannelId } from '#exchange/people.ts';

export interface Seen {
  /** What led to it, for whoever reads a failure: `practice:kofi runs course list`. */
  readonly after: string;
  readonly as: 'answer' | 'delivery' | 'redrawn';
  readonly to: AccountId | ChannelId;
  /** True when `to` is a channel. */
  readonly channel?: boolean;
  /** The only accounts that it may notify. */
  readonly addressees: readonly AccountId[];
  readonly drawing: Drawing;
  /** The key of the delivery that it is. */
  readonly proof: string | undefined;
}

export interface FormSeen {
  readonly after: string;
  readonly form: Form;
  readonly page: number;
}

/** What a search field offered for something typed. */
export interface Offered {
  readonly after: string;
  readonly offers: readonly Suggestion[];
}

export interface Notes {
  readonly seen: Seen[];
  readonly forms: FormSeen[];
  readonly offered: Offered[];
  /** Paths of commands that were typed. */
  readonly asked: Set<string>;
  /** Paths of buttons that were pressed: `course/publish/confirm`. */
  readonly pressed: Set<string>;
}
