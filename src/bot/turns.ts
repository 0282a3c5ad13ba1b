// Turns: a crowd of requests is begun a few at a time, so that the next ones can be acknowledged in between.

const waiting: (() => void)[] = [];

/**
 * Begun in one turn of the event loop. The embedded database answers without leaving the turn, so whatever is begun
 * runs to its first reply; acknowledgements of the platforms' next requests come after it (three seconds at most).
 */
const atOnce = 32;

/** Resolves when it is this request's turn, in the order of asking; at once, but for a turn of the loop, when it is quiet. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(beginSome);
  });
}

function beginSome(): void {
  for (const begin of waiting.splice(0, atOnce)) begin();
  if (waiting.length > 0) setImmediate(beginSome);
}
