// All kinds of record over one context.
import type { Records } from '../store.ts';
import { actionRecords } from './actions.ts';
import { assistanceRecords } from './assistance.ts';
import { attendanceDayRecords } from './attendance-days.ts';
import { certificateRecords } from './certificates.ts';
import { circularRecords } from './circulars.ts';
import { claim } from './claims.ts';
import { clearanceRecords } from './clearances.ts';
import { codeRecords } from './codes.ts';
import { commitmentRecords } from './commitments.ts';
import { consultationRecords } from './consultations.ts';
import type { RecordContext } from './context.ts';
import { courseRunRecords } from './course-runs.ts';
import { courseRecords } from './courses.ts';
import { criteriaRecords } from './criteria.ts';
import { decisionRecords } from './decisions.ts';
import { deliveryRecords } from './deliveries.ts';
import { deputyRecords } from './deputies.ts';
import { digestRecords } from './digests.ts';
import { draftRecords } from './drafts.ts';
import { erasureRecords } from './erasures.ts';
import { evidenceRecords } from './evidence.ts';
import { exchangeRecords } from './exchanges.ts';
import { fairnessRecords } from './fairness.ts';
import { feedbackRecords } from './feedback.ts';
import { feedbackFileRecords } from './feedback-files.ts';
import { followUpRecords } from './follow-ups.ts';
import { fundingRecords } from './funding.ts';
import { importRecords } from './imports.ts';
import { installationRecords } from './installations.ts';
import { intakeRecords } from './intake.ts';
import { interestRecords } from './interests.ts';
import { leaseRecords } from './leases.ts';
import { ledgerRecords } from './ledger.ts';
import { mergeRecords } from './merges.ts';
import { nominationRecords } from './nominations.ts';
import { offerRecords } from './offers.ts';
import { opinionRecords } from './opinions.ts';
import { organisationRecords } from './organisations.ts';
import { appealRecords, outcomeRecords } from './outcomes.ts';
import { panelRecords } from './panels.ts';
import { paperRecords } from './papers.ts';
import { peopleRecords } from './people.ts';
import { placeRecords } from './places.ts';
import { placingRecords } from './placings.ts';
import { postRecords } from './posts.ts';
import { profileRecords } from './profiles.ts';
import { questionnaireRecords } from './questionnaires.ts';
import { retentionRecords } from './retention.ts';
import { reviewRecords } from './reviews.ts';
import { seatPlanRecords } from './seat-plans.ts';
import { seatRuleRecords } from './seat-rules.ts';
import { settingRecords } from './settings.ts';
import { signingKeyRecords } from './signing-keys.ts';
import { symposiumRecords } from './symposia.ts';
import { themeRecords } from './themes.ts';
import { vettingRecords } from './vettings.ts';
import { waiverRecords } from './waivers.ts';

export function openRecords(context: RecordContext): Records {
  return {
    organisations: organisationRecords(context),
    places: placeRecords(context),
    people: peopleRecords(context),
    profiles: profileRecords(context),
    deputies: deputyRecords(context),
    codes: codeRecords(context),
    courses: courseRecords(context),
    papers: paperRecords(context),
    consultations: consultationRecords(context),
    decisions: decisionRecords(context),
    clearances: clearanceRecords(context),
    assistance: assistanceRecords(context),
    funding: fundingRecords(context),
    nominations: nominationRecords(context),
    seatRules: seatRuleRecords(context),
    seatPlans: seatPlanRecords(context),
    ledger: ledgerRecords(context),
    attendanceDays: attendanceDayRecords(context),
    certificates: certificateRecords(context),
    signingKeys: signingKeyRecords(context),
    criteria: criteriaRecords(context),
    evidence: evidenceRecords(context),
    vettings: vettingRecords(context),
    waivers: waiverRecords(context),
    placings: placingRecords(context),
    exchanges: exchangeRecords(context),
    offers: offerRecords(context),
    panels: panelRecords(context),
    reviews: reviewRecords(context),
    interests: interestRecords(context),
    outcomes: outcomeRecords(context),
    appeals: appealRecords(context),
    fairness: fairnessRecords(context),
    questionnaires: questionnaireRecords(context),
    feedback: feedbackRecords(context),
    feedbackFiles: feedbackFileRecords(context),
    actions: actionRecords(context),
    courseRuns: courseRunRecords(context),
    digests: digestRecords(context),
    opinions: opinionRecords(context),
    commitments: commitmentRecords(context),
    followUps: followUpRecords(context),
    themes: themeRecords(context),
    symposia: symposiumRecords(context),
    drafts: draftRecords(context),
    deliveries: deliveryRecords(context),
    circulars: circularRecords(context),
    installations: installationRecords(context),
    intake: intakeRecords(context),
    leases: leaseRecords(context),
    posts: postRecords(context),
    settings: settingRecords(context),
    erasures: erasureRecords(context),
    merges: mergeRecords(context),
    imports: importRecords(context),
    retention: retentionRecords(context),
    claim: (key) => claim(context, key),
    withAllEyes: () => openRecords(context.withAllEyes()),
  };
}
