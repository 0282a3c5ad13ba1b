// Says what a failed call to Slack means for whoever asked for it: later, look first, closed, gone or never.
import { withoutQuotes } from '#bot/logged-error.ts';
import { type FailureKind, PlatformFailure } from '#bot/platform.ts';

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors and the pages of the other methods. */
const kinds: Readonly<Record<string, FailureKind>> = {
  ratelimited: 'again',
  rate_limited: 'again',
  service_unavailable: 'again',
  request_timeout: 'again',
  team_added_to_org: 'again',
  // The pages say of both that "some aspect of the operation" may have succeeded.
  internal_error: 'unknown',
  fatal_error: 'unknown',
  cannot_dm_bot: 'closed',
  cannot_dm_user: 'closed',
  user_disabled: 'closed',
  user_not_visible: 'closed',
  messages_tab_disabled: 'closed',
  is_inactive: 'closed',
  channel_not_found: 'gone',
  not_in_channel: 'gone',
  is_archived: 'gone',
  message_not_found: 'gone',
  cant_update_message: 'gone',
  thread_not_found: 'gone',
  user_not_found: 'gone',
  users_not_found: 'gone',
  team_not_found: 'gone',
  account_inactive: 'gone',
  token_revoked: 'gone',
};

/** The error word of Slack's answer, such as `channel_not_found`; undefined when Slack did not answer with one. */
export function errorWord(error: unknown): string | undefined {
  const data = property(error, 'data');
  const word = property(data, 'error');
  return typeof word === 'string' ? word : undefined;
}

/** What a failed call means. `doing` names the call, as constant words. */
export function failureOf(error: unknown, doing: string): PlatformFailure {
  if (error instanceof PlatformFailure) return error;
  const word = errorWord(error);
  if (word !== undefined)
    return new PlatformFailure('slack', kinds[word] ?? 'refused', `${doing}: ${word}`, { cause: error });
  switch (property(error, 'code')) {
    case 'slack_webapi_rate_limited_error': {
      const seconds = Number(property(error, 'retryAfter'));
      return new PlatformFailure('slack', 'again', `${doing}: too many requests`, {
        retryAfter: Number.isFinite(seconds) ? seconds * 1000 : undefined,
        cause: error,
      });
    }
    case 'slack_webapi_http_error': {
      const status = Number(property(error, 'statusCode'));
      return new PlatformFailure('slack', status >= 500 ? 'unknown' : 'refused', `${doing}: HTTP ${status}`, {
        cause: error,
      });
    }
    case 'slack_webapi_request_error':
      return new PlatformFailure('slack', neverSent(error) ? 'again' : 'unknown', `${doing}: no answer`, {
        cause: error,
      });
    default:
      return new PlatformFailure(
        'slack',
        'unknown',
        `${doing}: ${withoutQuotes(String(property(error, 'message') ?? error))}`,
        { cause: error },
      );
  }
}

/** Whether the connection was never made, so that nothing can have been accepted. */
function neverSent(error: unknown): boolean {
  const early = [
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
  ];
  for (let inner: unknown = error, depth = 0; inner && depth < 5; depth += 1) {
    const code = property(inner, 'code');
    if (typeof code === 'string' && early.includes(code)) return true;
    inner = property(inner, 'original') ?? property(inner, 'cause');
  }
  return false;
}

function property(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}
