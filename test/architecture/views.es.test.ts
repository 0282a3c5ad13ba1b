// Everything that is shown in Spanish.
import { holdEverythingShown } from './everything-shown.ts';

holdEverythingShown('es');
