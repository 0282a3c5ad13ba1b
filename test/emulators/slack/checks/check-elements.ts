// Checks what stands inside blocks: buttons, menus, inputs, options, confirmations.
import { type Fields, fieldsOf, listOf, stringOf } from '../json.ts';
import { BLOCKS, ELEMENTS } from '../limits.ts';
import {
  type CheckContext,
  checkCount,
  checkLength,
  checkText,
  checkUnique,
  report,
  sameOption,
} from './problem.ts';

function checkOption(context: CheckContext, at: string, value: unknown): void {
  const option = fieldsOf(value);
  checkText(context, `${at}/text`, option.text, ELEMENTS.optionText);
  checkLength(context, `${at}/value`, option.value, ELEMENTS.optionValue);
  checkText(context, `${at}/description`, option.description, ELEMENTS.optionDescription);
  checkLength(context, `${at}/url`, option.url, ELEMENTS.buttonUrl);
}

function checkOptionList(context: CheckContext, at: string, value: unknown, most: number, least = 1): void {
  const options = listOf(value);
  checkCount(context, at, options, most, least);
  options.forEach((option, index) => {
    checkOption(context, `${at}/${index}`, option);
  });
}

/** The options of a menu, given plainly or in groups; also what a bot answers to an options request. */
export function checkOptions(context: CheckContext, at: string, holder: Fields, least = 1): Fields[] {
  if (holder.options !== undefined && holder.option_groups !== undefined)
    report(context, 'structure', at, 'only one of options and option_groups is allowed');
  if (holder.options !== undefined) {
    checkOptionList(context, `${at}/options`, holder.options, ELEMENTS.options, least);
    return listOf(holder.options).map(fieldsOf);
  }
  const groups = listOf(holder.option_groups).map(fieldsOf);
  checkCount(context, `${at}/option_groups`, groups, ELEMENTS.optionGroups, least);
  groups.forEach((group, index) => {
    const place = `${at}/option_groups/${index}`;
    checkText(context, `${place}/label`, group.label, ELEMENTS.groupLabel);
    checkOptionList(context, `${place}/options`, group.options, ELEMENTS.options);
  });
  return groups.flatMap((group) => listOf(group.options).map(fieldsOf));
}

function checkInitial(context: CheckContext, at: string, element: Fields, options: readonly Fields[]): void {
  const initial = [element.initial_option, ...listOf(element.initial_options)].filter(
    (option) => option !== undefined,
  );
  for (const option of initial.map(fieldsOf)) {
    if (!options.some((known) => sameOption(known, option)))
      report(context, 'value', at, 'initial option must be one of the options');
  }
  if (element.initial_options !== undefined && listOf(element.initial_options).length === 0)
    report(context, 'count', `${at}/initial_options`, 'no less than 1 items allowed');
}

function checkConfirm(context: CheckContext, at: string, value: unknown): void {
  if (value === undefined) return;
  const confirm = fieldsOf(value);
  checkText(context, `${at}/title`, confirm.title, ELEMENTS.confirmTitle);
  checkText(context, `${at}/text`, confirm.text, ELEMENTS.confirmText);
  checkText(context, `${at}/confirm`, confirm.confirm, ELEMENTS.confirmButton);
  checkText(context, `${at}/deny`, confirm.deny, ELEMENTS.confirmButton);
}

function checkAddress(context: CheckContext, at: string, value: unknown, most: number): void {
  if (value === undefined) return;
  checkLength(context, at, value, most, 1);
  if (!URL.canParse(stringOf(value))) report(context, 'value', at, 'must be a valid URL');
}

/** An image element or image block: one source, a text instead of it. */
export function checkPicture(context: CheckContext, at: string, image: Fields): void {
  checkLength(context, `${at}/alt_text`, image.alt_text, BLOCKS.altText, 1);
  checkAddress(context, `${at}/image_url`, image.image_url, BLOCKS.imageUrl);
  checkText(context, `${at}/title`, image.title, BLOCKS.imageTitle);
  if (image.slack_file === undefined) return;
  const file = fieldsOf(image.slack_file);
  if (!context.isPicture(stringOf(file.id) || stringOf(file.url)))
    report(context, 'file', `${at}/slack_file`, 'invalid slack file');
}

function checkTextInput(context: CheckContext, at: string, element: Fields): void {
  const { min_length: least, max_length: most, initial_value: initial } = element;
  for (const [name, value] of Object.entries({ min_length: least, max_length: most })) {
    if (typeof value !== 'number') continue;
    const floor = name === 'min_length' ? 0 : 1;
    if (!Number.isInteger(value) || value < floor || value > ELEMENTS.plainTextInput)
      report(context, 'value', `${at}/${name}`, `must be between ${floor} and ${ELEMENTS.plainTextInput}`);
  }
  if (typeof least === 'number' && typeof most === 'number' && least > most)
    report(context, 'value', at, 'min_length must not be more than max_length');
  checkLength(
    context,
    `${at}/initial_value`,
    initial,
    typeof most === 'number' ? most : ELEMENTS.plainTextInput,
  );
}

function checkNumberInput(context: CheckContext, at: string, element: Fields): void {
  const number = (name: string) => {
    const value = element[name];
    if (value === undefined) return undefined;
    const pattern = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
    if (!pattern.test(stringOf(value)))
      report(context, 'value', `${at}/${name}`, 'must be a number, as a string');
    return Number(value);
  };
  const [least, most, initial] = [number('min_value'), number('max_value'), number('initial_value')];
  if (least !== undefined && most !== undefined && least > most)
    report(context, 'value', at, 'min_value must not be more than max_value');
  if (initial !== undefined && (initial < (least ?? initial) || initial > (most ?? initial)))
    report(context, 'value', `${at}/initial_value`, 'must lie between min_value and max_value');
}

function checkPattern(context: CheckContext, at: string, value: unknown, pattern: RegExp): void {
  if (value !== undefined && !pattern.test(String(value)))
    report(context, 'value', at, `must match ${pattern.source}`);
}

/** Checks one element; its `action_id` must be new among `actionIds`. */
export function checkElement(context: CheckContext, at: string, element: Fields, actionIds: Set<string>) {
  const type = stringOf(element.type);
  if (type === 'mrkdwn' || type === 'plain_text') {
    checkLength(context, `${at}/text`, element.text, ELEMENTS.textObject, 1);
    context.totals.text += stringOf(element.text).length;
    return;
  }
  if (type === 'image') return checkPicture(context, at, element);

  checkLength(context, `${at}/action_id`, element.action_id, BLOCKS.identifier, 1);
  checkUnique(context, `${at}/action_id`, 'action_id', element.action_id, actionIds);
  checkText(context, `${at}/placeholder`, element.placeholder, ELEMENTS.placeholder);
  checkConfirm(context, `${at}/confirm`, element.confirm);
  if (element.focus_on_load === true) {
    context.totals.focused += 1;
    if (context.totals.focused > 1)
      report(context, 'count', `${at}/focus_on_load`, 'only one element may be focused');
  }
  if (element.max_selected_items !== undefined && Number(element.max_selected_items) < 1)
    report(context, 'value', `${at}/max_selected_items`, 'must be more than 0');

  switch (type) {
    case 'button':
      checkText(context, `${at}/text`, element.text, ELEMENTS.buttonText);
      checkLength(context, `${at}/value`, element.value, ELEMENTS.buttonValue);
      checkAddress(context, `${at}/url`, element.url, ELEMENTS.buttonUrl);
      checkLength(
        context,
        `${at}/accessibility_label`,
        element.accessibility_label,
        ELEMENTS.accessibilityLabel,
      );
      break;
    case 'static_select':
    case 'multi_static_select':
      checkInitial(context, at, element, checkOptions(context, at, element));
      break;
    case 'external_select':
    case 'multi_external_select':
      for (const option of [element.initial_option, ...listOf(element.initial_options)])
        if (option !== undefined) checkOption(context, `${at}/initial_option`, option);
      break;
    case 'radio_buttons':
    case 'checkboxes':
      checkOptionList(context, `${at}/options`, element.options, ELEMENTS.choices);
      checkInitial(context, at, element, listOf(element.options).map(fieldsOf));
      break;
    case 'overflow':
      checkOptionList(context, `${at}/options`, element.options, ELEMENTS.overflowOptions);
      break;
    case 'plain_text_input':
      checkTextInput(context, at, element);
      break;
    case 'number_input':
      checkNumberInput(context, at, element);
      break;
    case 'datepicker':
      checkPattern(context, `${at}/initial_date`, element.initial_date, /^\d{4}-\d{2}-\d{2}$/);
      break;
    case 'timepicker':
      checkPattern(context, `${at}/initial_time`, element.initial_time, /^([01]\d|2[0-3]):[0-5]\d$/);
      break;
    case 'datetimepicker':
      checkPattern(context, `${at}/initial_date_time`, element.initial_date_time, /^\d{10}$/);
      break;
    case 'file_input':
      if (
        element.max_files !== undefined &&
        !(Number(element.max_files) >= 1 && Number(element.max_files) <= 10)
      )
        report(context, 'value', `${at}/max_files`, `must be between 1 and ${ELEMENTS.filesPerInput}`);
      break;
    default:
      break;
  }
}
