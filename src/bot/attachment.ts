// A file that somebody handed over, on any platform.

/** The declared type is the platform's word, not the truth; `open` fetches the bytes while they can be had. */
export interface Attachment {
  readonly name: string;
  readonly declaredType: string;
  readonly bytes: number;
  open(): Promise<Uint8Array>;
}

export function isAttachment(raw: unknown): raw is Attachment {
  return typeof raw === 'object' && raw !== null && 'open' in raw;
}
