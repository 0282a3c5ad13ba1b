// The story of an evaluation with everybody in one Slack workspace.
import { evaluationOn } from './evaluation-story.ts';
import { onSlack } from './layouts.ts';

evaluationOn('Slack', onSlack('http'));
