import * as l10n from '@vscode/l10n';
import { UserError } from '../base/errors';
import { outputText } from '../demonstrations/demonstration';
import { consistencyFloor, keepsConsistency } from '../metrics/consistencyFloor';
import type { VScore } from '../metrics/vScore';
import type { Candidate, Suggestions } from '../protocol/candidate';
import { poolStrategyId, type Pool } from '../synthesis/pool';
import type { ReadProposal } from '../synthesis/shortlist';
import type { AnalyzedSet } from './analyze';
import { measureConsistency } from './consistency';
import type { InspectedSet } from './inspect';
import { largestPairwise } from './largestPairwise';
import { preferredAddition } from './preferredAddition';
import { readPool, type PoolReadingOptions } from './readPool';
import { readOptions, type Services, type WorkflowOptions } from './services';

export interface SuggestOptions extends WorkflowOptions, PoolReadingOptions {
	/** Candidates wanted at most. */
	readonly count: number;
	/**
	 * Regions to fill, and no others. Where it is not given the sparse ones come first, and where the pool has nothing for them that
	 * adds nearly as much, the number is made up from the rest.
	 */
	readonly regions?: readonly number[];
}

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
	const { considered, ranked } = await rankProposals(services, analyzed, pool, options);
	return {
		version: 1,
		file: analyzed.analysis.file,
		pool: pool.name,
		considered,
		gVendi: {
			before,
			after: ranked.at(-1)?.scoreAfter ?? before,
		},
		candidates: described(ranked),
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
	pool: Pool,
	options: SuggestOptions,
): Promise<{ considered: number; ranked: readonly RankedProposal[] }> {
	const aim = new Set(options.regions ?? sparseRegions(analyzed));
	const capacity = Math.max(smallestShortlist, shortlistFactor * options.count);
	const { considered, aimed, others } = await readPool(services, analyzed, pool, { ...options, aim, capacity });
	const elsewhere = options.regions === undefined ? others : [];
	const ranked = await choose(services, analyzed, aimed, elsewhere, options);
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

function described(ranked: readonly RankedProposal[]): Candidate[] {
	return ranked.map(({ proposal, gain, region, similarity, vScore }) => ({
		id: `${poolStrategyId}:${proposal.origin}`,
		input: proposal.input,
		output: proposal.output,
		strategy: poolStrategyId,
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
