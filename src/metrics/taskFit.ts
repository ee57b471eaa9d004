import { median } from '../numeric/statistics';

/** What the fit to the task makes of the two things that it goes by. */
export interface TaskFitWeights {
	readonly constant: number;
	readonly definitionFit: number;
	readonly company: number;
}

/** For a probe without a head: the definition alone decides. */
export const definitionAlone: TaskFitWeights = { constant: 0, definitionFit: 1, company: 0 };

/** What speaks for a demonstration belonging to the task of its set. */
export interface Standing {
	/** Natural log-odds that it belongs to the task definition. */
	readonly definitionFit: number;
	/** Mean likeness to the other demonstrations of the set, −1 to 1. */
	readonly company: number;
}

/**
 * Natural log-odds that each demonstration belongs to the task of its set and not to another one, by the definition
 * and by the others. *Ours*: a logistic regression on sets into which a demonstration of another task was put. Company counts by how
 * much more or less of it a demonstration has than the one in the middle: some tasks are more of one kind than others. The constant holds
 * the odds beforehand: in the built-in probe's weights 49 to 1.
 *
 * @param standings of a whole set; `undefined` for what could not be read
 * @returns in the same order
 */
export function taskFits(
	standings: readonly (Standing | undefined)[],
	weights: TaskFitWeights,
): readonly (number | undefined)[] {
	const usual = median(standings.flatMap(standing => standing?.company ?? []));
	return standings.map(
		standing =>
			standing &&
			weights.constant + weights.definitionFit * standing.definitionFit + weights.company * (standing.company - usual),
	);
}

/** The probability of log-odds, 0..1. */
export function probabilityOf(logOdds: number): number {
	return 1 / (1 + Math.exp(-logOdds));
}
