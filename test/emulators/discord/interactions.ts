// Answers to interactions: the first response within three seconds, once; then the webhook for fifteen minutes.
import { isGiven, type JsonObject, numberIn, objectIn, objectsIn, textIn } from './json.ts';
import { createLoading, createMessage, deleteMessage, editMessage, withIds } from './messages.ts';
import { messagePayload } from './payloads.ts';
import { Refusal, refuseProblems } from './refusal.ts';
import { type Call, noContent, param, type Reply, type Route } from './route.ts';
import { problemsOfChoices } from './rules-for-commands.ts';
import { problemsOfModal } from './rules-for-modals.ts';
import { type Choice, flags, type InteractionRecord, type Message } from './state.ts';

/** "you must send an initial response within 3 seconds of receiving the event" */
export const firstResponseMs = 3000;
/** "Interaction tokens are valid for 15 minutes" */
const tokenMs = 15 * 60 * 1000;

export const callbackTypes = {
  pong: 1,
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;

const allowedCallbacks: Record<InteractionRecord['kind'], readonly number[]> = {
  command: [4, 5, 9],
  component: [4, 5, 6, 7, 9],
  autocomplete: [8],
  modal: [4, 5],
};

function callback(call: Call): Reply {
  const { world, request } = call;
  const interaction = world.interactions.get(param(call, 'interaction_id'));
  if (interaction === undefined || interaction.token !== param(call, 'interaction_token')) {
    throw new Refusal('unknownInteraction');
  }
  // Whoever resumed a session that another began cannot know what that one answered.
  const isReplayed = world.replayed.has(interaction.id);
  if (interaction.callback !== undefined) throw new Refusal('alreadyAcknowledged', [], isReplayed);
  if (world.now() - interaction.createdAt > firstResponseMs)
    throw new Refusal('unknownInteraction', [], isReplayed);
  const body = objectIn(request.body);
  const type = numberIn(body.type) ?? 0;
  const allowed = [...allowedCallbacks[interaction.kind]];
  // A modal that was opened from a message may still change that message.
  if (interaction.kind === 'modal' && interaction.source !== undefined) allowed.push(6, 7);
  if (!allowed.includes(type)) {
    refuseProblems([
      { path: 'type', code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${allowed.join(', ')}}.` },
    ]);
  }
  const created = respond(call, interaction, type, objectIn(body.data));
  interaction.callback = type;
  interaction.acknowledgedAt = world.now();
  if (request.query.get('with_response') !== 'true') return { status: 204, ...(created ? { created } : {}) };
  return { status: 200, body: callbackResponse(call, interaction, type), ...(created ? { created } : {}) };
}

function respond(
  call: Call,
  interaction: InteractionRecord,
  type: number,
  data: JsonObject,
): Message | undefined {
  const { world, request } = call;
  switch (type) {
    case callbackTypes.message: {
      const isEphemeral = ((numberIn(data.flags) ?? 0) & flags.ephemeral) !== 0;
      interaction.original = insideData(() =>
        createMessage(
          world,
          interaction.channel,
          { body: data, files: request.files, defaults: 'webhook' },
          { author: world.bot, interaction, ...(isEphemeral ? { onlyFor: interaction.user } : {}) },
        ),
      );
      return interaction.original;
    }
    case callbackTypes.deferredMessage: {
      const asked = numberIn(data.flags) ?? 0;
      if ((asked & ~flags.ephemeral) !== 0) {
        refuseProblems([
          {
            path: 'data/flags',
            code: 'MESSAGE_FLAGS_NOT_ALLOWED',
            message: 'Only EPHEMERAL may be set here',
          },
        ]);
      }
      interaction.original = createLoading(world, interaction, (asked & flags.ephemeral) !== 0);
      return interaction.original;
    }
    case callbackTypes.deferredUpdate:
      interaction.original = interaction.source;
      return undefined;
    case callbackTypes.update: {
      const source = interaction.source;
      if (source === undefined || source.deleted) throw new Refusal('unknownMessage');
      insideData(() => editMessage(world, source, { body: data, files: request.files, defaults: 'webhook' }));
      interaction.original = source;
      return undefined;
    }
    case callbackTypes.choices:
      refuseProblems(prefixed(problemsOfChoices(data, focusedType(objectIn(interaction.payload.data)))));
      interaction.choices = objectsIn(data.choices).map(choiceOf);
      return undefined;
    default:
      refuseProblems(prefixed(problemsOfModal(data)));
      interaction.modal = { ...data, components: withIds(objectsIn(data.components)) };
      return undefined;
  }
}

/** In a callback the message lies under `data`, and so do the places of its mistakes. */
function insideData<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof Refusal && error.problems.length > 0)
      throw new Refusal('invalidForm', prefixed(error.problems));
    throw error;
  }
}

function prefixed<T extends { path: string }>(problems: readonly T[]): T[] {
  return problems.map((problem) => ({ ...problem, path: `data/${problem.path}` }));
}

function choiceOf(choice: JsonObject): Choice {
  const value = choice.value;
  return { name: textIn(choice.name) ?? '', value: typeof value === 'number' ? value : String(value) };
}

function focusedType(part: JsonObject): number | undefined {
  for (const option of objectsIn(part.options)) {
    const found = option.focused === true ? numberIn(option.type) : focusedType(option);
    if (found !== undefined) return found;
  }
  return undefined;
}

function callbackResponse(call: Call, interaction: InteractionRecord, type: number): JsonObject {
  const types = { command: 2, component: 3, autocomplete: 4, modal: 5 };
  const original = interaction.original;
  const about: JsonObject = { id: interaction.id, type: types[interaction.kind] };
  if (original !== undefined && type !== callbackTypes.modal) {
    about.response_message_id = original.id;
    about.response_message_loading = original.loading;
    about.response_message_ephemeral = original.onlyFor !== undefined;
  }
  const response: JsonObject = { interaction: about };
  if (original !== undefined && type !== callbackTypes.deferredUpdate) {
    response.resource = { type, message: messagePayload(call.world, original) };
  }
  return response;
}

function holder(call: Call): InteractionRecord {
  const { world } = call;
  const interaction = world.interactionsByToken.get(param(call, 'webhook_token'));
  if (interaction === undefined || param(call, 'webhook_id') !== world.applicationId)
    throw new Refusal('unknownWebhook');
  if (world.now() - interaction.createdAt > tokenMs) throw new Refusal('invalidWebhookToken');
  // Before the first response there is nothing to follow up, and after three seconds there never will be.
  if (interaction.callback === undefined) throw new Refusal('unknownWebhook');
  return interaction;
}

function messageOf(call: Call, interaction: InteractionRecord): Message {
  const id = param(call, 'message_id');
  const message =
    id === '@original'
      ? interaction.original
      : [interaction.original, ...interaction.followUps].find((candidate) => candidate?.id === id);
  if (message === undefined || message.deleted) throw new Refusal('unknownMessage');
  return message;
}

function followUp(call: Call): Reply {
  const { world, request } = call;
  const interaction = holder(call);
  const body = objectIn(request.body);
  const draft = { body, files: request.files, defaults: 'webhook' } as const;
  for (const key of ['username', 'avatar_url', 'thread_name']) {
    if (isGiven(body[key]))
      refuseProblems([{ path: key, code: 'BASE_TYPE_NOT_ALLOWED', message: `${key} is not supported here` }]);
  }
  const original = interaction.original;
  if (original?.loading === true) {
    // Documented for backwards compatibility: directly after a deferral this edits the loading message.
    editMessage(world, original, draft);
    interaction.changes += 1;
    return { status: 200, body: messagePayload(world, original) };
  }
  const isEphemeral = ((numberIn(body.flags) ?? 0) & flags.ephemeral) !== 0;
  const message = createMessage(world, interaction.channel, draft, {
    author: world.bot,
    interaction,
    ...(isEphemeral ? { onlyFor: interaction.user } : {}),
  });
  interaction.followUps.push(message);
  return { status: 200, body: messagePayload(world, message), created: message };
}

function edit(call: Call): Reply {
  const interaction = holder(call);
  const message = messageOf(call, interaction);
  editMessage(call.world, message, {
    body: objectIn(call.request.body),
    files: call.request.files,
    defaults: 'webhook',
  });
  if (message === interaction.original) interaction.changes += 1;
  return { status: 200, body: messagePayload(call.world, message) };
}

function remove(call: Call): Reply {
  const interaction = holder(call);
  const message = messageOf(call, interaction);
  deleteMessage(message);
  if (message === interaction.original) interaction.changes += 1;
  return noContent();
}

const webhook = '/webhooks/{webhook_id}/{webhook_token}';

export const interactionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/interactions/{interaction_id}/{interaction_token}/callback',
    open: true,
    exempt: true,
    run: callback,
  },
  { method: 'POST', path: webhook, open: true, exempt: true, run: followUp },
  ...['@original', '{message_id}'].flatMap((last): Route[] => {
    const path = `${webhook}/messages/${last}`;
    const fixed = (call: Call): Call =>
      last === '@original' ? { ...call, params: { ...call.params, message_id: last } } : call;
    return [
      {
        method: 'GET',
        path,
        open: true,
        exempt: true,
        run: (call) => ({
          status: 200,
          body: messagePayload(call.world, messageOf(fixed(call), holder(call))),
        }),
      },
      { method: 'PATCH', path, open: true, exempt: true, run: (call) => edit(fixed(call)) },
      { method: 'DELETE', path, open: true, exempt: true, run: (call) => remove(fixed(call)) },
    ];
  }),
];
