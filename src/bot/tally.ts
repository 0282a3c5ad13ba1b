// What one request came to, for the meter: which command it was about, how it ended, when the first reply stood.
import { platformOf } from '#exchange/people.ts';
import type { AskedMeasure, AskedOutcome, Meter } from './meter.ts';
import type { Incoming, Reply } from './platform.ts';

export interface Tally {
  /** Names the command that this is about; the first name stays, whatever it leads to. */
  about(path: string): void;
  /** What it came to; the last word holds. Answered, where nothing else is said. */
  came(outcome: AskedOutcome): void;
}

export interface Counting {
  readonly tally: Tally;
  /** The reply of the incoming, watched for the first thing that is said through it. */
  readonly reply: Reply;
  /** Tells the meter, once everything is said. */
  end(): void;
}

export function startCounting(
  meter: Meter,
  kind: AskedMeasure['kind'],
  { account, reply }: Pick<Incoming, 'account' | 'reply'>,
): Counting {
  const ended = meter.begun();
  const began = performance.now();
  let path: string | undefined;
  let outcome: AskedOutcome = 'answered';
  let firstReplyAfter: number | undefined;

  function said(): void {
    firstReplyAfter ??= performance.now() - began;
  }

  return {
    tally: {
      about: (name) => {
        path ??= name;
      },
      came: (how) => {
        outcome = how;
      },
    },
    reply: {
      show: async (drawing, seenBy) => {
        await reply.show(drawing, seenBy);
        said();
      },
      update: async (drawing) => {
        await reply.update(drawing);
        said();
      },
      openForm: async (form, page) => {
        const opened = await reply.openForm(form, page);
        if (opened) said();
        return opened;
      },
      mark: async (problems, form) => {
        const marked = await reply.mark(problems, form);
        if (marked) said();
        return marked;
      },
    },
    end: () =>
      ended({ kind, path: path ?? 'unknown', outcome, platform: platformOf(account), firstReplyAfter }),
  };
}
