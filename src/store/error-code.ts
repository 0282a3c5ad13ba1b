// The code of an error of Node or of a database driver, wherever it is wrapped.

/** `SQLITE_FULL`, `23505`, `ENOENT`; undefined when neither the error nor what caused it has one. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Node tries every address of a host, and tells about each.
  const cause = error instanceof AggregateError ? error.errors[0] : error.cause;
  return errorCode(cause);
}
