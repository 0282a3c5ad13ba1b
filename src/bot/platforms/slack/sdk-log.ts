// Lets bolt and its clients write to Attaché's log: their warnings and errors, never what people typed.
import type { Logger, LogLevel } from '@slack/bolt';
import type { Log } from '#bot/log.ts';

/** At debug, bolt writes whole requests; it is told that nobody listens to that. */
export function boltLog(log: Log): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said) => log.warn({ says: inWords(said) }, 'Slack SDK'),
    error: (...said) => log.error({ says: inWords(said) }, 'Slack SDK'),
    setLevel: () => undefined,
    setName: () => undefined,
    // The enum is a value of the library, which is loaded only when it is needed; its member is this word.
    getLevel: () => 'info' as LogLevel,
  };
}

function inWords(said: readonly unknown[]): string {
  return said.map((one) => (one instanceof Error ? one.message : String(one))).join(' ');
}
