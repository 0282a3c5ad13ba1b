// Finds people in a text whose names nobody knows beforehand: by what stands before a name, by capitals, by Arabic names.
import { countryCodes, countrySearchKeys } from './countries.ts';
import { searchKey } from './text-input.ts';

/*
 * Would rather see a person where there is none: what it finds is read by the coordinators alone instead of being quoted,
 * and nothing is lost. What is spelt without capitals and without a rank it does not see.
 */

/** Ranks and ways to address somebody that a name follows; in small letters as well as with capitals. */
const titles =
  'mr|mrs|ms|miss|dr|prof|professor|sir|madam|inspector|insp|sergeant|sgt|captain|capt|major|colonel|col|superintendent|supt|commissioner|constable|lieutenant|lt|general|officer|instructor|trainer|chief' +
  '|m|mme|mlle|monsieur|madame|mademoiselle|maître|capitaine|commandant|commissaire|inspecteur|inspectrice|adjudant|brigadier|formateur|formatrice|instructeur|professeur' +
  '|sr|sra|srta|señor|señora|señorita|don|doña|dra|profesor|profesora|capitán|comandante|comisario|comisaria|teniente|sargento|coronel|cabo|agente|instructora|formador|formadora|subinspector';

const name = "\\p{Lu}[\\p{L}'’-]*\\p{L}";
const between = '(?:(?:al|el|de|del|de la|bin|ben|ibn|von|van|da|dos) |(?:al|el)-)?';

const particle = /^(?:al|el|de|del|la|bin|ben|ibn|von|van|da|dos)$/iu;

const addressed = new RegExp(
  `(?<!\\p{L})(?:${titles})\\.? ${between}(${name})(?:[ -]${between}(${name}))?`,
  'giu',
);
const inCapitals = new RegExp(`(?<![\\p{L}'’-])${name}(?:[ -]${between}${name})*`, 'gu');
/** What a capital says nothing about: the beginning of a sentence, of a line, or of what is quoted. */
const beginning = /(?:^|[.!?:;…\n•*–—-]|[«»“”"'(¿¡])\s*$/u;

/** Words with capitals that are no names of people, folded: what courses, papers, tools and days are called. */
const known = new Set(
  (
    'english french arabic spanish portuguese russian german chinese swahili urdu european african american asian ' +
    'anglais francais arabe espagnol ingles frances espanol arabic ' +
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december ' +
    'lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre ' +
    'lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ' +
    'interpol europol afripol ameripol aseanapol cepol frontex unodc osce un eu au onu ue ipab osja icip igept igci ' +
    'police policing officer officers general inspector chief constable force unit department academy school college ministry service national international ' +
    'policia nacional academia ministerio unidad gendarmerie nationale academie ministere ' +
    'human rights code ethics conduct law act convention protocol constitution istanbul mendez principles nations united union ' +
    'droits homme convention protocole constitution derechos humanos convencion protocolo constitucion ' +
    'internet excel word powerpoint windows teams zoom slack discord attache google whatsapp android linux maltego cellebrite pdf wi-fi wifi gps ' +
    'module day week session course group case crime digital forensics intelligence leadership ' +
    'cours jour semaine seance curso dia semana sesion modulo ' +
    'i ok the this that it we they he she you our my more less not no yes very too some all every '
  )
    .split(' ')
    .filter((one) => one !== ''),
);

/** Names that are hardly ever anything else; Arabic has no capitals that would show them. */
const arabicNames = wordSet(
  'محمد أحمد محمود مصطفى إبراهيم إسماعيل يوسف عمر عثمان حسين خالد طارق ياسر عبدالله عبدالرحمن عبدالعزيز عبدالكريم سليمان داود موسى عيسى يعقوب أيوب بلال حمزة زيد زياد فيصل سلطان تركي بدر فهد ماجد نواف سعد سعود إدريس رشيد يونس هشام وليد نبيل سمير عماد أنس أسامة معاذ حمدان مروان عدنان غسان رامي وسيم فاطمة خديجة عائشة مريم زينب سارة ليلى سلمى هدى نورة حنان سعاد رانيا ياسمين نادية سميرة لطيفة مها عبير ريم هند',
);

const arabicTitles =
  'سيد|سيدة|أستاذ|أستاذة|دكتور|دكتورة|فريق|لواء|عميد|عقيد|مقدم|رائد|نقيب|ملازم|رقيب|عريف|مفتش|مهندس|مهندسة|شيخ|أخ|أخت|زميل|زميلة';

/** After a rank, a word without the article that is none of those that only go on with the sentence. */
const addressedInArabic = new RegExp(
  `(?<!\\p{L})(?:[وف]?(?:[بك]?ال|لل)(?:${arabicTitles})|د\\.) ?/? ?(\\p{L}{3,})`,
  'gu',
);
const afterTitle = wordSet(
  'كان كانت في من على إلى الذي التي جدا جدًا ممتاز ممتازة متميز متميزة كفؤ واضح واضحة صبور هو هي لم لا قد يشرح شرح لديه',
);

/** Parts of names that others only begin with. */
const arabicBeginning = /(?<!\p{L})(?:عبد ال\p{L}{3,}|أبو (?!ظبي)\p{L}{3,}|بن \p{L}{3,}|بنت \p{L}{3,})/u;

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' ').map(searchKey));
}

export function seemsToNameSomebody(text: string): boolean {
  return isAddressed(text) || hasName(text) || isNamedInArabic(text);
}

function isAddressed(text: string): boolean {
  return [...text.matchAll(addressed)].some(([, first = '', second = '']) =>
    // Whatever the case of the rank: the name itself begins with a capital. Lucía is one, and a country.
    [first, second].some((one) => /^\p{Lu}/u.test(one) && !known.has(searchKey(one))),
  );
}

function hasName(text: string): boolean {
  return [...text.matchAll(inCapitals)].some((found) => {
    const words = found[0].split(/[ -]/u).filter((one) => /^\p{Lu}/u.test(one) && !particle.test(one));
    const telling = words.filter((one) => !isKnown(one) && !isAbbreviation(one));
    if (telling.length === 0 || telling.length < words.length) return false;
    return words.length > 1 || !beginning.test(text.slice(0, found.index));
  });
}

/** Written in capitals as a whole, and short: EU, OSJA. A text that shouts has no capitals to go by. */
function isAbbreviation(one: string): boolean {
  return one === one.toUpperCase() && one.length <= 6;
}

function isKnown(one: string): boolean {
  const key = searchKey(one).replace(/^[ldnsc]'/u, '');
  return known.has(key) || countryWords().has(key) || isOfCountry(key);
}

/** Kenyan, Congolese, Turkish: as the name of a country begins. */
function isOfCountry(key: string): boolean {
  if (!/(?:an|ese|ish)$/u.test(key)) return false;
  const begins = key.slice(0, 5);
  return [...countryWords()].some((one) => one.startsWith(begins));
}

let countryWordsRead: ReadonlySet<string> | undefined;

function countryWords(): ReadonlySet<string> {
  countryWordsRead ??= new Set(
    countryCodes.flatMap((code) => countrySearchKeys(code).flatMap((key) => key.split(/[^\p{L}]+/u))),
  );
  return countryWordsRead;
}

function isNamedInArabic(text: string): boolean {
  if (arabicBeginning.test(text)) return true;
  const words = searchKey(text).match(/[\p{L}]+/gu) ?? [];
  if (words.some((one) => arabicNames.has(one) || arabicNames.has(one.replace(/^[ولب]/u, '')))) return true;
  return [...text.matchAll(addressedInArabic)].some(([, after = '']) => {
    const key = searchKey(after);
    return !key.startsWith('ال') && !afterTitle.has(key);
  });
}
