// Keeps views: their stacks, their hashes, what stands in their inputs, and how they look to people and in payloads.
import { buttonsOf, elementsOf, readContent } from './active-mentions.ts';
import { withGeneratedIds } from './content.ts';
import { type Fields, fieldsOf, isFields, listOf, stringOf } from './json.ts';
import type { OpenView, ViewRecord } from './model.ts';
import { nextId, nextNumber, type World } from './world.ts';

/** Types whose content stands in `view.state.values`, with the name of the member that holds it. */
const stateful: Readonly<Record<string, { member: string; empty: unknown; initial: string }>> = {
  plain_text_input: { member: 'value', empty: null, initial: 'initial_value' },
  email_text_input: { member: 'value', empty: null, initial: 'initial_value' },
  url_text_input: { member: 'value', empty: null, initial: 'initial_value' },
  number_input: { member: 'value', empty: null, initial: 'initial_value' },
  rich_text_input: { member: 'rich_text_value', empty: null, initial: 'initial_value' },
  static_select: { member: 'selected_option', empty: null, initial: 'initial_option' },
  external_select: { member: 'selected_option', empty: null, initial: 'initial_option' },
  radio_buttons: { member: 'selected_option', empty: null, initial: 'initial_option' },
  multi_static_select: { member: 'selected_options', empty: [], initial: 'initial_options' },
  multi_external_select: { member: 'selected_options', empty: [], initial: 'initial_options' },
  checkboxes: { member: 'selected_options', empty: [], initial: 'initial_options' },
  users_select: { member: 'selected_user', empty: null, initial: 'initial_user' },
  multi_users_select: { member: 'selected_users', empty: [], initial: 'initial_users' },
  channels_select: { member: 'selected_channel', empty: null, initial: 'initial_channel' },
  multi_channels_select: { member: 'selected_channels', empty: [], initial: 'initial_channels' },
  conversations_select: { member: 'selected_conversation', empty: null, initial: 'initial_conversation' },
  multi_conversations_select: {
    member: 'selected_conversations',
    empty: [],
    initial: 'initial_conversations',
  },
  datepicker: { member: 'selected_date', empty: null, initial: 'initial_date' },
  timepicker: { member: 'selected_time', empty: null, initial: 'initial_time' },
  datetimepicker: { member: 'selected_date_time', empty: null, initial: 'initial_date_time' },
  file_input: { member: 'files', empty: [], initial: '' },
};

/** The member of the state that an element of this type fills, or undefined for a button. */
export function stateMember(type: string): string | undefined {
  return stateful[type]?.member;
}

function stateOf(element: Fields): Fields | undefined {
  const type = stringOf(element.type);
  const shape = stateful[type];
  return shape ? { type, [shape.member]: element[shape.initial] ?? shape.empty } : undefined;
}

/** What stands in the inputs of these blocks; what was already entered under the same ids stays. */
export function initialValues(
  blocks: readonly unknown[],
  before: ReadonlyMap<string, ReadonlyMap<string, Fields>> = new Map(),
): Map<string, Map<string, Fields>> {
  const values = new Map<string, Map<string, Fields>>();
  for (const { block, element } of elementsOf(blocks)) {
    const fresh = stateOf(element);
    if (!fresh) continue;
    const blockId = stringOf(block.block_id);
    const actionId = stringOf(element.action_id);
    const kept = before.get(blockId)?.get(actionId);
    const inBlock = values.get(blockId) ?? new Map<string, Fields>();
    inBlock.set(actionId, kept && kept.type === fresh.type ? kept : fresh);
    values.set(blockId, inBlock);
  }
  return values;
}

export function valuesJson(values: ReadonlyMap<string, ReadonlyMap<string, Fields>>) {
  return Object.fromEntries([...values].map(([blockId, inBlock]) => [blockId, Object.fromEntries(inBlock)]));
}

export function blocksOf(view: ViewRecord): readonly Fields[] {
  return listOf(view.definition.blocks).filter(isFields);
}

function newHash(world: World): string {
  return `${Math.floor(world.now() / 1000)}.${nextNumber(world).toString(36).padStart(8, '0')}`;
}

function identified(world: World, definition: Fields): Fields {
  return { ...definition, blocks: withGeneratedIds(world, listOf(definition.blocks).filter(isFields)) };
}

export function createView(
  world: World,
  workspaceId: string,
  userId: string,
  definition: Fields,
  previous?: ViewRecord,
): ViewRecord {
  const id = nextId(world, 'V');
  const complete = identified(world, definition);
  const view: ViewRecord = {
    id,
    workspaceId,
    userId,
    type: definition.type === 'home' ? 'home' : 'modal',
    rootId: previous?.rootId ?? id,
    previousId: previous?.id,
    definition: complete,
    hash: newHash(world),
    values: initialValues(listOf(complete.blocks)),
    open: true,
  };
  world.views.set(id, view);
  return view;
}

export function replaceDefinition(world: World, view: ViewRecord, definition: Fields): void {
  view.definition = identified(world, definition);
  view.values = initialValues(blocksOf(view), view.values);
  view.hash = newHash(world);
}

/** The open modals of somebody, the bottom one first. */
export function stackOf(world: World, userId: string): ViewRecord[] {
  return [...world.views.values()].filter(
    (view) => view.userId === userId && view.type === 'modal' && view.open,
  );
}

export function closeStack(world: World, userId: string): void {
  for (const view of stackOf(world, userId)) view.open = false;
}

export function homeOf(world: World, userId: string): ViewRecord | undefined {
  return [...world.views.values()].findLast((view) => view.userId === userId && view.type === 'home');
}

/** The view as the Web API and the payloads show it. */
export function viewJson(world: World, view: ViewRecord): Fields {
  const workspace = world.workspaces.get(view.workspaceId);
  const { definition } = view;
  return {
    id: view.id,
    team_id: view.workspaceId,
    type: view.type,
    blocks: definition.blocks,
    private_metadata: definition.private_metadata ?? '',
    callback_id: definition.callback_id ?? '',
    external_id: definition.external_id ?? '',
    state: { values: valuesJson(view.values) },
    hash: view.hash,
    title: definition.title ?? null,
    submit: definition.submit ?? null,
    close: definition.close ?? null,
    clear_on_close: definition.clear_on_close ?? false,
    notify_on_close: definition.notify_on_close ?? false,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: world.app.appId,
    app_installed_team_id: view.workspaceId,
    bot_id: workspace?.botId,
  };
}

/** A copy of the view for somebody who looks at it now. */
export function seenView(view: ViewRecord): OpenView {
  const { definition } = view;
  const blocks = structuredClone([...blocksOf(view)]);
  const { mentions, visibleText } = readContent({ blocks });
  return {
    kind: 'view',
    id: view.id,
    workspaceId: view.workspaceId,
    userId: view.userId,
    type: view.type,
    title: stringOf(fieldsOf(definition.title).text),
    submitLabel: definition.submit ? stringOf(fieldsOf(definition.submit).text) : undefined,
    callbackId: stringOf(definition.callback_id),
    privateMetadata: stringOf(definition.private_metadata),
    blocks,
    hash: view.hash,
    values: structuredClone(valuesJson(view.values)),
    mentions,
    visibleText,
    buttons: buttonsOf(blocks),
  };
}
