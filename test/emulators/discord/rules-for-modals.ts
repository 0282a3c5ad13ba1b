// What Discord refuses in a modal: one to five parts, each a Label with one thing in it.
import { isGiven, type JsonObject, listIn, numberIn, objectIn, objectsIn, textIn } from './json.ts';
import type { FormProblem } from './refusal.ts';
import {
  checkOptions,
  checkRange,
  checkSelect,
  componentTypes,
  Findings,
  isSelect,
} from './rules-for-components.ts';

/** The documented number; the published schema says 40, which modals do not take. */
const mostParts = 5;

export function problemsOfModal(modal: JsonObject): FormProblem[] {
  const findings = new Findings();
  findings.length(modal, 'title', '', 1, 45, true);
  findings.length(modal, 'custom_id', '', 1, 100, true);
  const parts = objectsIn(modal.components);
  if (parts.length < 1 || parts.length > mostParts) {
    findings.add('components', 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${mostParts} in length.`);
  }
  for (const [index, part] of parts.entries()) checkPart(part, `components/${index}`, findings);
  return findings.problems;
}

function checkPart(part: JsonObject, path: string, findings: Findings): void {
  findings.componentId(part, path);
  if (part.type === componentTypes.textDisplay) {
    findings.length(part, 'content', path, 1, 4000, true);
  } else if (part.type === componentTypes.label) {
    findings.length(part, 'label', path, 1, 45, true);
    findings.length(part, 'description', path, 1, 100, false);
    if (!isGiven(part.component)) findings.required(`${path}/component`);
    else checkField(objectIn(part.component), `${path}/component`, findings, true);
  } else if (part.type === componentTypes.actionRow) {
    const children = objectsIn(part.components);
    if (children.length !== 1)
      findings.add(`${path}/components`, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 1 in length.');
    for (const [index, child] of children.entries()) {
      const at = `${path}/components/${index}`;
      if (child.type !== componentTypes.textInput) {
        findings.add(`${at}/type`, 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (4,).');
      } else checkField(child, at, findings, false);
    }
  } else {
    findings.add(`${path}/type`, 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1, 10, 18).');
  }
}

function checkField(field: JsonObject, path: string, findings: Findings, inLabel: boolean): void {
  findings.componentId(field, path);
  const type = field.type;
  if (type === componentTypes.textInput) checkTextInput(field, path, findings, inLabel);
  else if (isSelect(type)) checkSelect(field, path, findings, true);
  else if (type === componentTypes.fileUpload) {
    findings.customId(field, path);
    checkRange(field, path, findings, 10, true);
    checkFileTypes(field, path, findings);
  } else if (type === componentTypes.radioGroup) {
    findings.customId(field, path);
    checkOptions(field, path, findings, { min: 0, max: 1, fewest: 2, most: 10 });
  } else if (type === componentTypes.checkboxGroup) {
    findings.customId(field, path);
    const [min, max] = checkRange(field, path, findings, 10, true);
    checkOptions(field, path, findings, { min, max, fewest: 1, most: 10 });
  } else if (type === componentTypes.checkbox) {
    findings.customId(field, path);
  } else {
    findings.add(
      `${path}/type`,
      'UNION_TYPE_CHOICES',
      'Value of field "type" must be one of (3, 4, 5, 6, 7, 8, 19, 21, 22, 23).',
    );
  }
  if (listIn(field.default_values).length > 25) {
    findings.add(`${path}/default_values`, 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
  }
}

function checkFileTypes(field: JsonObject, path: string, findings: Findings): void {
  const types = listIn(field.file_types);
  if (types.length > 10)
    findings.add(`${path}/file_types`, 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.');
  for (const [index, type] of types.entries()) {
    if (typeof type === 'string' && /^(?:image|video|audio|\.[\w.]+)$/.test(type)) continue;
    findings.add(`${path}/file_types/${index}`, 'BASE_TYPE_CHOICES', `"${String(type)}" is no type of file.`);
  }
}

function checkTextInput(field: JsonObject, path: string, findings: Findings, inLabel: boolean): void {
  findings.customId(field, path);
  if (field.style !== 1 && field.style !== 2) {
    findings.add(`${path}/style`, 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.');
  }
  // Inside a Label the words stand on the Label, and the deprecated label of the input would not be shown: stricter
  // than the documentation, which only discourages it. Alone in a row the input must say its label itself.
  if (inLabel && isGiven(field.label)) {
    findings.add(
      `${path}/label`,
      'TEXT_INPUT_LABEL_NOT_ALLOWED',
      'A text input in a Label cannot have a label of its own',
    );
  }
  if (!inLabel) findings.length(field, 'label', path, 1, 45, true);
  findings.length(field, 'placeholder', path, 0, 100, false);
  const min = numberIn(field.min_length) ?? 0;
  const max = numberIn(field.max_length) ?? 4000;
  if (min < 0 || min > 4000)
    findings.add(`${path}/min_length`, 'NUMBER_TYPE_MAX', 'int value should be between 0 and 4000.');
  if (max < 1 || max > 4000)
    findings.add(`${path}/max_length`, 'NUMBER_TYPE_MAX', 'int value should be between 1 and 4000.');
  if (min > max)
    findings.add(path, 'TEXT_INPUT_MIN_GREATER_THAN_MAX', 'min_length must not exceed max_length');
  const value = textIn(field.value);
  if (value !== undefined && value !== '') {
    const length = [...value].length;
    if (length < min || length > max) {
      findings.add(`${path}/value`, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
    }
  }
}
