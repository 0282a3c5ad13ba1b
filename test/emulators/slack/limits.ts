// Slack's documented limits, as the fake enforces them; each with the page it stands on.

/** docs.slack.dev/reference/block-kit/blocks and the JSDoc of @slack/types. Lengths in characters. */
export const BLOCKS = {
  perMessage: 50,
  perView: 100,
  identifier: 255,
  sectionText: 3000,
  sectionFields: 10,
  sectionField: 2000,
  header: 150,
  contextElements: 10,
  actionsElements: 25,
  label: 2000,
  hint: 2000,
  altText: 2000,
  imageUrl: 3000,
  imageTitle: 2000,
  markdownPerPayload: 12_000,
  tableRows: 100,
  tableColumns: 20,
  tableCharacters: 10_000,
  richTextIndent: 8,
} as const;

/** docs.slack.dev/reference/block-kit/block-elements and …/composition-objects. */
export const ELEMENTS = {
  textObject: 3000,
  buttonText: 75,
  buttonValue: 2000,
  buttonUrl: 3000,
  accessibilityLabel: 75,
  placeholder: 150,
  options: 100,
  optionGroups: 100,
  optionText: 75,
  optionValue: 75,
  optionDescription: 75,
  groupLabel: 75,
  choices: 10,
  overflowOptions: 5,
  plainTextInput: 3000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  filesPerInput: 10,
} as const;

/** docs.slack.dev/reference/views and the pages of views.open, views.push. */
export const VIEWS = {
  title: 24,
  privateMetadata: 3000,
  bytes: 250 * 1024,
  stack: 3,
} as const;

/** Pages of chat.postMessage and chat.update; the sum over blocks is from slackapi/bolt-js issue 2509. */
export const MESSAGES = {
  truncatedAt: 40_000,
  updateText: 4000,
  blocksTogether: 13_000,
  attachments: 100,
} as const;

/** docs.slack.dev/interactivity/handling-user-interaction. */
export const INTERACTIONS = {
  acknowledgeMs: 3000,
  triggerMs: 3000,
  responseUrlUses: 5,
  responseUrlMs: 30 * 60 * 1000,
} as const;

/** docs.slack.dev/apis/events-api/using-socket-mode. */
export const SOCKET_MODE = { connections: 10 } as const;

/** docs.slack.dev/apis/web-api/rate-limits: calls a minute, per method, workspace and app. */
export const TIERS = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;

/** One a second and channel; for a workspace "several hundred" a minute (525 is what a vendor publishes). */
export const POSTING = { perChannelMs: 1000, perWorkspaceMinute: 525 } as const;
