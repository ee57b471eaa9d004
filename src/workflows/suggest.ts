import { UserError } from '../base/errors';
import type { SourceDocument } from '../demonstrations/format';
import type { Candidate, Suggestions } from '../protocol/candidate';
import { NoveltyFilter } from '../synthesis/novelty';
import { pool } from '../synthesis/pool';
import { Shortlist, type ReadProposal } from '../synthesis/shortlist';
import type { Proposal, Strategy } from '../synthesis/strategy';
import type { AnalyzedSet } from './analyze';
import { measureConsistency } from './consistency';
import { inspect } from './inspect';
import { largestPairwise } from './measure';
import { examplesOf, gradientRequest } from './readings';
import type { Services, WorkflowOptions } from './services';

export interface SuggestOptions extends WorkflowOptions {
	/** Candidates wanted at most. */
	readonly count: number;
	/** Regions to fill; the sparse ones where it is not given. */
	readonly regions?: readonly number[];
}

/** Proposals read in one request to the probe: enough for full batches, few enough to cancel quickly. */
const chunkSize = 256;

/** Proposals measured exactly for every candidate that is wanted, and at least so many. */
const shortlistFactor = 8;
const smallestShortlist = 64;

/**
 * Candidates from a pool that raise G-Vendi most, aimed at sparse regions: the *improve* loop without a language model.
 *
 * @throws {UserError} `format.unknown`, `pool.empty`, `set.tooLarge`, and what the probe throws
 */
export async function suggestFromPool(
	services: Services,
	analyzed: AnalyzedSet,
	document: SourceDocument,
	options: SuggestOptions,
): Promise<Suggestions> {
	const entries = inspect({ document }).set;
	if (entries.demonstrations.length === 0) {
		throw new UserError(
			'pool.empty',
			`${document.name} holds no demonstration that can be read. Choose a pool with inputs and outputs.`,
		);
	}
	if (analyzed.measurement.regions.sizes.length === 0) {
		throw new UserError(
			'set.tooLarge',
			`${analyzed.document.name} is too large to be filled region by region. Split it below ${largestPairwise} demonstrations.`,
		);
	}
	const before = analyzed.measurement.gVendi.score;
	const strategy = pool(fileName(document.name), entries);
	const total = entries.demonstrations.length;
	const { considered, ranked } = await rankProposals(services, analyzed, strategy, total, options);
	return {
		version: 1,
		file: analyzed.analysis.file,
		pool: document.name,
		considered,
		gVendi: {
			before,
			after: ranked.at(-1)?.scoreAfter ?? before,
		},
		candidates: await describeCandidates(services, analyzed, strategy, ranked, options),
	};
}

interface RankedProposal extends ReadProposal {
	readonly gain: number;
	readonly scoreAfter: number;
}

async function rankProposals(
	services: Services,
	analyzed: AnalyzedSet,
	strategy: Strategy,
	total: number,
	options: SuggestOptions,
): Promise<{ considered: number; ranked: readonly RankedProposal[] }> {
	const { sketches, measurement, set, loss } = analyzed;
	const { centroids } = measurement.regions;
	const task = set.task?.text;
	const demonstrations = examplesOf(set.demonstrations);
	const novelty = new NoveltyFilter(demonstrations);
	const shortlist = new Shortlist({
		sketches,
		centroids,
		regions: new Set(options.regions ?? sparseRegions(analyzed)),
		capacity: Math.max(smallestShortlist, shortlistFactor * options.count),
	});

	let considered = 0;
	let skipped = 0;
	for await (const chunk of inChunks(strategy.propose({ task, demonstrations }, options.signal))) {
		const fresh = chunk.filter(proposal => novelty.admit(proposal));
		skipped += chunk.length - fresh.length;
		await services.probe.read(
			fresh.map(proposal => gradientRequest(proposal, task, loss)),
			{
				...(options.signal === undefined ? {} : { signal: options.signal }),
				onReading: (index, { sketch }) => {
					const proposal = fresh[index];
					if (proposal !== undefined && sketch !== undefined) {
						shortlist.add(proposal, sketch);
					}
					considered++;
					options.onProgress?.({ message: 'Reading the pool', done: considered + skipped, total });
				},
			},
		);
	}

	const promising = shortlist.best();
	const additions = await services.measurer.rankAdditions(
		sketches,
		promising.map(({ sketch }) => sketch),
		options.count,
	);
	options.signal?.throwIfAborted();
	return {
		considered,
		ranked: additions.flatMap(({ index, gain, scoreAfter }) => {
			const proposal = promising[index];
			return proposal === undefined || gain <= 0 ? [] : [{ ...proposal, gain, scoreAfter }];
		}),
	};
}

async function describeCandidates(
	services: Services,
	analyzed: AnalyzedSet,
	strategy: Strategy,
	ranked: readonly RankedProposal[],
	{ signal }: SuggestOptions,
): Promise<Candidate[]> {
	const task = analyzed.set.task?.text;
	const vScores =
		task === undefined
			? undefined
			: await measureConsistency(
					services.probe,
					task,
					ranked.map(({ proposal }) => proposal),
					examplesOf(analyzed.set.demonstrations),
					ranked.map(() => undefined),
					signal === undefined ? {} : { signal },
				);
	return ranked.map(({ proposal, gain, region, similarity }, index) => ({
		id: `${strategy.id}:${proposal.origin}`,
		input: proposal.input,
		output: proposal.output,
		strategy: strategy.id,
		origin: proposal.origin,
		gain,
		region,
		similarity,
		vScore: vScores?.[index] ?? null,
	}));
}

function sparseRegions({ measurement }: AnalyzedSet): readonly number[] {
	return measurement.regions.sparse.flatMap((sparse, region) => (sparse ? [region] : []));
}

async function* inChunks(proposals: Iterable<Proposal> | AsyncIterable<Proposal>): AsyncIterable<readonly Proposal[]> {
	let chunk: Proposal[] = [];
	for await (const proposal of proposals) {
		chunk.push(proposal);
		if (chunk.length === chunkSize) {
			yield chunk;
			chunk = [];
		}
	}
	if (chunk.length > 0) {
		yield chunk;
	}
}

function fileName(path: string): string {
	return path.split(/[\\/]/u).at(-1) ?? path;
}
