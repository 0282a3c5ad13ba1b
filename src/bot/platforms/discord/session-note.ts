// What one process leaves for the next about its gateway session, so that the next can go on where it stopped.
import { resumeWithinMs } from './limits.ts';

/** events/gateway, Resuming: what it takes. */
export interface Session {
  readonly id: string;
  readonly resumeUrl: string;
  /** Of the last event that needs no replay. */
  readonly sequence: number;
}

export function writeNote(session: Session | undefined, application: string, at: number): string {
  return JSON.stringify({ ...(session && { session }), application, at });
}

/** The session of a note; undefined where there is none, it is another application's, or too old to be resumed. */
export function readNote(note: string | undefined, application: string, now: number): Session | undefined {
  const written = parsed(note);
  if (!isRecord(written) || written.application !== application) return undefined;
  // The clocks of two machines may differ, either way.
  if (typeof written.at !== 'number' || Math.abs(now - written.at) > resumeWithinMs) return undefined;
  const { session } = written;
  if (!isRecord(session)) return undefined;
  const { id, resumeUrl, sequence } = session;
  if (typeof id !== 'string' || typeof resumeUrl !== 'string' || typeof sequence !== 'number')
    return undefined;
  const protocol = URL.parse(resumeUrl)?.protocol;
  return protocol === 'wss:' || protocol === 'ws:' ? { id, resumeUrl, sequence } : undefined;
}

function parsed(note: string | undefined): unknown {
  try {
    return JSON.parse(note ?? 'null');
  } catch {
    return undefined;
  }
}

function isRecord(part: unknown): part is Record<string, unknown> {
  return typeof part === 'object' && part !== null;
}
