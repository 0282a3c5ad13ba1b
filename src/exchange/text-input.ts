// What people typed, made safe to keep and to show, and folded for searching in the four languages.

/** `removed` is true when something invisible or misleading was taken out (blanks at the ends do not count). */
export interface CleanInput {
  text: string;
  removed: boolean;
}

/** One line: line breaks and runs of blanks become one blank. */
export function cleanLine(_text: string): CleanInput {
  throw new Error('not yet written');
}

/** Several lines: line breaks stay, never more than one empty line in a row. */
export function cleanText(_text: string): CleanInput {
  throw new Error('not yet written');
}

/** A key under which `Études`, `etudes` and `ETUDES` are one, and so are `أحمد` and `احمد`. */
export function searchKey(_text: string): string {
  throw new Error('not yet written');
}
