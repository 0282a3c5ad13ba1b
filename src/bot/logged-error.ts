// An error as it may be logged: its kind, words and place, and nothing of what people wrote or of a query's values.

export interface LoggedError {
  readonly kind: string;
  readonly says: string;
  readonly code?: string;
  /** Lines of the stack, without the message that heads it. */
  readonly at?: readonly string[];
  readonly cause?: LoggedError;
}

/** Errors within errors, as deep as anybody reads. */
const deepest = 4;

/**
 * A failed query holds the values that it was given, in its message, its stack and beside them; it is logged by its
 * text alone. What a database says of a row (PostgreSQL's detail) is left out for the same reason, and so is whatever
 * a platform's library hangs on its errors: addresses, headers, whole requests.
 */
export function loggedError(error: unknown, depth = 0): LoggedError | string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error;
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number')
      ? { code: String(error.code) }
      : {};
  const at = linesOf(error);
  const inner = innerOf(error);
  const cause = inner === undefined || depth === deepest ? undefined : loggedError(inner, depth + 1);
  return {
    kind: error.name === 'Error' ? error.constructor.name : error.name,
    says: wordsOf(error),
    ...code,
    ...(at.length > 0 ? { at } : {}),
    ...(typeof cause === 'object' ? { cause } : {}),
  };
}

function innerOf(error: Error): unknown {
  // Slack's libraries keep what a failed call came from under a name of their own.
  if (error.cause === undefined && 'original' in error) return error.original;
  // Several at once, such as both addresses of a host: one says enough.
  if (error.cause === undefined && error instanceof AggregateError) return error.errors[0];
  return error.cause;
}

function wordsOf(error: Error): string {
  if ('query' in error && 'params' in error) return `Failed query: ${String(error.query)}`;
  return quotesOthers(error) ? withoutQuotes(error.message) : error.message;
}

/** What somebody else put between quotation marks may be what a person wrote. */
export function withoutQuotes(words: string): string {
  return words.replace(quoted, '"…"');
}

/** Over line ends too; one that is cut off before its end goes to the end. */
const quoted = /"[^"]*(?:"|$)/g;

/** Whose words quote what they were given: JSON that cannot be read, a value of a wrong type, a refused request. */
function quotesOthers(error: Error): boolean {
  // Class 22 are its data exceptions; elsewhere it quotes names of tables.
  const ofPostgres = 'severity' in error && 'code' in error && String(error.code).startsWith('22');
  return (
    error instanceof SyntaxError ||
    ofPostgres ||
    error.name.startsWith('DiscordAPIError') ||
    error.name === 'PlatformFailure'
  );
}

function linesOf(error: Error): readonly string[] {
  return (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .+:\d+:\d+\)?$/.test(line));
}
