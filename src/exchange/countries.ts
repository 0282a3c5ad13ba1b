// Countries and geographical regions: what each code is, and which names it goes by or went by, in four languages.
import { languages } from './languages.ts';
import { searchKey } from './text-input.ts';

/**
 * Item 25: a list of countries is one of countries and geographical regions. A `state` is a member or an observer of
 * the United Nations; a `territory` is administered by one; a `region` has a code of its own and is neither. It sorts
 * names for a heading, and says nothing about anybody's status.
 */
export type CountryKind = 'state' | 'territory' | 'region';

/** A name that somebody may type or that stands in an old list; ISO dates where the name was an official one. */
export interface CountryAlias {
  readonly name: string;
  readonly code: string;
  readonly from?: string;
  readonly until?: string;
}

const territories = new Set(
  'AI AQ AS AW AX BL BM BQ BV CC CK CW CX FK FO GF GG GI GL GP GS GU HM IM IO JE KY MF MP MQ MS NC NF NU PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT'.split(
    ' ',
  ),
);

const regions = new Set('EH HK MO TW XK'.split(' '));

/** CLDR names these too: groupings, private use, and codes that ISO 3166-1 has withdrawn or only reserves. */
const notCountries = new Set(
  'AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH NT QO QU RH SU TA TP UK UN VD XA XB YD YU ZR ZZ'.split(
    ' ',
  ),
);

const official: Readonly<Record<string, readonly string[]>> = {
  AE: ['United Arab Emirates'],
  BO: ['Plurinational State of Bolivia', 'État plurinational de Bolivie', 'Estado Plurinacional de Bolivia'],
  BN: ['Brunei Darussalam'],
  CD: ['Democratic Republic of the Congo', 'République démocratique du Congo', 'DRC'],
  CG: ['Republic of the Congo', 'République du Congo'],
  CI: ['Ivory Coast', 'Republic of Côte d’Ivoire'],
  CN: ['People’s Republic of China', 'République populaire de Chine', 'República Popular China'],
  CV: ['Republic of Cabo Verde', 'République de Cabo Verde', 'República de Cabo Verde'],
  CZ: ['Czech Republic', 'République tchèque', 'República Checa'],
  FK: ['Falkland Islands', 'Malvinas'],
  FM: ['Federated States of Micronesia'],
  GB: [
    'Great Britain',
    'UK',
    'United Kingdom of Great Britain and Northern Ireland',
    'Grande-Bretagne',
    'Gran Bretaña',
    'بريطانيا',
  ],
  HK: ['Hong Kong Special Administrative Region', 'هونغ كونغ', 'Hong Kong'],
  IR: ['Islamic Republic of Iran', 'République islamique d’Iran', 'República Islámica del Irán'],
  KP: ['Democratic People’s Republic of Korea', 'North Korea'],
  KR: ['Republic of Korea', 'République de Corée', 'República de Corea', 'South Korea'],
  KW: ['State of Kuwait'],
  LA: ['Lao People’s Democratic Republic'],
  LY: ['State of Libya', 'Libyan Arab Jamahiriya'],
  MD: ['Republic of Moldova', 'République de Moldavie', 'República de Moldavia'],
  ML: ['Republic of Mali', 'République du Mali', 'República de Malí', 'جمهورية مالي'],
  MK: ['Republic of North Macedonia', 'République de Macédoine du Nord', 'República de Macedonia del Norte'],
  MO: ['Macao', 'Macau'],
  MV: ['Republic of Maldives', 'République des Maldives', 'República de Maldivas', 'جمهورية المالديف'],
  PS: [
    'Occupied Palestinian Territories',
    'Occupied Palestinian Territory',
    'State of Palestine',
    'Territoires palestiniens occupés',
    'État de Palestine',
    'Territorios palestinos ocupados',
    'Estado de Palestina',
    'الأراضي الفلسطينية المحتلة',
    'دولة فلسطين',
  ],
  RU: ['Russian Federation', 'Fédération de Russie', 'Federación de Rusia', 'الاتحاد الروسي'],
  SA: ['Kingdom of Saudi Arabia', 'KSA', 'Royaume d’Arabie saoudite', 'Reino de Arabia Saudita', 'السعودية'],
  SD: ['Republic of The Sudan', 'République du Soudan', 'República del Sudán', 'جمهورية السودان'],
  SN: ['Republic of Senegal', 'République du Sénégal', 'República de Senegal', 'جمهورية السنغال'],
  SY: ['Syrian Arab Republic', 'République arabe syrienne', 'República Árabe Siria'],
  TL: ['Democratic Republic of Timor-Leste'],
  TZ: [
    'United Republic of Tanzania',
    'République-Unie de Tanzanie',
    'República Unida de Tanzanía',
    'تنزانيا المتحدة',
  ],
  US: [
    'United States of America',
    'USA',
    'États-Unis d’Amérique',
    'Estados Unidos de América',
    'الولايات المتحدة الأمريكية',
  ],
  VA: ['Holy See', 'Saint-Siège', 'Santa Sede'],
  VE: ['Bolivarian Republic of Venezuela'],
  VN: ['Viet Nam', 'Socialist Republic of Viet Nam'],
  ZA: [
    'Republic of South Africa',
    'RSA',
    'République d’Afrique du Sud',
    'República de Sudáfrica',
    'جمهورية جنوب أفريقيا',
  ],
};

/** Names that were official once: whoever reads an old list finds the country that it is about. */
const dated: readonly CountryAlias[] = [
  ...['Republic of Macedonia', 'République de Macédoine', 'República de Macedonia', 'جمهورية مقدونيا'].map(
    (name) => ({ name, code: 'MK', from: '1991-11-20', until: '2019-02-12' }),
  ),
  ...[
    'The Former Yugoslav Republic of Macedonia',
    'FYROM',
    'Ex-République yougoslave de Macédoine',
    'Ex República Yugoslava de Macedonia',
    'جمهورية مقدونيا اليوغوسلافية السابقة',
  ].map((name) => ({ name, code: 'MK', from: '1993-04-08', until: '2019-02-12' })),
  { name: 'Burma', code: 'MM', until: '1989-06-18' },
  { name: 'Cape Verde', code: 'CV', until: '2013-10-24' },
  { name: 'Ceylon', code: 'LK', until: '1972-05-22' },
  { name: 'Dahomey', code: 'BJ', until: '1975-11-30' },
  { name: 'East Timor', code: 'TL', until: '2002-05-20' },
  { name: 'Swaziland', code: 'SZ', until: '2018-04-19' },
  { name: 'Turkey', code: 'TR', until: '2022-06-01' },
  { name: 'Upper Volta', code: 'BF', until: '1984-08-04' },
  { name: 'Western Samoa', code: 'WS', until: '1997-07-04' },
  { name: 'Zaire', code: 'CD', from: '1971-10-27', until: '1997-05-17' },
];

export const countryAliases: readonly CountryAlias[] = [
  ...Object.entries(official).flatMap(([code, names]) => names.map((name) => ({ name, code }))),
  ...dated,
];

/** ISO 3166-1 alpha-2, and the one that CLDR and the United Nations use beside it (XK); in the order of the letters. */
export const countryCodes: readonly string[] = allCodes();

function allCodes(): readonly string[] {
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !notCountries.has(code) && english.of(code) !== undefined);
}

export function countryKind(code: string): CountryKind {
  if (territories.has(code)) return 'territory';
  return regions.has(code) ? 'region' : 'state';
}

let known: ReadonlyMap<string, readonly string[]> | undefined;

/** Every name of a country that is understood, folded as what is typed is: of CLDR in four languages, and its aliases. */
export function countrySearchKeys(code: string): readonly string[] {
  known ??= new Map(countryCodes.map((one) => [one, keysOf(one)]));
  return known.get(code) ?? [];
}

function keysOf(code: string): readonly string[] {
  const names = languages.map((language) => displayNames(language).of(code) ?? '');
  const aliases = countryAliases.flatMap((alias) => (alias.code === code ? [alias.name] : []));
  return [...new Set([...names, ...aliases].map(searchKey).filter((key) => key !== ''))];
}

const displays = new Map<string, Intl.DisplayNames>();

function displayNames(language: string): Intl.DisplayNames {
  const made =
    displays.get(language) ?? new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  displays.set(language, made);
  return made;
}

/** The code of a country by any of its names, of today or of then; undefined where nobody is called that. */
export function countryNamed(name: string): string | undefined {
  const key = searchKey(name);
  return countryCodes.find((code) => countrySearchKeys(code).includes(key));
}
