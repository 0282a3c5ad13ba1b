// Which of the four languages somebody wrote a comment in, told from the comment alone: nobody keeps who wrote it.
import { isLanguage, type Language } from './languages.ts';

/** As much tells a language as well as the whole does. */
const enough = 400;

/**
 * Undefined for any other language, and where too little is written to tell. The tables are read from the disk the first
 * time, because most of what an exchange does needs none.
 */
export async function languageOf(text: string): Promise<Language | undefined> {
  const { eld } = await import('eld/extrasmall');
  const { language } = eld.detect(text.slice(0, enough));
  return isLanguage(language) ? language : undefined;
}
