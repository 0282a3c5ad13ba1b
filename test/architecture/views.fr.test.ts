// Everything that is shown in French.
import { holdEverythingShown } from './everything-shown.ts';

holdEverythingShown('fr');
