// Everything that is shown in English.
import { holdEverythingShown } from './everything-shown.ts';

holdEverythingShown('en');
