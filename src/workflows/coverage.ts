import * as l10n from '@vscode/l10n';
import { UserError } from '../base/errors';
import { seededRandom } from '../base/random';
import { outputText } from '../demonstrations/demonstration';
import { coverage } from '../metrics/coverage';
import { reservoirSample } from '../numeric/reservoir';
import type { Analysis } from '../protocol/analysis';
import type { AnalyzedSet } from './analyze';
import type { InspectedSet } from './inspect';
import { largestPairwise } from './largestPairwise';
import { examplesOf, gradientRequest, sketchOf } from './readings';
import { countedReadOptions, type Services, type WorkflowOptions } from './services';

/** Of more validation examples a random sample is read: the share is then right to within some 3 points, in 19 of 20 cases. */
const mostRead = 1024;
/** Fixed, so that one file always gives the same sample. */
const sampleSeed = 1_906;

/** Uncovered examples that are listed, the farthest first. */
const mostListed = 20;
const shownCharacters = 200;

/**
 * The analysis with its coverage of a validation set, whose examples are read as the demonstrations are and become none.
 *
 * @throws {UserError} `coverage.noExamples`, `coverage.tooFew`, and what the probe throws
 */
export async function withCoverage(
	{ probe }: Services,
	{ analysis, set, sketches, measurement, loss }: AnalyzedSet,
	validation: InspectedSet,
	options: WorkflowOptions = {},
): Promise<Analysis> {
	const count = validation.set.demonstrations.length;
	const demonstrations = await reservoirSample(validation.set.demonstrations, mostRead, seededRandom(sampleSeed));
	if (count === 0) {
		throw new UserError(
			'coverage.noExamples',
			l10n.t('{0} holds no examples that can be read.', validation.document.name),
		);
	}
	const readings = await probe.read(
		examplesOf(demonstrations).map(example => gradientRequest(example, set.task?.text, loss)),
		countedReadOptions(options, l10n.t('Reading the validation set'), demonstrations.length),
	);
	const covered = coverage(sketches, readings.map(sketchOf), measurement.twins);
	if (covered === null) {
		throw new UserError(
			'coverage.tooFew',
			l10n.t('Coverage needs 2 to {0} demonstrations; {1} holds {2}.', largestPairwise, analysis.file, analysis.count),
		);
	}
	const uncovered = covered.nearest
		.map((nearest, index) => ({ ...nearest, example: demonstrations[index] }))
		.filter(({ similarity }) => similarity <= covered.threshold)
		.toSorted((a, b) => a.similarity - b.similarity);
	return {
		...analysis,
		coverage: {
			validation: validation.document.name,
			count,
			read: demonstrations.length,
			share: covered.share,
			threshold: covered.threshold,
			uncovered: uncovered.slice(0, mostListed).flatMap(({ example, index, similarity }) =>
				example === undefined
					? []
					: [
							{
								id: example.id,
								range: validation.lines.range(example.span),
								input: example.input.text.slice(0, shownCharacters),
								output: outputText(example).slice(0, shownCharacters),
								nearest: { id: set.demonstrations[index]?.id ?? '', similarity },
							},
						],
			),
		},
	};
}
