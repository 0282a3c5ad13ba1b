// What nobody caught: it is logged without what people wrote, which Node's own last words would print.
import type { Log } from '#bot/log.ts';

/** For the whole process; called once, by whoever runs it. */
export function noteLastWords(log: Log): void {
  // Nothing is torn by a promise that nobody waits for: everybody else is still answered.
  process.on('unhandledRejection', (error) => {
    log.error({ error }, 'Something failed where nobody was waiting for it');
  });
  process.on('uncaughtException', (error) => {
    log.error(
      { error },
      'Attaché cannot go on and ends; what was acknowledged is in the record. Start it again',
    );
    process.exit(1);
  });
}
