// What an error of Discord's API means for whoever wanted something said.
import { withoutQuotes } from '#bot/logged-error.ts';
import { type FailureKind, PlatformFailure } from '#bot/platform.ts';
import { directMessagesPauseMs } from './limits.ts';

/** developers/topics/opcodes-and-status-codes, JSON Error Codes. */
const errorCodes = {
  unknownMessage: 10008,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  openingDirectMessagesTooFast: 40003,
  alreadyAcknowledged: 40060,
  cannotMessageUser: 50007,
  invalidWebhookToken: 50027,
  noServerInCommon: 50278,
} as const;

/** The person takes no direct messages from this bot. */
const closed: ReadonlySet<number> = new Set([errorCodes.cannotMessageUser, errorCodes.noServerInCommon]);
/** Unknown channel, server, member, message, user; missing access or permission; closed threads; spent tokens. */
const gone: ReadonlySet<number> = new Set([
  ...[10003, 10004, 10007, 10013, 50001, 50013, 50083, 160005],
  errorCodes.unknownMessage,
  ...[errorCodes.unknownWebhook, errorCodes.unknownInteraction, errorCodes.invalidWebhookToken],
  errorCodes.alreadyAcknowledged,
]);
/** Never reached Discord (Node's own codes). */
const neverSent: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

interface Told {
  readonly status?: unknown;
  readonly code?: unknown;
  readonly retryAfter?: unknown;
  readonly message?: unknown;
}

/** An interaction that takes no first response any more: its three seconds are over, or it has had one. */
export function isSpent(error: unknown): boolean {
  const { code } = toldBy(error);
  return code === errorCodes.unknownInteraction || code === errorCodes.alreadyAcknowledged;
}

/** Also of an error that has been judged already. */
export function isUnknownMessage(error: unknown): boolean {
  const { code } = toldBy(error instanceof PlatformFailure ? error.cause : error);
  return code === errorCodes.unknownMessage;
}

export function isUnknownToken(error: unknown): boolean {
  return toldBy(error).status === 401;
}

export function isOpeningTooFast(error: unknown): boolean {
  return toldBy(error).code === errorCodes.openingDirectMessagesTooFast;
}

function toldBy(error: unknown): Told {
  return typeof error === 'object' && error !== null ? error : {};
}

/** Recognised by shape, since the library's classes are loaded only when Discord is used. */
export function failureOf(error: unknown): PlatformFailure {
  if (error instanceof PlatformFailure) return error;
  const told = toldBy(error);
  const [kind, retryAfter] = judge(told);
  const says = withoutQuotes(String(told.message ?? error));
  return new PlatformFailure('discord', kind, says, { cause: error, retryAfter });
}

function judge({ status, code, retryAfter }: Told): [kind: FailureKind, retryAfter?: number] {
  if (typeof retryAfter === 'number') return ['again', retryAfter];
  if (typeof code === 'number' && typeof status === 'number') {
    if (code === errorCodes.openingDirectMessagesTooFast) return ['again', directMessagesPauseMs];
    if (closed.has(code)) return ['closed'];
    if (gone.has(code)) return ['gone'];
  }
  if (neverSent.has(code)) return ['again'];
  if (typeof status !== 'number') return ['unknown'];
  // A broken answer says nothing about whether the message stands.
  if (status >= 500) return ['unknown'];
  // A revoked token or a ban for too many bad requests: somebody must mend it, the message is not at fault.
  if (status === 401 || status === 429) return ['again', directMessagesPauseMs];
  if (status === 403 || status === 404) return ['gone'];
  return ['refused'];
}
