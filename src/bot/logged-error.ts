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
 * text alone. What a database says of a row (PostgreSQL's detail) is left out for the same reason.
 */
export function loggedError(error: unknown, depth = 0): LoggedError | string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const at = linesOf(error);
  const cause =
    error.cause === undefined || depth === deepest ? undefined : loggedError(error.cause, depth + 1);
  return {
    kind: error.name === 'Error' ? error.constructor.name : error.name,
    says: wordsOf(error),
    ...code,
    ...(at.length > 0 ? { at } : {}),
    ...(typeof cause === 'object' ? { cause } : {}),
  };
}

function wordsOf(error: Error): string {
  return 'query' in error && 'params' in error ? `Failed query: ${String(error.query)}` : error.message;
}

function linesOf(error: Error): readonly string[] {
  return (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .+:\d+:\d+\)?$/.test(line));
}
