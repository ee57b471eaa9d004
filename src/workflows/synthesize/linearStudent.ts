import { UserError } from '../../base/errors';
import type { Random } from '../../base/random';
import { sample } from '../../numeric/sample';
import type { ProbeModel } from '../../probe/probeModel';
import type { NamedExample } from '../../synthesis/strategy';
import type { Student } from '../../synthesis/student';
import { runLinearStudent } from '../linearStudent';
import { outputForm } from '../readings';
import { readOptions, type WorkflowOptions } from '../services';

/** Logistic regression on the probe's embeddings, for labels: no call is made. */
export function linearStudent(
	probe: ProbeModel,
	validation: readonly NamedExample[],
	random: Random,
	options: WorkflowOptions,
): Student {
	return {
		id: 'linear',
		async *mistakes({ demonstrations }) {
			const outputs = [...demonstrations, ...validation].map(({ output }) => output);
			if (demonstrations.length === 0 || outputForm(outputs) !== 'labels') {
				throw new UserError(
					'synthesis.needsLabels',
					'The linear student learns labels, and the outputs of this set are none. Use --student icl.',
					'usage',
				);
			}
			const { predictions } = await runLinearStudent(probe, demonstrations, validation, readOptions(options));
			const mistakes = validation.filter((_, index) => predictions[index]?.isCorrect === false);
			yield* sample(mistakes, mistakes.length, random);
		},
	};
}
