import * as l10n from '@vscode/l10n';
import { outputText } from '../demonstrations/demonstration';
import { isSameLabel, LinearStudent, studentAccuracy, type StudentAccuracy } from '../metrics/linearStudent';
import type { Example, ProbeModel } from '../probe/probeModel';
import type { Analysis } from '../protocol/analysis';
import { countOf } from '../text/counts';
import { normalizedText } from '../text/words';
import type { AnalyzedSet } from './analyze';
import type { InspectedSet } from './inspect';
import { embeddingRequest, outputForm } from './readings';
import { countedReadOptions, type Services, type WorkflowOptions } from './services';

/** What a linear student that learned from a set says of labelled examples. */
export interface StudentRun {
	/** The labels that it knows. */
	readonly labels: readonly string[];
	/** For each example the label it gives, and how sure it is, 0..1. */
	readonly predictions: readonly { readonly label: string; readonly confidence: number; readonly isCorrect: boolean }[];
	readonly accuracy: StudentAccuracy;
	/** Examples whose label no demonstration has: the student cannot be right on them. */
	readonly unknown: number;
	/** Share of the examples that have the label which is most frequent among the demonstrations, 0..1. */
	readonly baseline: number;
}

/**
 * Trains the linear student on the probe's embeddings of the demonstrations' inputs, and runs it on validation examples. The
 * outputs are not read: they are what is to be learned.
 *
 * @param demonstrations with labels as outputs; one at least
 */
export async function runLinearStudent(
	probe: ProbeModel,
	demonstrations: readonly Example[],
	validation: readonly Example[],
	options: WorkflowOptions = {},
): Promise<StudentRun> {
	const texts = [...demonstrations, ...validation];
	const readings = await probe.read(
		texts.map(({ input }) => embeddingRequest(input)),
		countedReadOptions(options, l10n.t('Reading inputs for the linear student'), texts.length),
	);
	const embeddings = readings.map(({ embedding }) => embedding);
	const outputs = demonstrations.map(({ output }) => output);
	const expected = validation.map(({ output }) => output);
	const student = LinearStudent.train(embeddings.slice(0, demonstrations.length), outputs);
	const predictions = embeddings.slice(demonstrations.length).map((embedding, index) => {
		const { label, confidence } = student.predict(embedding);
		return { label, confidence, isCorrect: isSameLabel(label, expected[index] ?? '') };
	});
	const known = new Set(student.labels.map(normalizedText));
	const [commonest] = [...countOf(outputs.map(normalizedText))].sort((a, b) => b[1] - a[1])[0] ?? [''];
	return {
		labels: student.labels,
		predictions,
		accuracy: studentAccuracy(
			predictions.map(({ label }) => label),
			expected,
		),
		unknown: expected.filter(output => !known.has(normalizedText(output))).length,
		baseline: expected.filter(output => isSameLabel(output, commonest)).length / expected.length,
	};
}

/**
 * The analysis with the linear student's accuracy on a validation set; unchanged where the outputs of the set are not
 * labels, or where there is nothing to validate on.
 */
export async function withLinearStudent(
	{ probe }: Services,
	{ analysis, set }: AnalyzedSet,
	validation: InspectedSet,
	options: WorkflowOptions = {},
): Promise<Analysis> {
	const demonstrations = labelledInputs({ set });
	const examples = labelledInputs(validation);
	if (examples.length === 0 || outputForm(demonstrations.map(({ output }) => output)) !== 'labels') {
		return analysis;
	}
	const { labels, accuracy, unknown, baseline } = await runLinearStudent(probe, demonstrations, examples, options);
	return {
		...analysis,
		linearStudent: {
			validation: validation.document.name,
			count: accuracy.count,
			accuracy: accuracy.accuracy,
			interval: { low: accuracy.interval[0], high: accuracy.interval[1] },
			labels: labels.length,
			unknown,
			baseline,
		},
	};
}

/** Inputs with their labels: a rationale is not part of what is learned. */
function labelledInputs({ set }: Pick<InspectedSet, 'set'>): readonly Example[] {
	return set.demonstrations.map(item => ({ input: item.input.text, output: outputText(item) }));
}
