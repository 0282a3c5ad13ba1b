// What the practice room is given by the composition root.
import type { Log } from '#bot/log.ts';
import type { Language } from '#exchange/languages.ts';
import type { ClockStop, MoveClock, PracticeCast, PracticeClock } from './cast.ts';
import type { PracticeMemory } from './memory.ts';

export interface PracticeOptions {
  /** On 127.0.0.1 alone; 0 takes any free port (tests). */
  readonly port: number;
  readonly cast: () => Promise<PracticeCast>;
  readonly clock: PracticeClock;
  /** Moves the clock, playing every sweep on the way; calls `report` as it goes. */
  readonly moveClock: MoveClock;
  /** Instants worth jumping to, labelled in the language; those that are past are not shown. */
  readonly clockStops: (language: Language) => Promise<readonly ClockStop[]>;
  /** Puts a fresh sample in the place of the record. The room has been emptied when it is called. */
  readonly startOver: () => Promise<void>;
  /** What lasts over a restart, such as `fileMemory('data/practice-room.jsonl')`. */
  readonly memory: PracticeMemory;
  readonly log: Log;
}
