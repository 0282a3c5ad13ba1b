// Short drawings for tests of one platform alone.
import type { Chart } from '#bot/chart.ts';
import { type Drawing, route, type View } from '#bot/view.ts';

export function drawing(...view: View): Drawing {
  return { view, language: 'en', zone: 'UTC' };
}

export function says(words: string): Drawing {
  return drawing({ paragraph: [words] });
}

/** A heading over buttons; each leads to `course/act|<its label in small letters>`. */
export function card(words: string, ...labels: readonly string[]): Drawing {
  const buttons = labels.map((label) => ({
    label: [label],
    route: route('course/act', label.toLowerCase()),
  }));
  return drawing({ heading: [words] }, { buttons });
}

export const exampleChart: Chart = {
  kind: 'distribution',
  language: 'en',
  title: 'Answers',
  scale: { low: 'low', high: 'high' },
  headings: { share: 'Share', n: 'n' },
  rows: [{ label: 'Useful', counts: [0, 1, 2, 3, 4], n: 10 }],
  note: '',
};
