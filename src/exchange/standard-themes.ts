// The themes that an exchange begins with, in the words of police officers on courses; people change them as they read.
import type { Theme } from './themes.ts';

function listed(words: string): readonly string[] {
  return words.split(', ');
}

export const standardThemes: readonly Theme[] = [
  {
    id: 'practice',
    names: {
      en: 'Practical exercises',
      fr: 'Exercices pratiques',
      es: 'Ejercicios prácticos',
      ar: 'التمارين العملية',
    },
    keywords: {
      en: listed(
        'practice, hands on, exercise, simulation, role play, case study, scenario, workshop, theory, theoretical, demonstration',
      ),
      fr: listed(
        'pratique, exercice, simulation, jeu de rôle, jeux de rôle, étude de cas, cas pratique, mise en situation, atelier, théorie, théorique, scénario',
      ),
      es: listed(
        'práctica, ejercicio, simulación, simulacro, juego de roles, estudio de caso, caso práctico, taller, teoría, teórico, escenario',
      ),
      ar: listed(
        'تطبيق, عملي*, تمرين, تمارين, محاكاة, لعب الأدوار, دراسة حالة, دراسة حالات, دراسات الحالة, ورشة, نظري, النظرية, سيناريو',
      ),
    },
  },
  {
    id: 'time',
    names: { en: 'Time and pace', fr: 'Durée et rythme', es: 'Duración y ritmo', ar: 'المدة والإيقاع' },
    keywords: {
      en: listed(
        'too short, too long, more time, enough time, little time, more days, schedule, timetable, pace, rushed, too fast, too slow, break, duration, longer',
      ),
      fr: listed(
        'trop court, trop long, trop longue, plus de temps, assez de temps, peu de temps, manque de temps, durée, rythme, pause, chargé, trop vite, trop rapide, emploi du temps, horaire',
      ),
      es: listed(
        'demasiado corto, muy corto, demasiado largo, más tiempo, faltó tiempo, falta de tiempo, poco tiempo, duración, ritmo, descanso, horario, cargado, muy rápido, más días',
      ),
      ar: listed(
        'مدة, وقت, قصيرة, أطول, استراحة, استراحات, مزدحم, جدول, إيقاع, سريع, بسرعة, يومين, أيام إضافية',
      ),
    },
  },
  {
    id: 'level',
    names: { en: 'Level of the course', fr: 'Niveau du cours', es: 'Nivel del curso', ar: 'مستوى الدورة' },
    keywords: {
      en: listed('level, basic, too easy, advanced, too difficult, beginner, mixed'),
      fr: listed('niveau, élémentaire, trop facile, avancé, trop difficile, débutant, basique'),
      es: listed(
        'nivel, básico, demasiado fácil, muy fácil, avanzado, demasiado difícil, muy difícil, principiante',
      ),
      ar: listed('مستوى, مستويات, بسيط, سهل, متقدم, صعب, مبتدئ, مبتدئين, أساسيات'),
    },
  },
  {
    id: 'instructors',
    names: { en: 'Instructors', fr: 'Les formateurs', es: 'Formadores', ar: 'المدربون' },
    keywords: {
      en: listed('instructor, trainer, teacher, lecturer, facilitator, speaker, explanation'),
      fr: listed(
        'formateur, formatrice, instructeur, intervenant, enseignant, conférencier, animateur, explication',
      ),
      es: listed('instructor, formador, profesor, docente, ponente, explicación'),
      ar: listed('المدرب*, محاضر, معلم, شرح'),
    },
  },
  {
    id: 'materials',
    names: {
      en: 'Course materials',
      fr: 'Supports de cours',
      es: 'Materiales del curso',
      ar: 'المواد التدريبية',
    },
    keywords: {
      en: listed('slide, handout, presentation, document, manual, handbook, material, booklet'),
      fr: listed('diapositive, présentation, support de cours, documentation, manuel, documents, polycopié'),
      es: listed(
        'diapositiva, presentación, apuntes, manual, documentación, documento, material didáctico, materiales',
      ),
      ar: listed('شرائح, عروض, مواد, مذكرات, دليل, كتيب, وثائق, مستندات'),
    },
  },
  {
    id: 'language',
    names: {
      en: 'Language and interpreting',
      fr: 'Langue et interprétation',
      es: 'Idioma e interpretación',
      ar: 'اللغة والترجمة',
    },
    keywords: {
      en: listed('language, interpret*, translat*, english, french, arabic, spanish, accent'),
      fr: listed('langue, interpr*, tradu*, anglais, français, arabe, espagnol, accent'),
      es: listed('idioma, lengua, interpret*, intérprete, traduc*, inglés, francés, árabe, español, acento'),
      ar: listed('لغة, لغات, ترجمة, الترجمة, مترجم, إنجليزية, فرنسية, إسبانية, بالإنجليزية, بالعربية, لهجة'),
    },
  },
  {
    id: 'equipment',
    names: {
      en: 'Equipment and budget',
      fr: 'Matériel et budget',
      es: 'Equipamiento y presupuesto',
      ar: 'المعدات والميزانية',
    },
    keywords: {
      en: listed(
        'equipment, software, hardware, computer, laptop, internet, tools, budget, money, funds, vehicle, licence',
      ),
      fr: listed(
        'matériel, équipement, logiciel, ordinateur, internet, outil, budget, moyens, financement, véhicule, licence',
      ),
      es: listed(
        'equipamiento, programa informático, computadora, ordenador, internet, herramienta, presupuesto, dinero, fondos, vehículo, licencia, software',
      ),
      ar: listed(
        'معدات, المعدات, تجهيزات, أجهزة, جهاز, حاسوب, برنامج حاسوبي, برمجيات, إنترنت, ميزانية, أدوات, تمويل, مركبات',
      ),
    },
  },
  {
    id: 'logistics',
    names: {
      en: 'Travel, rooms and meals',
      fr: 'Voyage, salles et repas',
      es: 'Viaje, salas y comidas',
      ar: 'السفر والقاعات والوجبات',
    },
    keywords: {
      en: listed(
        'hotel, room, food, meal, lunch, bus, transport, flight, visa, accommodation, travel, daily allowance',
      ),
      fr: listed(
        'hôtel, salle, repas, nourriture, bus, transport, vol, visa, hébergement, logement, voyage, indemnité',
      ),
      es: listed(
        'hotel, sala, aula, comida, almuerzo, autobús, transporte, vuelo, visado, alojamiento, viaje, dieta',
      ),
      ar: listed('فندق, الفندق, قاعة, القاعة, طعام, وجبات, حافلة, نقل, تأشيرة, إقامة, سكن, سفر, مواصلات'),
    },
  },
  {
    id: 'support',
    names: {
      en: 'Support from superiors',
      fr: 'Soutien de la hiérarchie',
      es: 'Apoyo de los mandos',
      ar: 'دعم الرؤساء',
    },
    keywords: {
      en: listed(
        'support, superior, supervisor, commander, manager, leadership, boss, chief, permission, resistance',
      ),
      fr: listed(
        'hiérarchie, soutien, soutenir, soutient, supérieurs, chef, direction, commandement, autorisation, résistance',
      ),
      es: listed(
        'apoyo, superiores, mandos, jefe, jefatura, dirección, comandante, autorización, resistencia',
      ),
      ar: listed('دعم, يدعم, رؤساء, رؤسائي, رئيس, قيادة, قيادات, مدير, إذن, موافقة, مقاومة التغيير'),
    },
  },
  {
    id: 'staff',
    names: {
      en: 'Staff and workload',
      fr: 'Effectifs et charge de travail',
      es: 'Personal y carga de trabajo',
      ar: 'الأفراد وعبء العمل',
    },
    keywords: {
      en: listed(
        'staff, manpower, personnel, workload, shortage, understaffed, overload, trained officer, turnover, posting',
      ),
      fr: listed(
        'effectifs, personnel, charge de travail, sous effectif, surcharge, mutation, manque de monde',
      ),
      es: listed(
        'personal, plantilla, carga de trabajo, sobrecarga, agentes formados, falta de agentes, traslado',
      ),
      ar: listed('أفراد, موظفون, نقص, عبء العمل, ضغط العمل, كوادر, كادر, تنقلات'),
    },
  },
  {
    id: 'law',
    names: {
      en: 'Law and procedures',
      fr: 'Droit et procédures',
      es: 'Leyes y procedimientos',
      ar: 'القوانين والإجراءات',
    },
    keywords: {
      en: listed('law, legal, legislation, regulation, court, prosecutor, policy, bureaucracy'),
      fr: listed(
        'loi, légal, juridique, législation, réglementation, règlement, tribunal, parquet, procureur, bureaucratie',
      ),
      es: listed('ley, legal, jurídico, legislación, normativa, reglamento, tribunal, fiscalía, burocracia'),
      ar: listed('قانون, القانون, قوانين, تشريع, تشريعات, لوائح, محكمة, نيابة, بيروقراطية, روتين'),
    },
  },
  {
    id: 'rights',
    names: {
      en: 'Human rights and dignity',
      fr: 'Droits de l’homme et dignité',
      es: 'Derechos humanos y dignidad',
      ar: 'حقوق الإنسان والكرامة',
    },
    keywords: {
      en: listed('human rights, dignity, discriminat*, torture, ethics, gender'),
      fr: listed('droits de l’homme, droits humains, dignité, discrimin*, torture, éthique, genre'),
      es: listed('derechos humanos, dignidad, discrimin*, tortura, ética, género'),
      ar: listed('حقوق الإنسان, كرامة, الكرامة, تمييز, تعذيب, أخلاقيات, النوع الاجتماعي'),
    },
  },
  {
    id: 'exchange',
    names: {
      en: 'Colleagues and networks',
      fr: 'Collègues et réseaux',
      es: 'Colegas y redes',
      ar: 'الزملاء والتواصل',
    },
    keywords: {
      en: listed(
        'colleague, network, other countries, contacts, sharing experience, exchange of experience, group chat',
      ),
      fr: listed('collègue, réseau, autres pays, contacts, échange d’expériences, partage d’expériences'),
      es: listed(
        'colega, compañeros, red, otros países, contactos, intercambio de experiencias, grupo de contacto',
      ),
      ar: listed('زملاء, شبكة, شبكات, دول أخرى, بلدان أخرى, تواصل, تبادل الخبرات'),
    },
  },
  {
    id: 'follow-up',
    names: {
      en: 'Follow-up and refreshers',
      fr: 'Suivi et recyclage',
      es: 'Seguimiento y actualización',
      ar: 'المتابعة والدورات التنشيطية',
    },
    keywords: {
      en: listed(
        'refresher, follow up, next course, second course, another course, continuation, mentor, coaching',
      ),
      fr: listed(
        'recyclage, suivi, remise à niveau, perfectionnement, deuxième cours, autre cours, mentor, accompagnement',
      ),
      es: listed(
        'seguimiento, curso de actualización, curso de repaso, segundo curso, otro curso, continuidad, mentor, perfeccionamiento',
      ),
      ar: listed('تنشيطية, متابعة, المتابعة, دورة أخرى, دورة ثانية, دورة متقدمة, استكمال, مرشد, توجيه'),
    },
  },
];
