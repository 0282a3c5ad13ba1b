// Money as it is asked for and shown: currencies found by code or name, amounts in the reader's language.
import { ask, type SuggestedField, type Suggestion } from '#bot/field.ts';
import { type Part, value } from '#bot/text.ts';
import { locales } from '#bot/words.ts';
import type { Language } from '#exchange/languages.ts';
import { minorDigits } from '#exchange/money.ts';
import { searchKey, shortened } from '#exchange/text-input.ts';

/** Discord takes 25 offers, Slack 75 characters of each. */
const mostOffers = 25;
const longestLabel = 75;

const codes: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** ISO 4217 currencies, found by their code or their name in the asker's language. */
export function askCurrency(): SuggestedField {
  return ask.suggested({
    search: async (typed, { asker }) => {
      const key = searchKey(typed);
      const offers = [...codes].map((code) => offer(code, asker.language));
      const coded = offers.filter(({ id }) => searchKey(id).startsWith(key));
      const named = offers.filter((one) => searchKey(one.label).includes(key) && !coded.includes(one));
      return [...coded, ...named].slice(0, mostOffers);
    },
    find: async (id, { asker }) => {
      const code = id.trim().toUpperCase();
      return codes.has(code) ? offer(code, asker.language) : undefined;
    },
  });
}

function offer(code: string, language: Language): Suggestion {
  const name = new Intl.DisplayNames(language, { type: 'currency', fallback: 'code' }).of(code) ?? code;
  return { id: code, label: shortened(`${code} · ${name}`, longestLabel) };
}

/** With the code of the currency: a sign may be that of several. */
export function money(amount: number, currency: string, language: Language): Part {
  const format = { style: 'currency', currency, currencyDisplay: 'code' } as const;
  const written = new Intl.NumberFormat(locales[language], format);
  return value(written.format(amount / 10 ** minorDigits(currency)));
}

/** An amount as it could be typed, with as many decimals as the currency has. */
export function exampleAmount(currency: string, language: Language): Part {
  const minimumFractionDigits = minorDigits(currency);
  return value(new Intl.NumberFormat(locales[language], { minimumFractionDigits }).format(12_500));
}
