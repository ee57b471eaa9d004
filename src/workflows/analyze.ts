import * as l10n from '@vscode/l10n';
import { UserError } from '../base/errors';
import { inTurns } from '../base/steps';
import { outputText } from '../demonstrations/demonstration';
import type { Format } from '../demonstrations/format';
import { titleOf } from '../demonstrations/formatTitle';
import { inconsistent } from '../findings/inconsistent';
import type { Loss } from '../probe/probeModel';
import type { Finding } from '../protocol/analysis';
import type { Point } from '../numeric/procrustes';
import { isOn } from './checkRules';
import { measureConsistency } from './consistency';
import { describeSet, findingSteps } from './describeSet';
import { inspect, type InspectedSet, type InspectInput } from './inspect';
import type { Comparison, Measurement } from './measure';
import { chooseLoss, examplesOf, gradientRequest, outputForm, sketchOf, textOf } from './readings';
import { countedReadOptions, type Services, type WorkflowOptions } from './services';
import { measureTaskFit, readingsOfFit } from './taskFit';
import { trustOf } from './trust';

export interface AnalyzeInput extends InspectInput {
	/** Overrides the choice of which tokens the gradient's loss counts. */
	readonly loss?: Loss;
	/** An earlier analysis of the same file: what has not changed keeps its place on the map. */
	readonly previous?: AnalyzedSet;
}

/** A document, read and measured. */
export interface AnalyzedSet extends InspectedSet {
	readonly loss: Loss;
	/** One gradient sketch a demonstration, [4096]. */
	readonly sketches: readonly Float32Array[];
	readonly measurement: Measurement;
}

/**
 * Reads a document with the probe and measures it: the *look* loop.
 *
 * @throws {UserError} `format.unknown`, `set.empty`, and what the probe throws
 */
export async function analyze(
	services: Services,
	input: AnalyzeInput,
	options: WorkflowOptions = {},
): Promise<AnalyzedSet> {
	return await measureInspected(services, inspect(input), input, options);
}

export interface MeasureInspectedOptions extends WorkflowOptions {
	/** Told what is found as soon as it is known: large sets take seconds more for the rest. */
	readonly onFindings?: (findings: readonly Finding[]) => void;
}

/** The same for a document that is inspected already. */
export async function measureInspected(
	services: Services,
	inspected: InspectedSet,
	input: Pick<AnalyzeInput, 'loss' | 'previous'> = {},
	options: MeasureInspectedOptions = {},
): Promise<AnalyzedSet> {
	const { set } = inspected;
	if (set.demonstrations.length === 0) {
		const [problem] = set.problems;
		throw noDemonstrations(inspected.document.name, inspected.format, problem?.message);
	}
	const { probe, measurer } = services;
	const { signal, onFindings } = options;
	const examples = examplesOf(set.demonstrations);
	const task = set.task?.text;
	const { wishes } = inspected;
	const loss = input.loss ?? wishes.loss ?? chooseLoss(set.demonstrations.map(outputText), wishes.labels);
	const description = await probe.describe();
	const trust = trustOf(description.truth, outputForm(set.demonstrations.map(outputText), wishes.labels), loss);
	const fittedTask = isOn(inconsistent, inspected.rules, trust) ? task : undefined;
	const perExample = (task === undefined ? 1 : 3) + (fittedTask === undefined ? 0 : readingsOfFit);
	const read = countedReadOptions(options, l10n.t('Reading demonstrations'), examples.length * perExample);

	const readings = await probe.read(
		examples.map(example => gradientRequest(example, task, loss)),
		read,
	);
	const vScores = task === undefined ? undefined : await measureConsistency(probe, task, examples, read);
	const fits = fittedTask === undefined ? undefined : await measureTaskFit(probe, fittedTask, examples, read);

	const sketches = readings.map(sketchOf);
	const previousPlaces = input.previous === undefined ? undefined : placesByText(input.previous, inspected);
	const find = (comparison: Comparison): Promise<Finding[]> =>
		inTurns(findingSteps(inspected, { loss, fits, comparison }, description.truth), signal);
	let found: Promise<Finding[]> | undefined;
	const onCompared = (comparison: Comparison): void => {
		found = find(comparison);
		found.then(onFindings).catch(() => undefined); // what fails is thrown below
	};
	const measurement = await measurer.measure(
		{
			sketches,
			texts: examples.map(textOf),
			readings: readings.map(({ embedding, logProbs, tokens }) => ({ embedding, logProbs, tokens })),
			...(previousPlaces === undefined ? {} : { previousPlaces }),
		},
		{ onCompared, ...(signal === undefined ? {} : { signal }) },
	);
	signal?.throwIfAborted();
	const findings = await (found ?? find(measurement));
	const analysis = describeSet(inspected, { probe: description, loss, readings, vScores, fits, measurement, findings });
	return { ...inspected, analysis, loss, sketches, measurement };
}

/** @param problem the first that was met in reading it */
export function noDemonstrations(file: string, format: Format, problem: string | undefined): UserError {
	return new UserError(
		'set.empty',
		problem === undefined
			? l10n.t('{0} holds no demonstrations (read as {1}).', file, titleOf(format))
			: l10n.t('{0} holds no demonstration that can be read (as {1}): {2}', file, titleOf(format), problem),
	);
}

/** Places of the earlier map for the demonstrations whose text it already knew. */
function placesByText(previous: AnalyzedSet, now: InspectedSet): readonly (Point | undefined)[] {
	const places = new Map(
		examplesOf(previous.set.demonstrations).map((example, index) => [
			textOf(example),
			previous.measurement.places[index],
		]),
	);
	return examplesOf(now.set.demonstrations).map(example => places.get(textOf(example)));
}
