// Recognises free text that reports a crime or gives data of a case: it belongs to the police, not into an exchange.
import { foldDigits } from './local-time.ts';

/**
 * `report`: somebody tells of a crime that has happened to them or is happening · `case`: a person is named with an
 * accusation, or a number that leads to somebody stands beside a crime.
 */
export type CaseDataKind = 'report' | 'case';

/*
 * Rather misses some than takes one that is none: whoever writes of homicide courses, of fraud units and of references
 * must never be stopped. A crime alone is a subject of training; it takes a victim, an accused or a number to be a case.
 */

/** Deeds, as they are written in a report. Beginnings of words; Arabic ones with what may stand before them. */
const deeds =
  '(?:murder|homicide|kill(?:ed|ing)|stabb|shot\\b|rape|assault|robb|burgl|theft|stole|steal|fraud|scam|blackmail|extort|kidnap|abduct|traffick|smuggl|corruption|brib|arson|terroris|launder' +
  '|meurtre|assassin|tué|viol(?:ée?|s)?\\b|agress|vol(?:ée?s?)?\\b|cambriol|escroqu|fraude|chantage|extorqu|enlev(?:é|èv)|enlèvement|blanchi|drogue|pots-de-vin' +
  '|asesin|homicidio|matar(?:on)?\\b|mató|violaci[oó]n|violaron|violó|robo\\b|robar(?:on)?\\b|robó|hurto|estaf|fraude|chantaj|extorsi|secuestr|tráfico|blanqueo|soborn' +
  '|قتل|اغتصا|اغتُصب|سرق|سُرق|احتيال|نصب|خطف|اختطا|ابتزاز|تهريب|اتجار|رشو|إرهاب|اعتدا|غسل الأموال)';

/** Wishes to report, in the first person. */
const wishes =
  "(?:\\b(?:i|we) (?:want|wish|need|would like|[’']d like|am|are) (?:here )?to report\\b|\\bi am reporting\\b|\\bi[’']d like to report\\b" +
  '|\\bje (?:veux|souhaite|voudrais|dois|désire|tiens à) (?:signaler|dénoncer|déclarer|porter plainte)|\\bnous (?:voulons|souhaitons) (?:signaler|dénoncer)|\\bje porte plainte\\b' +
  '|\\b(?:quiero|deseo|quisiera|necesito|queremos|vengo a) (?:denunciar|informar de|reportar|poner una denuncia)' +
  '|(?:أريد|أود|أرغب في|نريد|أرغب) (?:أن )?(?:أبلغ|الإبلاغ|الابلاغ|أبلّغ|تقديم شكوى|نبلغ)|أبلغ عن)';

/** Deeds that have been done to whoever writes, or to theirs. */
const suffered = [
  /\b(?:i|we) (?:was|were|have been|[’']ve been|got) (?:robbed|raped|attacked|assaulted|scammed|defrauded|kidnapped|stabbed|shot|blackmailed|threatened with)\b/u,
  /\b(?:my|our (?=neighbour|son|daughter|house|home|car|shop|family)) ?(?:\p{L}+ ){0,2}(?:was|were|has been|have been|got) (?:\p{L}+ )?(?:robbed|raped|murdered|killed|kidnapped|abducted|stabbed|shot|stolen|assaulted)\b/u,
  /\b(?:someone|somebody|he|she|they|a man|a woman) (?:has |have )?(?:stole|stolen|robbed|raped|kidnapped|murdered|killed) (?:my|me|our|us)\b/u,
  /(?:^|[^\p{L}])(?:on m[’']a|on nous a|il m[’']a|ils m[’']ont|quelqu[’']un m[’']a) (?:volé|agressée?|violée?|escroquée?|menacée?|cambriolée?|enlevée?)/u,
  /(?:^|[^\p{L}])(?:ma|mon|mes|notre) (?:\p{L}+ ){0,2}(?:a|ont) été (?:volée?s?|tuée?s?|assassinée?s?|enlevée?s?|violée?s?|agressée?s?)/u,
  /(?:^|[^\p{L}])(?:me|nos) (?:han |ha )?(?:robaron|robado|robó|agredieron|agredido|violaron|violado|estafaron|estafado|secuestraron|amenazaron)(?!\p{L})/u,
  /(?:^|[^\p{L}])(?:mi|mis|nuestr[oa]) (?:\p{L}+ ){0,2}(?:fue|fueron|ha sido|han sido) (?:\p{L}+ )?(?:asesinad|secuestrad|robad|violad|agredid)/u,
  /(?:^|[^\p{L}])(?:سرقوا|سُرقت|سُرق|سرقت|خطفوا|قتلوا|اغتصبوا|احتالوا علي|تعرضت ل(?:لسرقة|لاعتداء|لاحتيال|لاغتصاب|لنصب|سرقة|اعتداء|احتيال))(?:$|[^\p{L}]| (?:سيارتي|هاتفي|ابنتي|ابني|أخي|أختي|منزلي|حقيبتي|محفظتي))/u,
];

/** Numbers that lead to somebody or to a file, each with the word that says so. */
const numbers =
  '(?:\\b(?:case|file|fir|crime(?: reference)?|docket|incident|complaint|warrant)[ -]?(?:no\\.?|number|nr\\.?|#|ref(?:erence)?\\.?)[ :#.]*(?:[a-z]{0,6}[-/ ]?)?\\d{3,}' +
  '|\\b(?:passport|plate|licen[cs]e plate|registration|account|iban|imei|national id|id card)(?: (?:no\\.?|number|nr\\.?))?(?: is| was)?[ :#]*(?=[a-z\\d /-]{5,})[a-z]{0,4}[ -]?\\d[a-z\\d /-]{3,}' +
  '|\\b(?:affaire|dossier|procès-verbal|plainte) (?:n[°ºo]\\.?|numéro)[ :]*(?:[a-z]{0,6}[-/ ]?)?\\d{3,}' +
  '|\\b(?:passeport|immatriculation|plaque|compte)(?: (?:n[°ºo]\\.?|numéro))?[ :]*(?=[a-z\\d /-]{5,})[a-z]{0,4}[ -]?\\d[a-z\\d /-]{3,}' +
  '|\\b(?:caso|expediente|atestado|denuncia|causa) (?:n\\.?[°ºo]\\.?|número|núm\\.?)[ :]*(?:[a-z]{0,6}[-/ ]?)?\\d{3,}' +
  '|\\b(?:pasaporte|matrícula|placa|cuenta)(?: (?:n\\.?[°ºo]\\.?|número))?[ :]*(?=[a-z\\d /-]{5,})[a-z]{0,4}[ -]?\\d[a-z\\d /-]{3,}' +
  '|(?:قضية|القضية|محضر|المحضر|ملف|بلاغ) رقم[ :]*\\d{3,}' +
  '|(?:جواز(?: السفر)?(?: رقم)?|لوحة(?: رقم)?|حساب رقم|هاتف(?: رقم)?|رقم (?:هاتفه|جوازه|لوحته|حسابه))[ :]*[a-z]{0,3} ?\\d{4,})';

/** Words for people in a case: beside a number there is no doubt about what it is. */
const persons =
  '(?:\\bsuspects?\\b|\\baccused\\b|\\bperpetrator|\\bculprit|\\boffender|\\bvictim\\b|\\bfugitive|\\barrested\\b|\\bdetained\\b|\\bwanted for\\b' +
  '|\\bsuspecte?s?\\b|\\baccusée?s?\\b|\\bauteur des faits|\\bvictime|\\barrêtée?s?\\b|\\brecherchée?s? pour\\b' +
  '|\\bsospechos|\\bacusad|\\bdetenid|\\bvíctima|\\bprófug|\\bbuscad[oa]s? por\\b' +
  '|المشتبه|مشتبه|المتهم|متهم|الجاني|الضحية|المطلوب|هارب)';

const telephone = '\\+\\d(?:[ ().\\-/\\u2010-\\u2015]{0,2}\\d){8,}';

const near = '[^.!?؟\\n]{0,80}';

function either(one: string, other: string): RegExp {
  return new RegExp(`${one}${near}${other}|${other}${near}${one}`, 'u');
}

const reported = new RegExp(`${wishes}${near}${deeds}`, 'u');
const numbered = [either(numbers, deeds), either(numbers, persons), either(telephone, persons)];

/** A name of two or three words with capitals, and straight after it what its bearer is said to have done. */
const accused =
  /(?<![\p{L}’'-])\p{Lu}\p{Ll}+(?:[ -](?:al-|el-|de |bin |ben )?\p{Lu}\p{Ll}+){1,2},? (?:(?:is|was|has been|who|are|were) (?:a |the |being )?(?:main )?(?:suspect(?:ed)?|accused|wanted|arrested|charged)|est (?:accusée?|soupçonnée?|suspectée?|recherchée?)|a été (?:arrêtée?|accusée?|mise? en examen)|(?:es|está|fue|ha sido) (?:acusad[oa]|sospechos[oa]|buscad[oa]|detenid[oa]|arrestad[oa])|(?:has )?(?:killed|murdered|raped|robbed|kidnapped) (?:his|her|my|the|a)|a (?:tué|assassiné|violé|volé|enlevé) (?:sa|son|ma|mon|la|le|une?)|(?:mató|asesinó|violó|robó|secuestró) (?:a |su|mi|la|el|un))/u;

/** In Arabic, which has no capitals, “so-called” stands before a name in reports, and hardly anywhere else. */
const accusedInArabic = new RegExp(
  `(?:المدعو|المدعوة|المسمى|المدعوّ) \\p{L}+ ${near}(?:${deeds}|${persons})`,
  'u',
);

/** Undefined for everything that may be kept; lengths as people write them into one field. */
export function caseDataIn(text: string): CaseDataKind | undefined {
  const written = foldDigits(text.normalize('NFKC'));
  const folded = written.toLowerCase();
  if (reported.test(folded) || suffered.some((pattern) => pattern.test(folded))) return 'report';
  if (accused.test(written) || accusedInArabic.test(folded)) return 'case';
  return numbered.some((pattern) => pattern.test(folded)) ? 'case' : undefined;
}
