// What an acknowledgement does: a command's answer is posted, a submission closes, corrects, updates or pushes.
import { ApiError } from './api-method.ts';
import { problemsOfOptions, worded } from './checks/check-payload.ts';
import type { StructureCheck } from './checks/schema.ts';
import type { Delivery, OutboundRequest, SendOptions } from './delivery.ts';
import { type Fields, fieldsOf, isFields, listOf, stringOf } from './json.ts';
import { VIEWS } from './limits.ts';
import { checkView } from './methods/views.ts';
import type { Channel, OpenView, UserRecord, ViewRecord } from './model.ts';
import { postAnswer } from './response-urls.ts';
import { blocksOf, closeStack, createView, replaceDefinition, seenView, stackOf } from './view-state.ts';
import { recordViolation, type World } from './world.ts';

/** What the people of this Slack act through. */
export interface Driver {
  readonly world: World;
  readonly structure: StructureCheck;
  send(request: OutboundRequest, options?: SendOptions): Promise<Delivery>;
}

/** What became of pressing a form's submit button. */
export type Submission =
  /** Slack's client kept the form back; nothing was sent. */
  | { readonly kind: 'prevented'; readonly errors: Readonly<Record<string, string>> }
  /** No acknowledgement in time, or one that Slack cannot use: "We had some trouble connecting." */
  | { readonly kind: 'failed'; readonly reason: string; readonly delivery: Delivery }
  | {
      readonly kind: 'errors';
      readonly errors: Readonly<Record<string, string>>;
      readonly delivery: Delivery;
    }
  | { readonly kind: 'updated' | 'pushed'; readonly view: OpenView; readonly delivery: Delivery }
  /** `view` is what is open below, if anything. */
  | { readonly kind: 'closed' | 'cleared'; readonly view: OpenView | undefined; readonly delivery: Delivery };

/** A command may be answered in its acknowledgement, by text or by a message. */
export function applyCommandAnswer(
  driver: Driver,
  user: UserRecord,
  channel: Channel,
  delivery: Delivery,
): void {
  if (delivery.outcome !== 'acknowledged' || delivery.body === undefined) return;
  const body = isFields(delivery.body) ? delivery.body : { text: String(delivery.body) };
  const place = { workspaceId: user.workspaceId, channelId: channel.id, userId: user.id };
  try {
    postAnswer(driver.world, driver.structure, place, 'ack', body);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    recordViolation(driver.world, 'invalid-acknowledgement', 'slash_commands', error.code);
  }
}

function correctionsFor(view: ViewRecord, value: unknown): Record<string, string> | string {
  const inputs = new Set(
    blocksOf(view)
      .filter((block) => block.type === 'input')
      .map((block) => stringOf(block.block_id)),
  );
  const errors: Record<string, string> = {};
  for (const [blockId, message] of Object.entries(fieldsOf(value))) {
    if (!inputs.has(blockId)) return `errors name ${blockId}, which is no input block of the view`;
    if (typeof message !== 'string' || message === '') return `the error of ${blockId} is no text`;
    errors[blockId] = message;
  }
  return Object.keys(errors).length > 0 ? errors : 'errors are empty';
}

/** Does what the acknowledgement of a submission asks for. */
export function applySubmissionAnswer(driver: Driver, view: ViewRecord, delivery: Delivery): Submission {
  const { world, structure } = driver;
  const failed = (reason: string): Submission => {
    if (delivery.outcome === 'acknowledged')
      recordViolation(world, 'invalid-acknowledgement', 'view_submission', reason);
    return { kind: 'failed', reason, delivery };
  };
  const top = () => {
    const below = stackOf(world, view.userId).at(-1);
    return below && seenView(below);
  };
  if (delivery.outcome !== 'acknowledged') return failed(delivery.outcome);
  if (delivery.body === undefined) {
    view.open = false;
    return { kind: 'closed', view: top(), delivery };
  }
  const answer = fieldsOf(delivery.body);
  const next = fieldsOf(answer.view);
  switch (answer.response_action) {
    case 'errors': {
      const errors = correctionsFor(view, answer.errors);
      return typeof errors === 'string' ? failed(errors) : { kind: 'errors', errors, delivery };
    }
    case 'clear':
      closeStack(world, view.userId);
      return { kind: 'cleared', view: undefined, delivery };
    case 'update':
    case 'push':
      try {
        checkView(world, structure, view.workspaceId, 'view_submission', next, 'modal');
      } catch (error) {
        if (error instanceof ApiError) return { kind: 'failed', reason: error.code, delivery };
        throw error;
      }
      if (answer.response_action === 'update') {
        replaceDefinition(world, view, next);
        return { kind: 'updated', view: seenView(view), delivery };
      }
      if (stackOf(world, view.userId).length >= VIEWS.stack) return failed('push_limit_reached');
      return {
        kind: 'pushed',
        view: seenView(createView(world, view.workspaceId, view.userId, next, view)),
        delivery,
      };
    default:
      return failed(`unknown response_action ${String(answer.response_action)}`);
  }
}

/** The options in an app's answer to what somebody typed; none when it cannot be used. */
export function offeredOptions(driver: Driver, delivery: Delivery): readonly Fields[] {
  if (delivery.outcome !== 'acknowledged') return [];
  const problems = problemsOfOptions(delivery.body);
  for (const problem of problems)
    recordViolation(driver.world, problem.rule, 'block_suggestion', worded(problem));
  if (problems.length > 0) return [];
  const answer = fieldsOf(delivery.body);
  const grouped = listOf(answer.option_groups).flatMap((group) => listOf(fieldsOf(group).options));
  return [...listOf(answer.options), ...grouped].map(fieldsOf);
}
