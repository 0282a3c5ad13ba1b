// The words by which files of evaluations name their questions and answers, in four languages; recognised, never said.
import { searchKey } from './text-input.ts';

/**
 * Parts of headers by the item that they ask for, as `searchKey` folds them. An item further up goes first: what is
 * written of obstacles is also a remark.
 */
export const headersOfItems = {
  'human-rights': ['human right', 'dignity', 'droits de l homme', 'droits humains', 'dignite'].concat(
    ['derechos humanos', 'dignidad'],
    ['حقوق الانسان', 'الكرامه'],
  ),
  quote: ['may be quoted', 'may quote', 'peut etre cite', 'se puede citar', 'puede citarse', 'الاقتباس'],
  recommend: ['recommend', 'net promoter', 'nps', 'recommand', 'recomend', 'recomiend'].concat([
    'التوصيه',
    'اوصي',
    'توصي',
    'انصح',
  ]),
  obstacles: ['obstacle', 'stood in the way', 'should change', 'improve', 'difficult'].concat(
    ['fait obstacle', 'ameliorer', 'changer', 'obstaculo', 'mejorar', 'cambiar', 'dificult'],
    ['عائق', 'عوائق', 'تحسين', 'تغيير', 'صعوبات'],
  ),
  'anything-else': ['anything else', 'remark', 'comment', 'suggestion', 'feedback'].concat(
    ['remarque', 'commentaire', 'observation', 'comentario', 'observacion', 'sugerencia'],
    ['ملاحظات', 'تعليق', 'اقتراح'],
  ),
  instructors: ['instructor', 'trainer', 'facilitator', 'teacher', 'lecturer'].concat(
    ['formateur', 'instructeur', 'enseignant', 'formador', 'profesor', 'docente'],
    ['المدرب', 'مدرب', 'المحاضر'],
  ),
  apply: ['apply', 'use at work', 'use it at work', 'use in my', 'appliquer', 'mettre en pratique'].concat([
    'aplicar',
    'poner en practica',
    'تطبيق',
  ]),
  confidence: [
    'confiden',
    'on my own',
    'able to do',
    'confiance',
    'capable de',
    'confianza',
    'capaz de',
  ].concat(['الثقه', 'القدره']),
  relevance: ['relevan', 'met a need', 'my organisation s need', 'pertinen', 'besoin', 'necesidad'].concat([
    'حاجه',
    'احتياج',
    'ملاءمه',
  ]),
  knowledge: ['know more', 'knowledge', 'connaissance', 'conocimiento', 'المعرفه', 'معرفه'],
  level: ['level', 'language', 'niveau', 'langue', 'nivel', 'idioma', 'المستوي', 'اللغه'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Asked twice, these would be mixed with what is asked once, at the end. */
export const askedBefore = ['before', 'avant', 'antes', 'قبل'];

/** Headers of what no answer is, as a whole; `id` also at the end of others. */
export const headersLeftOut = {
  person: ['name', 'first name', 'last name', 'surname', 'family name', 'full name', 'participant'].concat(
    ['participants', 'respondent', 'student', 'trainee', 'attendee', 'email', 'e mail', 'mail'],
    ['email address', 'phone', 'telephone', 'mobile', 'id', 'user', 'username', 'passport', 'badge'],
    ['ip', 'ip address', 'rownames', 'row', 'no', 'nr', 'number', 'index', 'code'],
    ['nom', 'prenom', 'nom complet', 'nom et prenom', 'courriel', 'adresse electronique', 'identifiant'],
    ['matricule', 'numero', 'n', 'participante', 'nombre', 'apellido', 'apellidos', 'nombre completo'],
    ['nombre y apellidos', 'correo', 'correo electronico', 'telefono', 'identificador', 'dni'],
    ['الاسم', 'اسم', 'الاسم الكامل', 'البريد', 'البريد الالكتروني', 'الهاتف', 'رقم', 'الرقم', 'المشارك'],
  ),
  time: ['timestamp', 'time', 'date', 'start date', 'end date', 'start time', 'completion time'].concat(
    ['submitted', 'submitted at', 'completed', 'completed at', 'duration', 'started', 'started at'],
    ['horodateur', 'heure', 'duree', 'date de soumission', 'heure de debut', 'heure de fin'],
    ['marca temporal', 'fecha', 'hora', 'duracion', 'hora de inicio', 'hora de finalizacion'],
    ['الطابع الزمني', 'طابع زمني', 'التاريخ', 'تاريخ', 'الوقت', 'المده'],
  ),
  writer: ['gender', 'sex', 'age', 'rank', 'country', 'nationality', 'ethnicity', 'organisation'].concat(
    ['organization', 'agency', 'unit', 'department', 'position', 'role', 'region', 'sector', 'city', 'job'],
    ['job title', 'years of service', 'service', 'sexe', 'genre', 'grade', 'pays', 'nationalite', 'unite'],
    ['fonction', 'poste', 'ville', 'anciennete', 'secteur', 'sexo', 'genero', 'edad', 'rango', 'pais'],
    ['nacionalidad', 'organizacion', 'institucion', 'unidad', 'cargo', 'puesto', 'ciudad', 'antiguedad'],
    ['الجنس', 'النوع', 'العمر', 'الرتبه', 'البلد', 'الدوله', 'الجنسيه', 'الجهه', 'المؤسسه', 'الوحده'],
    ['المنصب', 'الوظيفه', 'المدينه', 'القطاع', 'سنوات الخدمه'],
  ),
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Rows that sum up the others begin with one of these. */
export const sumRows: ReadonlySet<string> = new Set(
  ['total', 'totals', 'sum', 'average', 'averages', 'mean', 'median', 'std dev', 'standard deviation'].concat(
    ['moyenne', 'moyennes', 'mediane', 'ecart type', 'promedio', 'media', 'mediana', 'suma', 'totales'],
    ['المتوسط', 'متوسط', 'المعدل', 'المجموع', 'الاجمالي'],
  ),
);

/** Cells that say that there is no answer. */
export const noAnswer: ReadonlySet<string> = new Set(
  ['', '-', '–', '—', '.', '?', '#n/a', 'n/a', 'na', 'n.a.', 'nan', 'null', 'none', 'no answer'].concat(
    ['not applicable', 'no opinion', 'do not know', "don't know", 'not answered', 'prefer not to say'],
    ['s/o', 'sans objet', 'sans reponse', 'ne se prononce pas', 'nsp', 'sans opinion', 'ne sais pas'],
    ['n/c', 'ns/nc', 'ns', 'no aplica', 'sin respuesta', 'no sabe', 'no contesta', 'sin opinion'],
    ['لا ينطبق', 'غير منطبق', 'بدون اجابه', 'لا اجابه', 'لا اعلم', 'لا اعرف', 'لا راي'],
  ),
);

/** The lower four of a scale of quality; what stands above good differs. */
const poorToGood = [
  ['very poor', 'very bad', 'tres mauvais', 'muy malo', 'muy mala', 'muy deficiente', 'سيئ جدا', 'ضعيف جدا'],
  ['poor', 'bad', 'mauvais', 'mediocre', 'malo', 'mala', 'deficiente', 'سيئ', 'ضعيف'],
  ['fair', 'average', 'acceptable', 'moyen', 'passable', 'correct', 'regular', 'aceptable', 'مقبول', 'متوسط'],
  ['good', 'bon', 'bien', 'bueno', 'buena', 'جيد'],
] as const;

/**
 * Five steps each, the first the least; every step in the ways it is written. A column is read by one of them: “good” is
 * the fourth of some scales and the third of another.
 */
const scalesInWords: readonly (readonly [
  readonly string[],
  readonly string[],
  readonly string[],
  readonly string[],
  readonly string[],
])[] = [
  [
    ['strongly disagree', 'totally disagree', 'completely disagree'].concat(
      ["pas du tout d'accord", 'tout a fait en desaccord', 'totalement en desaccord'],
      ['totalmente en desacuerdo', 'muy en desacuerdo', 'لا اوافق بشده', 'غير موافق بشده', 'لا اوافق ابدا'],
    ),
    ['disagree', 'somewhat disagree', 'rather disagree', "pas d'accord", "plutot pas d'accord"].concat([
      'en desaccord',
      'plutot en desaccord',
      'en desacuerdo',
      'algo en desacuerdo',
      'لا اوافق',
      'غير موافق',
    ]),
    ['neither agree nor disagree', 'neutral', 'undecided', "ni d'accord, ni pas d'accord"].concat(
      ["ni d'accord ni pas d'accord", 'ni en accord ni en desaccord', 'neutre', 'sans avis'],
      ['ni de acuerdo ni en desacuerdo', 'indiferente', 'محايد', 'لا اوافق ولا اعارض', 'غير متاكد'],
    ),
    ['agree', 'somewhat agree', 'rather agree', "d'accord", "plutot d'accord", 'de acuerdo'].concat([
      'algo de acuerdo',
      'اوافق',
      'موافق',
    ]),
    ['strongly agree', 'totally agree', 'completely agree', 'fully agree', "tout a fait d'accord"].concat(
      ["totalement d'accord", 'totalmente de acuerdo', 'muy de acuerdo', 'اوافق بشده', 'موافق بشده'],
      ['اوافق تماما', 'موافق تماما'],
    ),
  ],
  [
    ['very dissatisfied', 'very unsatisfied', 'tres insatisfait', 'tres insatisfaite'].concat([
      'muy insatisfecho',
      'muy insatisfecha',
      'غير راض تماما',
      'غير راض جدا',
      'غير راض ابدا',
    ]),
    ['dissatisfied', 'unsatisfied', 'insatisfait', 'insatisfaite', 'plutot insatisfait'].concat([
      'insatisfecho',
      'insatisfecha',
      'غير راض',
    ]),
    ['neither satisfied nor dissatisfied', 'neutral', 'neutre', 'ni satisfait ni insatisfait'].concat([
      'neutral',
      'ni satisfecho ni insatisfecho',
      'محايد',
    ]),
    ['satisfied', 'satisfait', 'satisfaite', 'plutot satisfait', 'satisfecho', 'satisfecha', 'راض'],
    ['very satisfied', 'tres satisfait', 'tres satisfaite', 'muy satisfecho', 'muy satisfecha'].concat([
      'راض جدا',
      'راض تماما',
    ]),
  ],
  [...poorToGood, ['very good', 'tres bon', 'tres bien', 'muy bueno', 'muy buena', 'muy bien', 'جيد جدا']],
  [...poorToGood, ['excellent', 'excelente', 'ممتاز']],
  [
    ['poor', 'bad', 'mauvais', 'mediocre', 'malo', 'mala', 'deficiente', 'سيئ', 'ضعيف'],
    ['fair', 'average', 'acceptable', 'moyen', 'passable', 'regular', 'aceptable', 'مقبول', 'متوسط'],
    ['good', 'bon', 'bien', 'bueno', 'buena', 'جيد'],
    ['very good', 'tres bon', 'tres bien', 'muy bueno', 'muy buena', 'muy bien', 'جيد جدا'],
    ['excellent', 'excelente', 'ممتاز'],
  ],
  [
    ['not at all', 'pas du tout', 'en absoluto', 'nada', 'لا على الاطلاق', 'ابدا'],
    ['slightly', 'a little', 'un peu', 'peu', 'un poco', 'poco', 'قليلا'],
    ['moderately', 'somewhat', 'moyennement', 'assez', 'moderadamente', 'algo', 'بعض الشيء', 'الى حد ما'],
    ['very', 'a lot', 'mostly', 'beaucoup', 'tres', 'mucho', 'bastante', 'كثيرا'],
    ['extremely', 'completely', 'fully', 'entirement', 'entierement', 'totalement', 'completamente'].concat([
      'totalmente',
      'muchisimo',
      'تماما',
      'كليا',
    ]),
  ],
];

/** Per scale: which step, 1 to 5, each way of writing stands for. */
export const wordScales: readonly ReadonlyMap<string, number>[] = scalesInWords.map(
  (steps) => new Map(steps.flatMap((ways, at) => ways.map((way) => [searchKey(way), at + 1] as const))),
);

export const yesWords: ReadonlySet<string> = new Set(['yes', 'y', 'true', '1', 'x', 'oui', 'si', 'نعم']);
export const noWords: ReadonlySet<string> = new Set(['no', 'n', 'false', '0', 'non', 'لا']);
