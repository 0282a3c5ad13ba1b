// What Slack takes at most, each limit with where it is written down.

const blockKit = 'https://docs.slack.dev/reference/block-kit';
const postMessage = 'https://docs.slack.dev/reference/methods/chat.postMessage';
const interaction = 'https://docs.slack.dev/interactivity/handling-user-interaction';

interface Limit {
  readonly most: number;
  readonly source: string;
}

/** Every limit that Attaché keeps to; lengths are counted as JavaScript counts them (UTF-16 units). */
export const limits = {
  blocksPerMessage: { most: 50, source: `${blockKit}/blocks` },
  blocksPerHome: { most: 100, source: `${blockKit}/blocks` },
  /** Over the whole view, as it is sent. */
  viewBytes: { most: 250_000, source: 'https://docs.slack.dev/reference/methods/views.publish#errors' },
  blocksPerModal: { most: 100, source: `${blockKit}/blocks` },
  headerText: { most: 150, source: `${blockKit}/blocks/header-block` },
  sectionText: { most: 3000, source: `${blockKit}/blocks/section-block` },
  contextElements: { most: 10, source: `${blockKit}/blocks/context-block` },
  actionsElements: { most: 25, source: `${blockKit}/blocks/actions-block` },
  blockId: { most: 255, source: `${blockKit}/blocks` },
  actionId: { most: 255, source: `${blockKit}/block-elements/button-element` },
  imageAlt: { most: 2000, source: `${blockKit}/blocks/image-block` },
  inputLabel: { most: 2000, source: `${blockKit}/blocks/input-block` },
  buttonText: { most: 75, source: `${blockKit}/block-elements/button-element` },
  buttonValue: { most: 2000, source: `${blockKit}/block-elements/button-element` },
  selectOptions: { most: 100, source: `${blockKit}/block-elements/select-menu-element` },
  radioOptions: { most: 10, source: `${blockKit}/block-elements/radio-button-group-element` },
  placeholder: { most: 150, source: `${blockKit}/block-elements/select-menu-element` },
  optionText: { most: 75, source: `${blockKit}/composition-objects/option-object` },
  /** The page later said 150; the published types (@slack/types 3) still say 75. */
  optionValue: { most: 75, source: '@slack/types, OptionDescriptor.value' },
  inputText: { most: 3000, source: `${blockKit}/block-elements/plain-text-input-element` },
  modalTitle: { most: 24, source: 'https://docs.slack.dev/reference/views/modal-views' },
  modalSubmit: { most: 24, source: 'https://docs.slack.dev/reference/views/modal-views' },
  privateMetadata: { most: 3000, source: 'https://docs.slack.dev/reference/views/modal-views' },
  /** Longer text is cut by Slack at 40,000; 4,000 is what the page asks for. */
  messageText: { most: 4000, source: postMessage },
  /** No length of rich text is published; a section's is taken for one block. */
  richText: { most: 3000, source: `${blockKit}/blocks/rich-text-block, by analogy with section-block` },
  /** Slack refuses somewhere above 13,200 over all blocks; the page does not say so. */
  messageCharacters: { most: 12_000, source: 'https://github.com/slackapi/bolt-js/issues/2509' },
  responseUrlUses: { most: 5, source: interaction },
  responseUrlMinutes: { most: 30, source: interaction },
  /** Seconds until a person is told that the app did not respond. */
  acknowledgeSeconds: { most: 3, source: interaction },
  /** Seconds that a trigger_id lives, Slack's own way here included. */
  triggerSeconds: { most: 3, source: 'https://docs.slack.dev/surfaces/modals' },
  requestAgeSeconds: {
    most: 300,
    source: 'https://docs.slack.dev/authentication/verifying-requests-from-slack',
  },
  commandsPerApp: { most: 50, source: 'https://docs.slack.dev/reference/app-manifest, slash_commands' },
  commandName: { most: 32, source: 'https://docs.slack.dev/reference/app-manifest, slash_commands.command' },
  commandDescription: {
    most: 2000,
    source: 'https://docs.slack.dev/reference/app-manifest, slash_commands.description',
  },
  commandHint: {
    most: 1000,
    source: 'https://docs.slack.dev/reference/app-manifest, slash_commands.usage_hint',
  },
  appName: { most: 35, source: 'https://docs.slack.dev/reference/app-manifest, display_information.name' },
  appDescription: {
    most: 140,
    source: 'https://docs.slack.dev/reference/app-manifest, display_information.description',
  },
  appLongDescription: {
    most: 4000,
    source: 'https://docs.slack.dev/reference/app-manifest, display_information.long_description',
  },
  historyPage: { most: 100, source: 'https://docs.slack.dev/reference/methods/conversations.history' },
} as const satisfies Record<string, Limit>;

/** Our own: no request of Slack's comes near it, and a larger one costs time before it can be judged. */
export const requestBytes = 256 * 1024;
/** Our own: an unsigned `ssl_check` holds a token and a few words. */
export const sslCheckBytes = 1024;

/** Fails loudly where something is longer than Slack takes: nothing is ever cut off silently. */
export function within<T extends { readonly length: number }>(what: T, limit: Limit, name: string): T {
  if (what.length <= limit.most) return what;
  throw new RangeError(
    `${name} has ${what.length}, but Slack takes at most ${limit.most} (${limit.source}).`,
  );
}
