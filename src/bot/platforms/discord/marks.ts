// Writes the proof of a delivery into its message, so that the message is known again when it is read later.
import { createHash } from 'node:crypto';
import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';

/**
 * A message that is fetched has no nonce any more, and its words may have changed since in the record. What a fetch
 * does return as it was sent is a component's `id` (components/reference, Anatomy of a Component: a 32-bit integer;
 * required in every component of the published MessageResponse) and the content. So the first component carries
 * thirty bits of the proof's hash as its id; content that has no component below it carries the same at its end,
 * in two signs without width. Discord numbers components from 1 where we say nothing: ours begin at 2^30.
 */
export type Mark = number;

const lowest = 2 ** 30;
const bits = 30;
/** Zero width space and word joiner: neither joins letters nor is white space that Discord would trim. */
const signs = ['\u200b', '\u2060'] as const;
const written = /[\u200b\u2060]{30}$/u;

/** How much of a content's 2,000 characters its mark takes. */
export const markCharacters = bits;

/** The mark of the n-th message of a delivery. */
export function markOf(proof: string, index: number): Mark {
  const digest = createHash('sha256').update(`mark·${index}·${proof}`).digest();
  return lowest + (digest.readUInt32BE(0) % lowest);
}

/** The same components, the first of them marked where there is a mark. */
export function marked<Component extends { readonly id?: number | undefined }>(
  components: readonly Component[],
  mark: Mark | undefined,
): Component[] {
  return components.map((component, index) =>
    index === 0 && mark !== undefined ? { ...component, id: mark } : component,
  );
}

/** The same content with the mark behind it, which nobody sees. */
export function markedContent(content: string, mark: Mark): string {
  const digits = (mark - lowest).toString(2).padStart(bits, '0');
  return content + Array.from(digits, (digit) => signs[digit === '0' ? 0 : 1]).join('');
}

/** What a message that was fetched bears; undefined for one that was posted by somebody else, or long ago. */
export function markIn(message: {
  readonly content?: string;
  readonly components?: readonly Pick<APIMessageTopLevelComponent, 'id'>[];
}): Mark | undefined {
  const id = message.components?.[0]?.id;
  if (id !== undefined && id >= lowest) return id;
  const [found] = written.exec(message.content ?? '') ?? [];
  if (found === undefined) return undefined;
  return lowest + Number.parseInt(Array.from(found, (sign) => (sign === signs[0] ? '0' : '1')).join(''), 2);
}

/** The content as it was before it was marked. */
export function unmarked(content: string): string {
  return content.replace(written, '');
}
