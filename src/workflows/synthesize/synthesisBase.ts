import * as l10n from '@vscode/l10n';
import { UserError } from '../../base/errors';
import { outputText } from '../../demonstrations/demonstration';
import type { VScore } from '../../metrics/vScore';
import type { Point } from '../../numeric/procrustes';
import type { Example, Loss } from '../../probe/probeModel';
import type { NamedExample } from '../../synthesis/strategy';
import { acceptEdits } from '../accept';
import type { AnalyzedSet } from '../analyze';
import { largestPairwise } from '../largestPairwise';

/** What synthesis starts from: a set that was measured, or a task definition alone. */
export interface SynthesisBase {
	readonly file: string | null;
	readonly task: string | undefined;
	readonly loss: Loss;
	/** All of the set; an output that the file does not give is empty. */
	readonly demonstrations: readonly NamedExample[];
	/** Of each. */
	readonly sketches: readonly Float32Array[];
	readonly assignment: readonly number[];
	/** Of each on the map. */
	readonly places: readonly Point[];
	/** Of each region. */
	readonly sparse: readonly boolean[];
	readonly gVendi: number;
	/** Of those that have one. */
	readonly vScores: readonly VScore[];
	/** Why the file cannot hold an example; nothing where it can. */
	cannotHold(example: Example): string | undefined;
}

/** @throws {UserError} `set.tooLarge` */
export function baseOfSet(analyzed: AnalyzedSet): SynthesisBase {
	const { set, sketches, measurement, loss, analysis } = analyzed;
	if (measurement.regions.sizes.length === 0) {
		throw new UserError(
			'set.tooLarge',
			l10n.t(
				'{0} is too large to be filled region by region. Split it below {1} demonstrations.',
				analyzed.document.name,
				largestPairwise,
			),
		);
	}
	return {
		file: analysis.file,
		task: set.task?.text,
		loss,
		demonstrations: set.demonstrations.map((demonstration, index) => ({
			id: demonstration.id,
			name: String(index + 1),
			input: demonstration.input.text,
			output: outputText(demonstration),
		})),
		sketches,
		assignment: measurement.regions.assignment,
		places: measurement.places,
		sparse: measurement.regions.sparse,
		gVendi: measurement.gVendi.score,
		vScores: analysis.demonstrations.flatMap(({ vScore }) => vScore ?? []),
		cannotHold: example => {
			try {
				acceptEdits(analyzed, [example]);
				return undefined;
			} catch (error) {
				if (!UserError.is(error)) {
					throw error;
				}
				return error.message;
			}
		},
	};
}

export function baseOfTask(task: string): SynthesisBase {
	return {
		file: null,
		task,
		loss: 'joint',
		demonstrations: [],
		sketches: [],
		assignment: [],
		places: [],
		sparse: [],
		gVendi: 0,
		vScores: [],
		cannotHold: () => undefined,
	};
}
