// The model as a store: the same records over maps in memory, one transaction after the other, kept whole or not at all.
import type { IdPrefix } from '#store/ids.ts';
import { Conflict, type Records, type Store } from '#store/store.ts';
import { assistanceModel } from './model-assistance.ts';
import { attendanceDayModel } from './model-attendance-days.ts';
import { certificateModel, signingKeyModel } from './model-certificates.ts';
import { courseModel } from './model-courses.ts';
import { circularModel, deliveryModel } from './model-deliveries.ts';
import { criteriaModel, evidenceModel, vettingModel, waiverModel } from './model-eligibility.ts';
import { erasureModel, importModel, retentionModel } from './model-erasures.ts';
import { exchangeModel } from './model-exchanges.ts';
import { fairnessModel } from './model-fairness.ts';
import { feedbackModel, questionnaireModel } from './model-feedback.ts';
import { feedbackFileModel } from './model-feedback-files.ts';
import { commitmentModel, followUpModel } from './model-follow-ups.ts';
import { fundingModel } from './model-funding.ts';
import { clearanceModel, consultationModel, decisionModel, paperModel } from './model-gate.ts';
import { claimModel, draftModel, intakeModel, leaseModel, postModel, settingModel } from './model-house.ts';
import { actionModel, digestModel } from './model-improvement.ts';
import { installationModel } from './model-installations.ts';
import { organisationModel, peopleModel, placeModel } from './model-members.ts';
import { mergeModel } from './model-merges.ts';
import { nominationModel } from './model-nominations.ts';
import { offerModel } from './model-offers.ts';
import { opinionModel } from './model-opinions.ts';
import { appealModel, outcomeModel } from './model-outcomes.ts';
import { placingModel } from './model-placings.ts';
import { profileModel } from './model-profiles.ts';
import { interestModel, panelModel, reviewModel } from './model-reviews.ts';
import { codeModel, deputyModel } from './model-rights.ts';
import { courseRunModel } from './model-runs.ts';
import { ledgerModel, seatPlanModel, seatRuleModel } from './model-seats.ts';
import { copyOf, emptyState, ModelContext, type State, Violation } from './model-state.ts';
import { symposiumModel } from './model-symposia.ts';
import { themeModel } from './model-themes.ts';

export type ModelStore = Pick<Store, 'read' | 'write'> & {
  /** As it is now; during a write with what has been written so far. */
  readonly state: State;
};

export function makeModel(newId: (prefix: IdPrefix) => string): ModelStore {
  let state = emptyState();
  return {
    get state() {
      return state;
    },
    read: async (viewer, work) => await work(records(new ModelContext(state, viewer, undefined, newId))),
    write: async (act, work) => {
      const before = copyOf(state);
      try {
        return await work(records(new ModelContext(state, act.viewer, act, newId)));
      } catch (error) {
        state = before;
        if (error instanceof Violation && error.rule === 'unique')
          throw new Conflict('A unique key is taken.');
        throw error;
      }
    },
  };
}

function records(context: ModelContext): Records {
  return {
    organisations: organisationModel(context),
    places: placeModel(context),
    people: peopleModel(context),
    profiles: profileModel(context),
    deputies: deputyModel(context),
    codes: codeModel(context),
    courses: courseModel(context),
    clearances: clearanceModel(context),
    papers: paperModel(context),
    consultations: consultationModel(context),
    decisions: decisionModel(context),
    assistance: assistanceModel(context),
    funding: fundingModel(context),
    nominations: nominationModel(context),
    seatRules: seatRuleModel(context),
    seatPlans: seatPlanModel(context),
    ledger: ledgerModel(context),
    attendanceDays: attendanceDayModel(context),
    certificates: certificateModel(context),
    signingKeys: signingKeyModel(context),
    criteria: criteriaModel(context),
    evidence: evidenceModel(context),
    vettings: vettingModel(context),
    waivers: waiverModel(context),
    placings: placingModel(context),
    exchanges: exchangeModel(context),
    offers: offerModel(context),
    panels: panelModel(context),
    reviews: reviewModel(context),
    interests: interestModel(context),
    outcomes: outcomeModel(context),
    appeals: appealModel(context),
    fairness: fairnessModel(context),
    questionnaires: questionnaireModel(context),
    feedback: feedbackModel(context),
    feedbackFiles: feedbackFileModel(context),
    actions: actionModel(context),
    courseRuns: courseRunModel(context),
    digests: digestModel(context),
    opinions: opinionModel(context),
    commitments: commitmentModel(context),
    followUps: followUpModel(context),
    themes: themeModel(context),
    symposia: symposiumModel(context),
    drafts: draftModel(context),
    deliveries: deliveryModel(context),
    circulars: circularModel(context),
    installations: installationModel(context),
    intake: intakeModel(context),
    leases: leaseModel(context),
    posts: postModel(context),
    settings: settingModel(context),
    erasures: erasureModel(context),
    merges: mergeModel(context),
    imports: importModel(context),
    retention: retentionModel(context),
    claim: claimModel(context),
    withAllEyes: () => records(context.withAllEyes()),
  };
}
