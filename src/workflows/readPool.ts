import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import * as l10n from '@vscode/l10n';
import { inChunks } from '../base/chunks';
import { sketchVersion } from '../probe/onnx/projections';
import type { ProbeModel } from '../probe/probeModel';
import { templateVersion } from '../probe/template';
import { NoveltyFilter } from '../synthesis/novelty';
import { proposalsOf, type Pool } from '../synthesis/pool';
import { SetComparison, type Compared } from '../synthesis/setComparison';
import { Shortlist, type ReadProposal } from '../synthesis/shortlist';
import type { AnalyzedSet } from './analyze';
import { examplesOf, gradientRequest, sketchOf } from './readings';
import { readOptions, type Services, type WorkflowOptions } from './services';
import type { Unfinished } from './stream/unfinished';

/** For a pool that is too large to be held. */
export interface PoolReadingOptions {
	/** Reads the pool; better one that keeps no readings: so many would drive out all others. */
	readonly direct?: ProbeModel;
	/** Without it an interrupted run starts from the beginning. */
	readonly unfinished?: Unfinished | undefined;
}

interface ReadPoolOptions extends WorkflowOptions, PoolReadingOptions {
	/** Regions to fill. */
	readonly aim: ReadonlySet<number>;
	/** Proposals kept of each kind. */
	readonly capacity: number;
}

export interface ReadPool {
	/** Proposals that were read. */
	readonly considered: number;
	/** For the regions that are aimed at, most promising first. */
	readonly aimed: ReadProposal[];
	readonly others: ReadProposal[];
}

/** What is kept of a run, besides its place. */
interface State extends ReadPool {
	/** Proposals gone through, read or not. */
	readonly passed: number;
}

/** Proposals read in one request to the probe: enough for full batches, few enough to cancel quickly. */
const chunkSize = 256;
/** Changes with what the state holds. */
const stateVersion = 1;

/** Above this cosine with a demonstration a proposal says nothing new. */
const duplicateSimilarity = 0.95;

/**
 * Reads what a pool proposes that is new, and keeps the proposals that can gain most, in memory that does not grow with
 * the pool, but for twelve bytes of hash for each.
 */
export async function readPool(
	services: Services,
	analyzed: AnalyzedSet,
	pool: Pool,
	{ aim, capacity, direct, unfinished, ...options }: ReadPoolOptions,
): Promise<ReadPool> {
	const { sketches, measurement, set, loss } = analyzed;
	const { assignment } = measurement.regions;
	const task = set.task?.text;
	const demonstrations = examplesOf(set.demonstrations);
	const probe = pool.digest === undefined ? services.probe : (direct ?? services.probe);
	const kept =
		pool.digest === undefined || unfinished === undefined
			? undefined
			: keptRun(unfinished, [
					...[pool.digest, (await probe.describe()).revision],
					...[task ?? null, demonstrations, loss, assignment, [...aim], capacity],
				]);
	const before = await kept?.load();

	const novelty = new NoveltyFilter(demonstrations);
	const comparison = new SetComparison(sketches, assignment);
	const aimed = new Shortlist(capacity, before?.aimed);
	const others = new Shortlist(capacity, before?.others);
	let passed = 0;
	let considered = before?.considered ?? 0;
	for await (const chunk of inChunks(proposalsOf(pool), chunkSize)) {
		const fresh = chunk.filter(proposal => novelty.admit(proposal));
		passed += chunk.length;
		if (passed <= (before?.passed ?? 0)) {
			continue;
		}
		let done = passed - fresh.length;
		const compared: Compared[] = [];
		await probe.read(
			fresh.map(proposal => gradientRequest(proposal, task, loss)),
			{
				...readOptions(options),
				onReading: (index, reading) => {
					// As they come: the probe reads on meanwhile.
					compared[index] = comparison.compare(sketchOf(reading));
					options.onProgress?.({ message: l10n.t('Reading the pool'), done: ++done, total: pool.count });
				},
			},
		);
		for (const [index, proposal] of fresh.entries()) {
			const found = compared[index];
			if (found !== undefined && found.similarity <= duplicateSimilarity) {
				(aim.has(found.region) ? aimed : others).add({ proposal, ...found });
			}
		}
		considered += fresh.length;
		await kept?.save(() => ({ passed, considered, aimed: aimed.best(), others: others.best() }));
	}
	await kept?.remove();
	return { considered, aimed: aimed.best(), others: others.best() };
}

interface KeptRun {
	load(): Promise<State | undefined>;
	save(state: () => State): Promise<void>;
	remove(): Promise<void>;
}

/** @param inputs all that a run's outcome follows from, besides the code */
function keptRun(unfinished: Unfinished, inputs: readonly unknown[]): KeptRun {
	const versions = [stateVersion, sketchVersion, templateVersion, duplicateSimilarity];
	const key = createHash('sha256')
		.update(JSON.stringify([versions, inputs]))
		.digest('hex');
	return {
		load: async () => {
			const saved = await unfinished.load(key);
			return saved === undefined ? undefined : (deserialize(saved) as State);
		},
		save: state => unfinished.save(key, () => serialize(state())),
		remove: () => unfinished.remove(key),
	};
}
