// Lets Slack's own libraries write to Attaché's log: their warnings and errors, never what people typed.
import type { Logger, LogLevel } from '@slack/web-api';
import type { Log } from '#bot/log.ts';

/**
 * At debug, the libraries write whole requests; they are told that nobody listens to that. `isNews` says whether what
 * they warn of now is worth a line.
 */
export function sdkLog(log: Log, isNews: () => boolean = () => true): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said) => {
      if (isNews()) log.warn({ says: inWords(said) }, 'Slack SDK');
    },
    error: (...said) => {
      if (isNews()) log.error({ says: inWords(said) }, 'Slack SDK');
    },
    setLevel: () => undefined,
    setName: () => undefined,
    // The enum is a value of the library, which is loaded only when it is needed; its member is this word.
    getLevel: () => 'info' as LogLevel,
  };
}

function inWords(said: readonly unknown[]): string {
  return said.map((one) => (one instanceof Error ? one.message : String(one))).join(' ');
}
