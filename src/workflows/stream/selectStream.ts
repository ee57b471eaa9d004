import { createHash } from 'node:crypto';
import { inChunks } from '../../base/chunks';
import { seededRandom } from '../../base/random';
import { foldedDimension } from '../../metrics/foldedDimension';
import { randomFromBlocks, selectFromBlocks, type RowBlocks } from '../../metrics/streamedSelection';
import type { VScore } from '../../metrics/vScore';
import { HadamardFold } from '../../numeric/hadamardFold';
import { sketchVersion } from '../../probe/onnx/projections';
import type { Example, ProbeModel, ReadOptions } from '../../probe/probeModel';
import { templateVersion } from '../../probe/template';
import type { Selection } from '../../protocol/selection';
import { normalizedText } from '../../text/words';
import { noDemonstrations } from '../analyze';
import { measureConsistency } from '../consistency';
import { gradientRequest, lossFor, sketchOf } from '../readings';
import { inOrder, noTaskFor, nothingLeft, type Chosen, type SelectOptions } from '../selectOrder';
import { countedReadOptions } from '../services';
import type { OpenSpill, SpilledRows } from './spilledRows';
import { demonstrationsOf, exampleOf, type StreamedSet } from './streamedSet';
import { survey, type Survey } from './survey';

/** Demonstrations read together. */
const batchSize = 512;
/** A folded sketch at unit length, then the V-Score in bits and in bits per token: not a number where there is none. */
const rowLength = foldedDimension + 2;
/** Changes with what the rows hold. */
const rowsVersion = 3;
const randomSeed = 1_702;

/**
 * The best few of a set or pool of any size: as `select`, from sketches folded to 1,024 numbers that are written to a file
 * as they are read, 4 kB each. Texts are gone through three times and never held. An interrupted run goes on from the
 * last whole batch of 512.
 *
 * @param probe better one that keeps no readings: so many would drive out all others
 * @throws {UserError} `set.empty`, `select.noTask`, `select.nothingLeft`, and what the set and the probe throw
 */
export async function selectStream(
	probe: ProbeModel,
	set: StreamedSet,
	openSpill: OpenSpill,
	options: SelectOptions,
): Promise<Selection> {
	const { signal, minimumConsistency, count, perLabel, order = 'file' } = options;
	const surveyed = await survey(set, signal);
	if (surveyed.count === 0) {
		throw noDemonstrations(set.file, set.format, surveyed.problems[0]?.message);
	}
	if (minimumConsistency !== undefined && surveyed.task === null) {
		throw noTaskFor(set.file);
	}
	const loss = options.loss ?? set.wishes?.loss ?? lossFor(surveyed.form);
	const task = surveyed.task?.text;
	const { revision } = await probe.describe();
	const parts = [rowsVersion, batchSize, revision, templateVersion, sketchVersion, loss, task ?? null];
	const key = createHash('sha256')
		.update(JSON.stringify([...parts, minimumConsistency !== undefined, surveyed.withRationales, surveyed.digest]))
		.digest('hex');
	const spill = await openSpill(`${key}.rows`, rowLength);
	try {
		const scoredTask = minimumConsistency === undefined ? undefined : task;
		const reader = new RowReader(probe, spill, { task, loss, scoredTask });
		await reader.readAll(set, surveyed, options);
		const { labels, names } = await labelNumbers(set, surveyed.count);
		const allowed = allowedLabels(set.wishes?.labels, names);
		const scores = await vScoresOf(spill, surveyed.count);
		const isConsistent = (row: number): boolean =>
			minimumConsistency === undefined || (scores[row]?.bitsPerToken ?? -Infinity) >= minimumConsistency;
		const isAllowed = (row: number): boolean => allowed === undefined || allowed.has(labels[row] ?? -1);

		const rows = sketchRows(spill);
		const chosen = await selectFromBlocks(rows, {
			count,
			isEligible: row => isConsistent(row) && isAllowed(row),
			...(perLabel === undefined ? {} : { labels, perLabel }),
			onChosen: done => options.onProgress?.({ message: 'Choosing', done, total: count }),
			...(signal === undefined ? {} : { signal }),
		});
		if (chosen.length === 0) {
			throw nothingLeft(set.file, minimumConsistency);
		}
		const random = await randomFromBlocks(rows, chosen.length, seededRandom(randomSeed), signal);
		const everyRow = [...labels.keys()];
		const selection: Selection = {
			version: 1,
			file: set.file,
			count: surveyed.count,
			inconsistent: everyRow.filter(row => !isConsistent(row)).length,
			disallowed: everyRow.filter(row => isConsistent(row) && !isAllowed(row)).length,
			gVendi: { chosen: chosen.at(-1)?.scoreAfter ?? 0, random },
			demonstrations: inOrder(
				await withTexts(
					set,
					chosen.map(({ index, gain }, rank) => ({ index, rank, gain, vScore: scores[index] ?? null })),
				),
				order,
			),
		};
		await spill.remove();
		return selection;
	} finally {
		await spill.close();
	}
}

/** Reads what the spill does not hold yet. */
class RowReader {
	private projection: HadamardFold | undefined;
	private readonly folded = new Float64Array(foldedDimension);

	constructor(
		private readonly probe: ProbeModel,
		private readonly spill: SpilledRows,
		private readonly wanted: {
			readonly task: string | undefined;
			readonly loss: Parameters<typeof gradientRequest>[2];
			/** The task definition where V-Scores are wanted. */
			readonly scoredTask: string | undefined;
		},
	) {}

	async readAll(set: StreamedSet, { count, withRationales }: Survey, options: SelectOptions): Promise<void> {
		const each = this.wanted.scoredTask === undefined ? 1 : 3;
		const before = this.spill.count;
		const read = countedReadOptions(options, 'Reading demonstrations', count * each, before * each);
		let passed = 0;
		for await (const batch of inChunks(demonstrationsOf(set), batchSize)) {
			options.signal?.throwIfAborted();
			passed += batch.length;
			if (passed > before) {
				const examples = batch.map(demonstration => exampleOf(demonstration, withRationales));
				await this.spill.append(await this.rowsOf(examples, read));
			}
		}
	}

	private async rowsOf(examples: readonly Example[], options: ReadOptions): Promise<Float32Array> {
		const { task, loss, scoredTask } = this.wanted;
		const rows = new Float32Array(examples.length * rowLength);
		await this.probe.read(
			examples.map(example => gradientRequest(example, task, loss)),
			{
				...options,
				onReading: (index, reading) => {
					this.fold(sketchOf(reading), rows.subarray(index * rowLength, (index + 1) * rowLength));
					options.onReading?.(index, reading);
				},
			},
		);
		const scores = scoredTask === undefined ? [] : await measureConsistency(this.probe, scoredTask, examples, options);
		for (const index of examples.keys()) {
			rows[index * rowLength + foldedDimension] = scores[index]?.bits ?? NaN;
			rows[index * rowLength + foldedDimension + 1] = scores[index]?.bitsPerToken ?? NaN;
		}
		return rows;
	}

	private fold(sketch: Float32Array, row: Float32Array): void {
		const { folded } = this;
		this.projection ??= new HadamardFold(sketch.length, foldedDimension);
		this.projection.fold(sketch, folded);
		const length = Math.sqrt(folded.reduce((sum, value) => sum + value * value, 0));
		for (let component = 0; component < foldedDimension && length > 0; component++) {
			row[component] = (folded[component] as number) / length;
		}
	}
}

/** The sketches alone, without what stands behind them in each row. */
function sketchRows(spill: SpilledRows): RowBlocks {
	return {
		count: spill.count,
		length: foldedDimension,
		stride: rowLength,
		blocks: () => spill.blocks(),
	};
}

async function vScoresOf(spill: SpilledRows, count: number): Promise<readonly (VScore | null)[]> {
	const scores: (VScore | null)[] = new Array<VScore | null>(count).fill(null);
	let place = 0;
	for await (const block of spill.blocks()) {
		for (let start = foldedDimension; start < block.length; start += rowLength) {
			const [bits = NaN, bitsPerToken = NaN] = block.subarray(start, start + 2);
			scores[place++] = Number.isNaN(bitsPerToken) ? null : { bits, bitsPerToken };
		}
	}
	return scores;
}

interface LabelNumbers {
	/** Of each demonstration. */
	readonly labels: Int32Array;
	readonly names: ReadonlyMap<string, number>;
}

async function labelNumbers(set: StreamedSet, count: number): Promise<LabelNumbers> {
	const labels = new Int32Array(count);
	const names = new Map<string, number>();
	let place = 0;
	for await (const { fields } of demonstrationsOf(set)) {
		// Of long outputs, which are no labels, a digest takes less room.
		const name = keyOf(normalizedText(fields.output?.text ?? ''));
		const number = names.get(name) ?? names.size;
		names.set(name, number);
		labels[place++] = number;
	}
	return { labels, names };
}

const longestName = 64;

function keyOf(label: string): string {
	return label.length <= longestName ? label : createHash('sha256').update(label).digest('base64');
}

function allowedLabels(
	labels: readonly string[] | undefined,
	names: ReadonlyMap<string, number>,
): ReadonlySet<number> | undefined {
	return labels && new Set(labels.flatMap(label => names.get(keyOf(normalizedText(label))) ?? []));
}

async function withTexts(
	set: StreamedSet,
	chosen: readonly Omit<Chosen, 'id' | 'input' | 'output'>[],
): Promise<Chosen[]> {
	const byPlace = new Map(chosen.map(item => [item.index, item]));
	const found: Chosen[] = [];
	let place = 0;
	for await (const { id, fields } of demonstrationsOf(set)) {
		const item = byPlace.get(place++);
		if (item !== undefined) {
			found.push({ ...item, id, input: fields.input.text, output: fields.output?.text ?? '' });
		}
	}
	return found;
}
