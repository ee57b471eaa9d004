import * as l10n from '@vscode/l10n';
import { UserError } from '../base/errors';
import { seededRandom } from '../base/random';
import { reservoirSample } from '../numeric/reservoir';
import type { Example } from '../probe/probeModel';
import type { Analysis } from '../protocol/analysis';
import type { Pool, PoolEntry } from '../synthesis/pool';
import type { AnalyzedSet } from './analyze';
import { largestPairwise } from './largestPairwise';
import { gradientRequest, sketchOf } from './readings';
import { countedReadOptions, type Services, type WorkflowOptions } from './services';

/** Entries of a pool that are read: four times as many as the set has, within these bounds. */
const readFactor = 4;
const fewestRead = 128;
const mostRead = largestPairwise;

/** Fixed, so that one pool always gives the same sample, which the cache then knows. */
const sampleSeed = 1_707;

/**
 * The analysis with what random sets of the same size reach that are drawn from a pool. Of a large pool a random sample is
 * read: at most 1,024 entries, in memory that does not grow with the pool. Without marks (one demonstration, or more
 * than 1,024) it stays as it is; where the pool has too few entries a notice says so.
 *
 * @throws {UserError} `pool.empty`, and what the pool and the probe throw
 */
export async function withPoolMarks(
	services: Services,
	{ analysis, set, loss }: AnalyzedSet,
	pool: Pool,
	options: WorkflowOptions = {},
): Promise<Analysis> {
	const { scores, count } = analysis;
	const { marks } = scores ?? {};
	if (scores === null || marks === undefined || marks === null) {
		return analysis;
	}
	const wanted = Math.min(mostRead, Math.max(fewestRead, readFactor * count));
	const entries = await reservoirSample(answered(pool, options.signal), wanted, seededRandom(sampleSeed));
	if (entries.length === 0) {
		throw new UserError(
			'pool.empty',
			l10n.t('{0} holds no demonstration that can be read. Choose a pool with inputs and outputs.', pool.name),
		);
	}
	if (entries.length < count) {
		const notice = l10n.t(
			'{0} holds {1} demonstrations, too few to draw sets of this size from.',
			pool.name,
			entries.length,
		);
		return { ...analysis, notices: [...analysis.notices, notice] };
	}
	const withRationales = set.demonstrations.every(({ rationale }) => (rationale?.text ?? '') !== '');
	const readings = await services.probe.read(
		entries.map(entry => gradientRequest(exampleOf(entry, withRationales), set.task?.text, loss)),
		countedReadOptions(options, l10n.t('Reading a sample of the pool'), entries.length),
	);
	const random = await services.measurer.randomSets(readings.map(sketchOf), count);
	options.signal?.throwIfAborted();
	const marksOfPool = { pool: pool.name, count: pool.count, read: entries.length, ...random };
	return { ...analysis, scores: { ...scores, marks: { ...marks, pool: marksOfPool } } };
}

/** As the set's own demonstrations are read. */
function exampleOf({ input, output, rationale }: PoolEntry, withRationale: boolean): Example {
	return { input, output: withRationale && rationale !== undefined ? `${rationale}\n${output}` : output };
}

/** Entries with an output: what has none could be in no set. */
async function* answered({ entries }: Pool, signal: AbortSignal | undefined): AsyncGenerator<PoolEntry> {
	for await (const entry of entries()) {
		signal?.throwIfAborted();
		if (entry.output !== '') {
			yield entry;
		}
	}
}
