// Checks a list of blocks against Slack's documented limits, after their structure has been found right.
import { type Fields, fieldsOf, listOf, stringOf } from '../json.ts';
import { BLOCKS } from '../limits.ts';
import { checkElement, checkPicture } from './check-elements.ts';
import {
  type CheckContext,
  checkCount,
  checkLength,
  checkText,
  checkUnique,
  type Problem,
  report,
} from './problem.ts';
import type { StructureCheck } from './schema.ts';

const person = /^[UW][A-Z0-9]{6,}$/;
const conversation = /^[CGD][A-Z0-9]{6,}$/;

function checkRichText(context: CheckContext, at: string, element: Fields): void {
  const inner = element.elements;
  switch (element.type) {
    case 'text':
      checkLength(context, `${at}/text`, element.text, Number.MAX_SAFE_INTEGER, 1);
      context.totals.text += stringOf(element.text).length;
      break;
    case 'link':
      if (!URL.canParse(stringOf(element.url))) report(context, 'value', `${at}/url`, 'must be a valid URL');
      break;
    case 'user':
      if (!person.test(stringOf(element.user_id)))
        report(context, 'value', `${at}/user_id`, 'must be a user id');
      break;
    case 'channel':
      if (!conversation.test(stringOf(element.channel_id)))
        report(context, 'value', `${at}/channel_id`, 'must be a channel id');
      break;
    case 'date':
      if (!Number.isInteger(element.timestamp))
        report(context, 'value', `${at}/timestamp`, 'must be whole seconds');
      if (!/\{\w+\}/.test(stringOf(element.format)))
        report(context, 'value', `${at}/format`, 'must hold a date token');
      break;
    case 'rich_text':
    case 'rich_text_list':
      checkCount(context, `${at}/elements`, listOf(inner), Number.MAX_SAFE_INTEGER);
      break;
    default:
      break;
  }
  const indent = element.indent;
  if (typeof indent === 'number' && (indent < 0 || indent > BLOCKS.richTextIndent))
    report(context, 'value', `${at}/indent`, `must be between 0 and ${BLOCKS.richTextIndent}`);
  listOf(inner).forEach((child, index) => {
    checkRichText(context, `${at}/elements/${index}`, fieldsOf(child));
  });
}

function checkTable(context: CheckContext, at: string, table: Fields): void {
  const rows = listOf(table.rows);
  let characters = 0;
  checkCount(context, `${at}/rows`, rows, BLOCKS.tableRows);
  if (context.surface !== 'message') report(context, 'surface', at, 'unsupported type: table');
  context.totals.tables += 1;
  if (context.totals.tables > 1) report(context, 'count', at, 'only_one_table_allowed');
  rows.forEach((row, index) => {
    checkCount(context, `${at}/rows/${index}`, listOf(row), BLOCKS.tableColumns);
    listOf(row).forEach((cell, column) => {
      const before = context.totals.text;
      const place = `${at}/rows/${index}/${column}`;
      if (fieldsOf(cell).type === 'raw_text') checkText(context, place, cell, Number.MAX_SAFE_INTEGER);
      else checkRichText(context, place, fieldsOf(cell));
      characters += context.totals.text - before;
    });
  });
  if (characters > BLOCKS.tableCharacters)
    report(context, 'length', at, `must be less than ${BLOCKS.tableCharacters + 1} characters`);
}

function checkInput(context: CheckContext, at: string, block: Fields, actionIds: Set<string>): void {
  const element = fieldsOf(block.element);
  if (context.surface === 'message') report(context, 'surface', at, 'unsupported type: input');
  if (element.type === 'file_input' && context.surface !== 'modal')
    report(context, 'surface', `${at}/element`, 'unsupported type: file_input');
  checkText(context, `${at}/label`, block.label, BLOCKS.label);
  checkText(context, `${at}/hint`, block.hint, BLOCKS.hint);
  checkElement(context, `${at}/element`, element, actionIds);
}

function checkBlock(context: CheckContext, at: string, block: Fields): void {
  checkLength(context, `${at}/block_id`, block.block_id, BLOCKS.identifier, 1);
  checkUnique(context, `${at}/block_id`, 'block_id', block.block_id, context.blockIds);
  // Slack asks for unique action ids inside a block; in a view a clash would also mix up its state.
  const actionIds = context.surface === 'message' ? new Set<string>() : context.actionIds;
  const elements = listOf(block.elements).map(fieldsOf);

  switch (block.type) {
    case 'section': {
      const fields = listOf(block.fields);
      if (block.text === undefined && block.fields === undefined)
        report(context, 'structure', at, 'missing required field: text or fields');
      checkText(context, `${at}/text`, block.text, BLOCKS.sectionText);
      if (block.fields !== undefined) checkCount(context, `${at}/fields`, fields, BLOCKS.sectionFields);
      fields.forEach((field, index) => {
        checkText(context, `${at}/fields/${index}`, field, BLOCKS.sectionField);
      });
      if (block.accessory) checkElement(context, `${at}/accessory`, fieldsOf(block.accessory), actionIds);
      break;
    }
    case 'header':
      checkText(context, `${at}/text`, block.text, BLOCKS.header);
      break;
    case 'context':
    case 'actions': {
      const most = block.type === 'context' ? BLOCKS.contextElements : BLOCKS.actionsElements;
      checkCount(context, `${at}/elements`, elements, most);
      elements.forEach((element, index) => {
        checkElement(context, `${at}/elements/${index}`, element, actionIds);
      });
      break;
    }
    case 'input':
      checkInput(context, at, block, actionIds);
      break;
    case 'image':
      checkPicture(context, at, block);
      break;
    case 'rich_text':
      checkRichText(context, at, block);
      break;
    case 'table':
      checkTable(context, at, block);
      break;
    case 'markdown':
      context.totals.markdown += stringOf(block.text).length;
      checkLength(context, `${at}/text`, block.text, BLOCKS.markdownPerPayload, 1);
      if (context.surface !== 'message') report(context, 'surface', at, 'unsupported type: markdown');
      break;
    default:
      break;
  }
}

/** All that is wrong with these blocks, with JSON pointers from the payload's root. */
export function checkBlocks(
  context: CheckContext,
  structure: StructureCheck,
  blocks: readonly unknown[],
): readonly Problem[] {
  const most = context.surface === 'message' ? BLOCKS.perMessage : BLOCKS.perView;
  checkCount(context, '/blocks', blocks, most, 0);
  blocks.forEach((block, index) => {
    const at = `/blocks/${index}`;
    const broken = structure.block(block, at);
    context.problems.push(...broken);
    if (broken.length === 0) checkBlock(context, at, fieldsOf(block));
  });
  if (context.totals.markdown > BLOCKS.markdownPerPayload)
    report(context, 'length', '/blocks', `markdown together over ${BLOCKS.markdownPerPayload} characters`);
  return context.problems;
}
