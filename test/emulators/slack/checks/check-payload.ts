// Checks a whole message or view as a client sends it.
import { type Fields, fieldsOf, isFields, listOf, stringOf } from '../json.ts';
import { BLOCKS, MESSAGES, VIEWS } from '../limits.ts';
import { checkBlocks } from './check-blocks.ts';
import { checkOptions } from './check-elements.ts';
import { checkLength, checkText, newContext, type Problem, report } from './problem.ts';
import type { StructureCheck } from './schema.ts';

type IsPicture = (idOrUrl: string) => boolean;
const anyPicture: IsPicture = () => true;

/** What is wrong with a modal or home view. Without `isPicture`, every `slack_file` is believed. */
export function problemsOfView(
  structure: StructureCheck,
  view: unknown,
  isPicture: IsPicture = anyPicture,
): readonly Problem[] {
  if (!isFields(view)) return [{ rule: 'structure', at: '', message: 'must be an object' }];
  const broken = structure.view(view);
  if (broken.length > 0) return broken;
  const context = newContext(view.type === 'home' ? 'home' : 'modal', isPicture);
  const blocks = listOf(view.blocks);
  if (!Array.isArray(view.blocks)) report(context, 'structure', '/blocks', 'must be an array');
  for (const name of ['title', 'submit', 'close']) checkText(context, `/${name}`, view[name], VIEWS.title);
  for (const name of ['callback_id', 'external_id'])
    checkLength(context, `/${name}`, view[name], BLOCKS.identifier);
  checkLength(context, '/private_metadata', view.private_metadata, VIEWS.privateMetadata);
  const asks = blocks.some((block) => fieldsOf(block).type === 'input');
  if (view.type === 'modal' && asks && view.submit === undefined)
    report(context, 'structure', '/submit', 'missing required field: submit (there are input blocks)');
  return checkBlocks(context, structure, blocks);
}

/** Whether a view is over the 250 kB that views may weigh. */
export function viewIsTooLarge(view: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(view) ?? '') > VIEWS.bytes;
}

export interface MessageVerdict {
  readonly problems: readonly Problem[];
  /** Blocks that are each within bounds can still be too much together. */
  readonly tooLong: boolean;
}

/** What is wrong with the blocks, attachments and metadata of a message. */
export function problemsOfMessage(
  structure: StructureCheck,
  message: Fields,
  isPicture: IsPicture = anyPicture,
): MessageVerdict {
  const context = newContext('message', isPicture);
  checkBlocks(context, structure, listOf(message.blocks));
  listOf(message.attachments).forEach((attachment, index) => {
    const inner = newContext('message', isPicture);
    checkBlocks(inner, structure, listOf(fieldsOf(attachment).blocks));
    for (const problem of inner.problems)
      context.problems.push({ ...problem, at: `/attachments/${index}${problem.at}` });
  });
  return { problems: context.problems, tooLong: context.totals.text > MESSAGES.blocksTogether };
}

/** What is wrong with the answer to an options request. */
export function problemsOfOptions(answer: unknown): readonly Problem[] {
  const context = newContext('modal', anyPicture);
  const holder = fieldsOf(answer);
  if (holder.options === undefined && holder.option_groups === undefined)
    report(context, 'structure', '', 'missing required field: options or option_groups');
  else {
    for (const option of checkOptions(context, '', holder, 0)) {
      if (!stringOf(fieldsOf(option.text).text) || typeof option.value !== 'string')
        report(context, 'structure', '/options', 'an option needs text and value');
      if (fieldsOf(option.text).type !== 'plain_text')
        report(context, 'structure', '/options', 'an option needs plain_text');
    }
  }
  return context.problems;
}

/** As Slack words it in `response_metadata.messages`. */
export function worded(problem: Problem): string {
  return `${problem.message} [json-pointer:${problem.at}]`;
}
