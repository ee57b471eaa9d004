import type { ConsistencyFigures } from './consistency';
import type { CostFigures } from './costs';
import type { ContrastFigures, DuplicateFigures } from './duplicates';
import type { IntruderFigures } from './intruder';
import type { LadderFigures } from './ladders';
import type { SmallSetFigures } from './smallSets';
import type { StudentFigures } from './students';

/** All that one run measures; what it was not asked for is absent or empty. */
export interface TruthFigures {
	readonly probe: { readonly id: string; readonly revision: string; readonly parameters: number };
	readonly consistency?: ConsistencyFigures;
	readonly intruders?: IntruderFigures;
	readonly ladders: readonly LadderFigures[];
	readonly contrast: readonly ContrastFigures[];
	readonly duplicates: readonly DuplicateFigures[];
	readonly costs?: CostFigures;
	readonly smallSets?: SmallSetFigures;
	readonly students?: readonly StudentFigures[];
}
