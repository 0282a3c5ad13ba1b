// What Discord answers when it refuses: HTTP status, error code, and for forms the place of each mistake.
import type { JsonObject } from './json.ts';

/** One mistake in a body; `path` is slash-joined (`components/0/label`), empty for the body itself. */
export type FormProblem = { path: string; code: string; message: string };

/** Error codes of developers/topics/opcodes-and-status-codes, with Discord's own sentence and HTTP status. */
const refusals = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  methodNotAllowed: [405, 0, '405: Method Not Allowed'],
  serverError: [500, 0, '500: Internal Server Error'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  notAuthorizedForApplication: [
    403,
    20012,
    'You are not authorized to perform this action on this application',
  ],
  tooManyCommands: [400, 30032, 'Maximum number of application commands reached (100)'],
  tooLarge: [413, 40005, 'Request entity too large'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  missingAccess: [403, 50001, 'Missing Access'],
  notOnDirectMessages: [403, 50003, 'Cannot execute action on a DM channel'],
  editOfAnothersMessage: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  closedToDirectMessages: [403, 50007, 'Cannot send messages to this user'],
  notATextChannel: [400, 50008, 'Cannot send messages in a non-text channel'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  invalidRecipient: [400, 50033, 'Invalid Recipient(s)'],
  invalidForm: [400, 50035, 'Invalid Form Body'],
  invalidApiVersion: [400, 50041, 'Invalid API version provided'],
  archivedThread: [400, 50083, 'Thread is archived'],
  invalidJson: [400, 50109, 'The request body contains invalid JSON.'],
  lockedThread: [403, 160005, 'Thread is locked'],
} as const satisfies Record<string, readonly [number, number, string]>;

export type RefusalName = keyof typeof refusals;

/** Refusals that only a wrong program meets: recorded in `emulator.violations`. */
const programErrors: ReadonlySet<RefusalName> = new Set([
  'unauthorized',
  'notFound',
  'methodNotAllowed',
  'unknownWebhook',
  'unknownInteraction',
  'tooManyCommands',
  'tooLarge',
  'alreadyAcknowledged',
  'editOfAnothersMessage',
  'emptyMessage',
  'notATextChannel',
  'invalidWebhookToken',
  'invalidForm',
  'invalidApiVersion',
  'invalidJson',
]);

export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly isProgramError: boolean;
  readonly problems: readonly FormProblem[];

  /** `isExcused`: here it is nobody's mistake. */
  constructor(name: RefusalName, problems: readonly FormProblem[] = [], isExcused = false) {
    const [status, code, message] = refusals[name];
    super(message);
    this.status = status;
    this.code = code;
    this.isProgramError = programErrors.has(name) && !isExcused;
    this.problems = problems;
  }

  body(): JsonObject {
    const body: JsonObject = { message: this.message, code: this.code };
    if (this.problems.length > 0) body.errors = nested(this.problems);
    return body;
  }
}

/** Throws the refusal 50035 when there is at least one problem. */
export function refuseProblems(problems: readonly FormProblem[]): void {
  if (problems.length > 0) throw new Refusal('invalidForm', problems);
}

/** Discord nests the mistakes along the path of the field, as discord.js's DiscordAPIError reads them. */
function nested(problems: readonly FormProblem[]): JsonObject {
  const root: JsonObject = {};
  for (const problem of problems) {
    let place = root;
    for (const step of problem.path.split('/').filter((part) => part !== '')) {
      const next = place[step];
      const child: JsonObject = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {};
      place[step] = child;
      place = child;
    }
    const list = Array.isArray(place._errors) ? place._errors : [];
    place._errors = [...list, { code: problem.code, message: problem.message }];
  }
  return root;
}
