// The writes of the gate, with what they may be given: papers, risks, consultations and decisions.
import { missionViews } from '#exchange/consultation.ts';
import { riskGrades } from '#exchange/hub-settings.ts';
import { type Given, maybe } from './given.ts';
import { asked, briefOf, courseWithout, decision, mission } from './given-at-gate.ts';

/** Each with how often it is chosen. */
export const writesAtGate = {
  'papers.writeBrief': [
    5,
    (w) => [
      courseWithout(w, 'briefs'),
      { reference: w.text(), decidedOn: w.date(), validUntil: w.date(), ...briefOf(w) },
      w.id('people'),
    ],
  ],
  'papers.assess': [
    5,
    (w) => [
      courseWithout(w, 'assessments'),
      {
        reference: w.text(),
        decidedOn: w.date(),
        validUntil: w.date(),
        grade: w.pick(riskGrades),
        assessor: w.id('people'),
      },
    ],
  ],
  'papers.addRisk': [
    1,
    (w) => [w.id('courses'), { risk: w.text(), mitigation: w.text(), owner: w.id('people'), due: w.date() }],
  ],
  'papers.removeRisk': [
    1,
    (w) => {
      const row = w.row('risks');
      return row && w.often(0.8) ? [row.course, row.id] : [w.id('courses'), w.id('risks')];
    },
  ],
  'papers.mitigated': [1, (w) => [w.id('risks'), w.id('people')]],
  'consultations.ask': [2, (w) => [w.id('courses'), mission(w), w.id('people')]],
  'consultations.askFirst': [1, (w) => [w.id('courses'), mission(w), w.id('people')]],
  'consultations.answer': [
    2,
    (w) => [...asked(w), w.pick(missionViews), maybe(w, 0.5, w.text), w.id('people')],
  ],
  'consultations.drop': [1, (w) => [...asked(w)]],
  'decisions.decide': [8, (w) => [decision(w)]],
} satisfies Readonly<Record<string, readonly [weight: number, given: Given]>>;
