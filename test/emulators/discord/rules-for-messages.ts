// What Discord refuses in a message beyond (and beside) its published schema: text, embeds, rows, components.
import { isGiven, type JsonObject, listIn, numberIn, objectIn, objectsIn, textIn } from './json.ts';
import { problemsOfAllowedMentions } from './mentions.ts';
import type { FormProblem } from './refusal.ts';
import {
  checkButton,
  checkSelect,
  checkUrl,
  componentTypes,
  Findings,
  isSelect,
} from './rules-for-components.ts';
import { flags } from './state.ts';

export type MessageContext = {
  /** Flags that stand already, of the message that is edited. */
  readonly flags: number;
  /** Names of the files that come with this request or stay on the message. */
  readonly fileNames: readonly string[];
  /** Which flags may be set here at all. */
  readonly settableFlags: number;
};

const mostComponents = 40;
const mostComponentText = 4000;
const mostEmbedText = 6000;

export function problemsOfMessage(body: JsonObject, context: MessageContext): FormProblem[] {
  const findings = new Findings();
  const asked = numberIn(body.flags) ?? 0;
  const isV2 = ((asked | context.flags) & flags.componentsV2) !== 0;
  if ((asked & ~context.settableFlags) !== 0) {
    findings.add(
      'flags',
      'MESSAGE_FLAGS_NOT_ALLOWED',
      `Flags ${asked & ~context.settableFlags} cannot be set here`,
    );
  }
  findings.length(body, 'content', '', 0, 2000, false);
  checkNonce(body, findings);
  checkAttachments(body, findings);
  findings.problems.push(...problemsOfAllowedMentions(body.allowed_mentions));
  if (isV2) checkVersionTwo(body, context, findings);
  else {
    checkEmbeds(body, findings);
    checkRows(body, findings);
  }
  return findings.problems;
}

function checkNonce(body: JsonObject, findings: Findings): void {
  if (!isGiven(body.nonce)) return;
  if (typeof body.nonce !== 'string' && typeof body.nonce !== 'number') {
    findings.add('nonce', 'BASE_TYPE_BAD_TYPE', 'Could not interpret value as string.');
  } else if (String(body.nonce).length > 25) {
    findings.add('nonce', 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
  }
}

function checkAttachments(body: JsonObject, findings: Findings): void {
  const attachments = objectsIn(body.attachments);
  if (attachments.length > 10)
    findings.add('attachments', 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.');
  for (const [index, attachment] of attachments.entries()) {
    findings.length(attachment, 'description', `attachments/${index}`, 0, 1024, false);
    if (!isGiven(attachment.id)) findings.required(`attachments/${index}/id`);
  }
}

function checkEmbeds(body: JsonObject, findings: Findings): void {
  const embeds = objectsIn(body.embeds);
  if (embeds.length > 10) findings.add('embeds', 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.');
  let total = 0;
  const measured = (part: JsonObject, key: string) => {
    total += [...(textIn(part[key]) ?? '')].length;
  };
  for (const [index, embed] of embeds.entries()) {
    const path = `embeds/${index}`;
    const footer = objectIn(embed.footer);
    const author = objectIn(embed.author);
    findings.length(embed, 'title', path, 0, 256, false);
    findings.length(embed, 'description', path, 0, 4096, false);
    findings.length(footer, 'text', `${path}/footer`, 0, 2048, isGiven(embed.footer));
    findings.length(author, 'name', `${path}/author`, 0, 256, isGiven(embed.author));
    for (const key of ['image', 'thumbnail']) {
      if (isGiven(embed[key]))
        checkUrl(objectIn(embed[key]), 'url', `${path}/${key}`, findings, 2048, mediaSchemes);
    }
    if (isGiven(embed.url)) checkUrl(embed, 'url', path, findings, 2048, ['http:', 'https:']);
    const fields = objectsIn(embed.fields);
    if (fields.length > 25)
      findings.add(`${path}/fields`, 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
    for (const [place, field] of fields.entries()) {
      findings.length(field, 'name', `${path}/fields/${place}`, 1, 256, true);
      findings.length(field, 'value', `${path}/fields/${place}`, 1, 1024, true);
      measured(field, 'name');
      measured(field, 'value');
    }
    measured(embed, 'title');
    measured(embed, 'description');
    measured(footer, 'text');
    measured(author, 'name');
    if (
      !['title', 'description', 'fields', 'image', 'thumbnail', 'author', 'footer', 'url', 'video'].some(
        (key) => isGiven(embed[key]),
      )
    ) {
      findings.add(`${path}/description`, 'BASE_TYPE_REQUIRED', 'This field is required');
    }
  }
  if (total > mostEmbedText) {
    findings.add('embeds', 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${mostEmbedText}`);
  }
}

const mediaSchemes = ['http:', 'https:', 'attachment:'];

function checkRows(body: JsonObject, findings: Findings): void {
  const rows = objectsIn(body.components);
  if (rows.length > 5)
    findings.add('components', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  for (const [index, row] of rows.entries()) {
    const path = `components/${index}`;
    findings.componentId(row, path);
    if (row.type === componentTypes.actionRow) checkRow(row, path, findings);
    else findings.add(`${path}/type`, 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).');
  }
}

function checkRow(row: JsonObject, path: string, findings: Findings): void {
  const children = objectsIn(row.components);
  if (children.length < 1 || children.length > 5) {
    findings.add(`${path}/components`, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  }
  const selects = children.filter((child) => isSelect(child.type)).length;
  if (selects > 0 && children.length > 1) {
    findings.add(
      path,
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'The specified component exceeds the maximum width',
    );
  }
  for (const [index, child] of children.entries()) {
    const at = `${path}/components/${index}`;
    findings.componentId(child, at);
    if (child.type === componentTypes.button) checkButton(child, at, findings);
    else if (isSelect(child.type)) checkSelect(child, at, findings, false);
    else
      findings.add(
        `${at}/type`,
        'UNION_TYPE_CHOICES',
        'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).',
      );
  }
}

function checkVersionTwo(body: JsonObject, context: MessageContext, findings: Findings): void {
  for (const key of ['content', 'embeds', 'sticker_ids', 'poll']) {
    const value = body[key];
    if (isGiven(value) && value !== '' && !(Array.isArray(value) && value.length === 0)) {
      findings.add(
        key,
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      );
    }
  }
  const seen = { count: 0, text: 0 };
  const top = objectsIn(body.components);
  for (const [index, component] of top.entries())
    checkLayout(component, `components/${index}`, context, findings, seen, true);
  if (seen.count > mostComponents) {
    findings.add(
      'components',
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `Total number of components cannot exceed ${mostComponents}`,
    );
  }
  if (seen.text > mostComponentText) {
    findings.add(
      'components',
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `Displayable text size exceeds maximum size of ${mostComponentText}`,
    );
  }
}

function checkLayout(
  component: JsonObject,
  path: string,
  context: MessageContext,
  findings: Findings,
  seen: { count: number; text: number },
  isTop: boolean,
): void {
  seen.count += 1;
  findings.componentId(component, path);
  const inside = objectsIn(component.components);
  const visit = (key: 'components') => {
    for (const [index, child] of inside.entries())
      checkLayout(child, `${path}/${key}/${index}`, context, findings, seen, false);
  };
  switch (component.type) {
    case componentTypes.actionRow:
      seen.count += inside.length;
      checkRow(component, path, findings);
      break;
    case componentTypes.textDisplay:
      seen.text += [...(textIn(component.content) ?? '')].length;
      findings.length(component, 'content', path, 1, 4000, true);
      break;
    case componentTypes.section: {
      if (inside.length < 1 || inside.length > 3) {
        findings.add(`${path}/components`, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 3 in length.');
      }
      visit('components');
      seen.count += 1;
      const accessory = objectIn(component.accessory);
      if (accessory.type === componentTypes.button) checkButton(accessory, `${path}/accessory`, findings);
      else if (accessory.type === componentTypes.thumbnail)
        checkMedia(accessory, 'media', `${path}/accessory`, context, findings);
      else findings.required(`${path}/accessory`);
      break;
    }
    case componentTypes.mediaGallery: {
      const items = objectsIn(component.items);
      if (items.length < 1 || items.length > 10) {
        findings.add(`${path}/items`, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 10 in length.');
      }
      for (const [index, item] of items.entries())
        checkMedia(item, 'media', `${path}/items/${index}`, context, findings);
      break;
    }
    case componentTypes.file:
      checkMedia(component, 'file', path, context, findings);
      break;
    case componentTypes.separator:
      break;
    case componentTypes.container:
      if (!isTop)
        findings.add(
          `${path}/type`,
          'UNION_TYPE_CHOICES',
          'A container cannot be placed in another component',
        );
      if (listIn(component.components).length === 0) findings.required(`${path}/components`);
      visit('components');
      break;
    default:
      findings.add(
        `${path}/type`,
        'UNION_TYPE_CHOICES',
        'Value of field "type" must be one of (1, 9, 10, 12, 13, 14, 17).',
      );
  }
}

function checkMedia(
  part: JsonObject,
  key: string,
  path: string,
  context: MessageContext,
  findings: Findings,
): void {
  const media = objectIn(part[key]);
  findings.length(part, 'description', path, 0, 1024, false);
  checkUrl(media, 'url', `${path}/${key}`, findings, 2048, key === 'file' ? ['attachment:'] : mediaSchemes);
  const name = /^attachment:\/\/(.+)$/.exec(textIn(media.url) ?? '')?.[1];
  if (name !== undefined && !context.fileNames.includes(name)) {
    findings.add(
      `${path}/${key}/url`,
      'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      `The referenced attachment ${name} was not found`,
    );
  }
}
