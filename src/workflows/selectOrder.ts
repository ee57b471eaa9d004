import { UserError } from '../base/errors';
import type { Loss } from '../probe/probeModel';
import type { Selection } from '../protocol/selection';
import { normalizedText } from '../text/words';
import { alternating } from './labelOrder';
import type { WorkflowOptions } from './services';

/**
 * How the chosen stand: as in the file; in the order of choice, the most telling first; or with labels alternating, so
 * that no run of one label ends the prompt.
 */
export type SelectionOrder = 'file' | 'chosen' | 'alternating';

export interface SelectOptions extends WorkflowOptions {
	/** How many are wanted. */
	readonly count: number;
	/** Most demonstrations with one output. */
	readonly perLabel?: number;
	/** Least V-Score in bits per token. Without a task definition there is none. */
	readonly minimumConsistency?: number;
	readonly order?: SelectionOrder;
	readonly loss?: Loss;
}

export interface Chosen extends Omit<Selection['demonstrations'][number], 'rank'> {
	/** Place in the file. */
	readonly index: number;
	/** When it was chosen, from 0 on. */
	readonly rank: number;
}

/** The chosen in the wanted order, as a selection holds them. */
export function inOrder(chosen: readonly Chosen[], order: SelectionOrder): Selection['demonstrations'] {
	const byRank = chosen.toSorted((a, b) => a.rank - b.rank);
	const ordered =
		order === 'file'
			? chosen.toSorted((a, b) => a.index - b.index)
			: order === 'chosen'
				? byRank
				: alternating(byRank, ({ output }) => normalizedText(output));
	return ordered.map(({ id, input, output, rank, gain, vScore }) => ({
		id,
		input,
		output,
		rank: rank + 1,
		gain,
		vScore,
	}));
}

export function noTaskFor(file: string): UserError {
	return new UserError(
		'select.noTask',
		`${file} has no task definition, so no consistency can be asked for. Give one with --task.`,
		'usage',
	);
}

/** @param floor that was asked of consistency, if one was */
export function nothingLeft(file: string, floor: number | undefined): UserError {
	return new UserError(
		'select.nothingLeft',
		floor === undefined
			? `No demonstration of ${file} has an output that the configuration allows. Correct its labels.`
			: `No demonstration of ${file} reaches ${floor} bits per token. Lower the floor.`,
	);
}
