import * as l10n from '@vscode/l10n';
import { inChunks } from '../base/chunks';
import { UserError } from '../base/errors';
import { outputText } from '../demonstrations/demonstration';
import { consistencyFloor, keepsConsistency } from '../metrics/consistencyFloor';
import type { VScore } from '../metrics/vScore';
import type { Candidate, Suggestions } from '../protocol/candidate';
import { NoveltyFilter } from '../synthesis/novelty';
import { poolStrategy, type Pool } from '../synthesis/pool';
import { SetComparison } from '../synthesis/setComparison';
import { Shortlist, type ReadProposal } from '../synthesis/shortlist';
import type { Strategy } from '../synthesis/strategy';
import type { AnalyzedSet } from './analyze';
import { measureConsistency } from './consistency';
import type { InspectedSet } from './inspect';
import { largestPairwise } from './measure';
import { preferredAddition } from './preferredAddition';
import { examplesOf, gradientRequest } from './readings';
import { readOptions, type Services, type WorkflowOptions } from './services';

export interface SuggestOptions extends WorkflowOptions {
	/** Candidates wanted at most. */
	readonly count: number;
	/**
	 * Regions to fill, and no others. Where it is not given the sparse ones come first, and where the pool has nothing for them that
	 * adds nearly as much, the number is made up from the rest.
	 */
	readonly regions?: readonly number[];
}

/** Proposals read in one request to the probe: enough for full batches, few enough to cancel quickly. */
const chunkSize = 256;

/** Above this cosine with a demonstration a proposal says nothing new. */
const duplicateSimilarity = 0.95;

/** Proposals measured exactly for every candidate that is wanted, and at least so many. */
const shortlistFactor = 8;
const smallestShortlist = 64;

/**
 * Candidates from a pool that raise G-Vendi most, aimed at sparse regions: the *improve* loop without a language model.
 *
 * @throws {UserError} `pool.empty`, `set.tooLarge`, and what the probe throws
 */
export async function suggestFromPool(
	services: Services,
	analyzed: AnalyzedSet,
	pool: Pool,
	options: SuggestOptions,
): Promise<Suggestions> {
	if (pool.count === 0) {
		throw new UserError(
			'pool.empty',
			l10n.t('{0} holds no demonstration that can be read. Choose a pool with inputs and outputs.', pool.name),
		);
	}
	if (analyzed.measurement.regions.sizes.length === 0) {
		throw new UserError(
			'set.tooLarge',
			l10n.t(
				'{0} is too large to be filled region by region. Split it below {1} demonstrations.',
				analyzed.document.name,
				largestPairwise,
			),
		);
	}
	const before = analyzed.measurement.gVendi.score;
	const strategy = poolStrategy(pool);
	const { considered, ranked } = await rankProposals(services, analyzed, strategy, pool.count, options);
	return {
		version: 1,
		file: analyzed.analysis.file,
		pool: pool.name,
		considered,
		gVendi: {
			before,
			after: ranked.at(-1)?.scoreAfter ?? before,
		},
		candidates: described(strategy, ranked),
	};
}

/** The entries of a file that is held. */
export function poolOf({ document, set: { demonstrations } }: InspectedSet): Pool {
	return {
		name: document.name,
		count: demonstrations.length,
		entries: () =>
			demonstrations.map(entry => ({
				id: entry.id,
				input: entry.input.text,
				output: outputText(entry),
				...(entry.rationale === undefined ? {} : { rationale: entry.rationale.text }),
			})),
	};
}

interface RankedProposal extends ReadProposal {
	readonly vScore: VScore | undefined;
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
	const task = set.task?.text;
	const demonstrations = examplesOf(set.demonstrations);
	const novelty = new NoveltyFilter(demonstrations);
	const comparison = new SetComparison(sketches, measurement.regions.assignment);
	const wanted = new Set(options.regions ?? sparseRegions(analyzed));
	const capacity = Math.max(smallestShortlist, shortlistFactor * options.count);
	const aimed = new Shortlist(capacity);
	const others = new Shortlist(capacity);

	let considered = 0;
	let skipped = 0;
	const context = {
		task,
		demonstrations: demonstrations.map((example, index) => ({
			...example,
			id: set.demonstrations[index]?.id ?? '',
			name: String(index + 1),
		})),
		sketches: comparison.sketches,
		assignment: measurement.regions.assignment,
		aim: wanted,
	};
	for await (const chunk of inChunks(strategy.propose(context, options.signal), chunkSize)) {
		const fresh = chunk.filter(proposal => novelty.admit(proposal));
		skipped += chunk.length - fresh.length;
		await services.probe.read(
			fresh.map(proposal => gradientRequest(proposal, task, loss)),
			{
				...readOptions(options),
				onReading: (index, { sketch }) => {
					const proposal = fresh[index];
					if (proposal !== undefined && sketch !== undefined) {
						const read = { proposal, ...comparison.compare(sketch) };
						if (read.similarity <= duplicateSimilarity) {
							(wanted.has(read.region) ? aimed : others).add(read);
						}
					}
					considered++;
					options.onProgress?.({ message: l10n.t('Reading the pool'), done: considered + skipped, total });
				},
			},
		);
	}

	const elsewhere = options.regions === undefined ? others.best() : [];
	const ranked = await choose(services, analyzed, aimed.best(), elsewhere, options);
	options.signal?.throwIfAborted();
	return { considered, ranked };
}

/**
 * The proposals that raise G-Vendi most, one after another, with the exact gain of each; none that lowers it, nor any that is less
 * consistent with the task definition than most of the set.
 */
async function choose(
	services: Services,
	{ sketches, set, analysis }: AnalyzedSet,
	aimed: ReadProposal[],
	others: ReadProposal[],
	options: SuggestOptions,
): Promise<readonly RankedProposal[]> {
	const task = set.task?.text;
	const own = analysis.demonstrations.flatMap(({ vScore }) => vScore ?? []);
	const floor = consistencyFloor(own);
	const chosen: RankedProposal[] = [];
	while (chosen.length < options.count) {
		const base = [...sketches, ...chosen.map(({ sketch }) => sketch)];
		const best = await preferredAddition(services.measurer, base, aimed, others);
		if (best === undefined) {
			break;
		}
		const { proposal: read, gain, scoreAfter, isOther } = best;
		const from = isOther ? others : aimed;
		from.splice(from.indexOf(read), 1);
		const [vScore] =
			task === undefined ? [] : await measureConsistency(services.probe, task, [read.proposal], readOptions(options));
		const added = chosen.map(each => each.vScore);
		if (vScore === undefined || (vScore.bitsPerToken >= floor && keepsConsistency(own, added, vScore))) {
			chosen.push({ ...read, gain, scoreAfter, vScore });
		}
	}
	return chosen;
}

function described(strategy: Strategy, ranked: readonly RankedProposal[]): Candidate[] {
	return ranked.map(({ proposal, gain, region, similarity, vScore }) => ({
		id: `${strategy.id}:${proposal.origin}`,
		input: proposal.input,
		output: proposal.output,
		strategy: strategy.id,
		origin: proposal.origin,
		gain,
		region,
		similarity,
		vScore: vScore ?? null,
	}));
}

function sparseRegions({ measurement }: AnalyzedSet): readonly number[] {
	return measurement.regions.sparse.flatMap((sparse, region) => (sparse ? [region] : []));
}
