// The practice room's dialog as a test reads and fills it: by label or by the field's name.
import type { Said, SeenField, SeenForm } from './person.ts';
import { all, byClass, byId, byTag, type Element, textIn, wordsOf } from './read-html.ts';

interface Offered {
  readonly value: string;
  readonly label: string;
  readonly chosen: boolean;
}

/** One question of the dialog with everything that answers it. */
export interface Question {
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly problem: string | undefined;
  readonly required: boolean;
  readonly controls: readonly Element[];
  readonly radios: readonly Offered[];
}

export function controlsOf(form: Element): Question[] {
  return byClass(form, 'field').map((field) => {
    const controls = all(
      field,
      (one) =>
        ['input', 'select', 'textarea'].includes(one.tag) && (one.attributes.name ?? '').startsWith('f.'),
    );
    const own = field.tag === 'fieldset' ? field : controls[0];
    const named = byTag(field, field.tag === 'fieldset' ? 'legend' : 'label')[0];
    const described = (own?.attributes['aria-describedby'] ?? '').split(' ').filter(Boolean);
    const said = (ending: string) => {
      const id = described.find((one) => one.endsWith(ending));
      const note = id === undefined ? undefined : byId(field, id);
      return note && wordsOf(note);
    };
    return {
      name: controls[0]?.attributes.name?.slice(2) ?? '',
      label: named ? wordsOf(named, (one) => one.attributes.class === 'optional') : '',
      hint: said('-hint'),
      problem: said('-problem'),
      required: own?.attributes['aria-required'] === 'true',
      controls,
      radios: byClass(field, 'radio').map((radio) => {
        const { value = '', checked } = byTag(radio, 'input')[0]?.attributes ?? {};
        return { value, label: wordsOf(radio), chosen: checked !== undefined };
      }),
    };
  });
}

export function readForm(form: Element): SeenForm {
  const introduction = byClass(form, 'introduction')[0];
  const title = byId(form, 'form-title');
  return {
    title: title ? wordsOf(title) : '',
    introduction: introduction ? wordsOf(introduction) : '',
    fields: controlsOf(form).map((question): SeenField => {
      const offers = offersOf(question);
      const chosen = offers.find((offer) => offer.chosen && offer.value !== '');
      const [first] = question.controls;
      const typed = first?.tag === 'textarea' ? textIn(first) : first?.attributes.value;
      const filled = offers.length > 0 ? chosen?.label : typed;
      return {
        name: question.name,
        label: question.label,
        hint: question.hint,
        filled: filled === '' ? undefined : filled,
        options: offers.filter((offer) => offer.value !== '').map((offer) => offer.label),
        required: question.required,
      };
    }),
  };
}

function offersOf(question: Question): readonly Offered[] {
  const [first] = question.controls;
  if (first?.tag === 'select') {
    return byTag(first, 'option').map((option) => ({
      value: option.attributes.value ?? '',
      label: wordsOf(option),
      chosen: option.attributes.selected !== undefined,
    }));
  }
  return question.radios;
}

/** What the dialog sends when these answers are given, and everything else is left as it stands. */
export function fillIn(
  form: Element,
  answers: Readonly<Record<string, Said>>,
): Record<string, string | Blob> {
  const questions = controlsOf(form);
  const sent: Record<string, string | Blob> = {};
  for (const input of all(form, (one) => one.attributes.type === 'hidden')) {
    const { name, value } = input.attributes;
    if (name !== undefined && name !== 'token') sent[name] = value ?? '';
  }
  for (const question of questions) {
    const left = standing(question);
    if (left !== undefined) sent[`f.${question.name}`] = left;
  }
  for (const [key, said] of Object.entries(answers)) {
    const question = questions.find((one) => one.name === key) ?? questions.find((one) => one.label === key);
    if (!question) {
      throw new Error(`The form has no field "${key}": ${questions.map((one) => one.label).join(', ')}.`);
    }
    sent[`f.${question.name}`] = typeof said === 'object' ? fileOf(said) : chosen(question, said);
  }
  return sent;
}

function fileOf(said: Exclude<Said, string | number | boolean>): File {
  return new File([new Uint8Array(said.bytes)], said.name, { type: said.type });
}

function chosen(question: Question, said: string | number | boolean): string {
  const offers = offersOf(question);
  if (offers.length === 0) return String(said);
  const wanted = said === true ? 'yes' : said === false ? 'no' : String(said);
  const offer = offers.find((one) => one.label === wanted) ?? offers.find((one) => one.value === wanted);
  if (!offer)
    throw new Error(`"${question.label}" has no "${wanted}": ${offers.map((one) => one.label).join(', ')}.`);
  return offer.value;
}

function standing(question: Question): string | undefined {
  const [first] = question.controls;
  if (!first) return undefined;
  const offers = offersOf(question);
  if (offers.length > 0) return offers.find((offer) => offer.chosen)?.value;
  if (first.attributes.type === 'file') return undefined;
  return first.tag === 'textarea' ? textIn(first) : (first.attributes.value ?? '');
}
