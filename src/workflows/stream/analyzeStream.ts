import { createHash } from 'node:crypto';
import { inChunks } from '../../base/chunks';
import { titleOf } from '../../demonstrations/formatTitle';
import { parseError } from '../../findings/parseError';
import { StreamedCompression } from '../../metrics/streamedCompression';
import { sketchVersion } from '../../probe/onnx/projections';
import type { Example, Loss, ProbeDescription, ProbeModel, ReadOptions } from '../../probe/probeModel';
import { templateVersion } from '../../probe/template';
import type { Analysis, Finding } from '../../protocol/analysis';
import { noDemonstrations } from '../analyze';
import { measureConsistency } from '../consistency';
import { leadingOf } from '../leading';
import { gradientRequest, lossFor, sketchOf, textOf } from '../readings';
import { countedReadOptions, type WorkflowOptions } from '../services';
import { trustOf } from '../trust';
import { ReadingTotals, totalsVersion } from './readingTotals';
import { demonstrationsOf, exampleOf, type StreamedSet } from './streamedSet';
import { survey, type Survey } from './survey';
import type { Unfinished } from './unfinished';

/** Demonstrations read together. */
const batchSize = 512;

export interface StreamOptions extends WorkflowOptions {
	/** Overrides the choice of which tokens the gradient's loss counts. */
	readonly loss?: Loss;
	/** Without it an interrupted run starts from the beginning. */
	readonly unfinished?: Unfinished;
}

/**
 * Reads and measures a set of any size: twice through the file, once to learn what it is and once to read it, and of each
 * demonstration only sums are kept. Scores are as `analyze` gives them. What compares demonstrations with one another is
 * left out, and said.
 *
 * @param probe better one that keeps no readings: so many would drive out all others
 * @throws {UserError} `set.empty`, and what the set and the probe throw
 */
export async function analyzeStream(
	probe: ProbeModel,
	set: StreamedSet,
	options: StreamOptions = {},
): Promise<Analysis> {
	const { signal, unfinished } = options;
	const surveyed = await survey(set, signal);
	if (surveyed.count === 0) {
		throw noDemonstrations(set.file, set.format, surveyed.problems[0]?.message);
	}
	const description = await probe.describe();
	const loss = options.loss ?? set.wishes?.loss ?? lossFor(surveyed.form);
	const key = keyOf(description, loss, surveyed);
	const saved = await unfinished?.load(key);
	const totals = saved === undefined ? ReadingTotals.none() : ReadingTotals.from(saved);
	const before = totals.readings;
	const compression = new StreamedCompression();
	const total = surveyed.count * (surveyed.task === null ? 1 : 3);
	const readBefore = (total / surveyed.count) * before;
	const read = countedReadOptions(options, 'Reading demonstrations', total, readBefore);

	let passed = 0;
	for await (const batch of inChunks(demonstrationsOf(set), batchSize)) {
		signal?.throwIfAborted();
		const examples = batch.map(demonstration => exampleOf(demonstration, surveyed.withRationales));
		await compression.add(examples.map(textOf));
		passed += batch.length;
		if (passed > before) {
			await readBatch(probe, examples, { task: surveyed.task?.text, loss }, totals, read);
			await unfinished?.save(key, () => totals.bytes());
		}
	}
	const analysis = describe(set, surveyed, description, loss, totals, await compression.ratio());
	await unfinished?.remove(key);
	return analysis;
}

/** A reading is a pure function of these. */
function keyOf({ revision }: ProbeDescription, loss: Loss, { task, withRationales, digest }: Survey): string {
	const parts = [totalsVersion, batchSize, revision, templateVersion, sketchVersion, loss, task?.text ?? null];
	return createHash('sha256')
		.update(JSON.stringify([...parts, withRationales, digest]))
		.digest('hex');
}

async function readBatch(
	probe: ProbeModel,
	examples: readonly Example[],
	{ task, loss }: { readonly task: string | undefined; readonly loss: Loss },
	totals: ReadingTotals,
	options: ReadOptions,
): Promise<void> {
	const folded: Float64Array[] = [];
	const readings = await probe.read(
		examples.map(example => gradientRequest(example, task, loss)),
		{
			...options,
			onReading: (index, reading) => {
				// As they come: the probe reads on meanwhile.
				folded[index] = totals.fold(sketchOf(reading));
				options.onReading?.(index, reading);
			},
		},
	);
	const scores = task === undefined ? [] : await measureConsistency(probe, task, examples, options);
	for (const [index, reading] of readings.entries()) {
		totals.add(reading, folded[index] ?? totals.fold(sketchOf(reading)), scores[index]);
	}
}

function describe(
	{ file, format, findings, notices = [], wishes = {} }: StreamedSet,
	surveyed: Survey,
	{ id, revision, parameters, provider, truth }: ProbeDescription,
	loss: Loss,
	totals: ReadingTotals,
	compressionRatio: number,
): Analysis {
	const { score, orders, dimension } = totals.gVendi();
	return {
		version: 1,
		file,
		format: format.id,
		formatTitle: titleOf(format),
		task: surveyed.task,
		probe: { id, revision, parameters, provider, loss, sketchDimension: dimension },
		trust: trustOf(truth, surveyed.form, loss),
		count: surveyed.count,
		scores: {
			gVendi: score,
			vendi: orders,
			marks: null,
			leading: leadingOf({ gVendi: score, vendi: orders }, null, surveyed.form, wishes),
			consistency: totals.consistency(),
		},
		surface: {
			contextLength: totals.contextLength(),
			selfRepetition: null,
			ngramDiversity: null,
			compressionRatio,
			perplexity: totals.perplexity(),
			perplexityGap: null,
			ngramVendi: null,
			embeddingVendi: null,
			blendedVendi: null,
			clusterSpread: null,
		},
		labelBalance: surveyed.labelBalance,
		demonstrations: [],
		regions: [],
		findings: [...(findings ?? parseErrors(surveyed))],
		notices: [...notices, ...limits(surveyed, totals, dimension, findings === undefined)],
	};
}

function parseErrors({ problems }: Survey): Finding[] {
	return problems.map(({ message, range }) => ({
		rule: parseError.id,
		severity: parseError.defaultSeverity,
		range,
		message,
		related: [],
	}));
}

/** What this analysis cannot say, in sentences for people. */
function limits(
	{ count, task, tasksDiffer, silent, problems, problemCount }: Survey,
	{ truncated }: ReadingTotals,
	dimension: number,
	withoutRules: boolean,
): string[] {
	const notices = [
		`${count} demonstrations are too many to hold, so each was read once and forgotten: no contributions, twins, regions or map, no n-gram measures. G-Vendi is that of sketches folded to ${dimension} numbers.`,
	];
	if (withoutRules) {
		notices.push('Rules that compare demonstrations were not run: all but parse-error.');
	}
	if (tasksDiffer) {
		notices.push('Parts of the file say different tasks, so none was used. Give one with --task or --task-file.');
	}
	if (task === null) {
		notices.push('No task definition was found, so there is no consistency score.');
	}
	if (problemCount > problems.length) {
		notices.push(`Of ${problemCount} stretches that could not be read, the first ${problems.length} are listed.`);
	}
	if (truncated > 0) {
		notices.push(`${truncated} demonstrations are longer than the probe can read and were read in part.`);
	}
	if (silent > 0) {
		notices.push(`${silent} demonstrations have no output; the probe read their input alone.`);
	}
	return notices;
}
