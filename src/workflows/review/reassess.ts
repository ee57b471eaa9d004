import { omit } from '../../base/omit';
import type { PendingCandidate, Review } from '../../protocol/review';
import { mapProjection } from '../../regions/projection';
import { SetComparison, type Compared } from '../../synthesis/setComparison';
import { measureConsistency } from '../consistency';
import { gradientRequest, sketchOf } from '../readings';
import { readOptions, type Services, type WorkflowOptions } from '../services';
import type { SynthesisBase } from '../synthesize/synthesisBase';
import { saysTheSame, type KeptReview } from './reviewList';

/** Candidates as they were measured, best first, and what they come to together. */
export interface Reassessment {
	readonly gVendi: Review['gVendi'];
	readonly candidates: readonly PendingCandidate[];
}

interface ReadCandidate extends Compared {
	readonly candidate: PendingCandidate;
}

/**
 * Measures candidates that wait for review again, against the set as it is now and against one another: gains promised before
 * an edit, an acceptance or a rejection hold no longer. Those that were found for the regions to be filled come first,
 * the best of them first, as in the search; then the others, measured on top of them; then those that replace a
 * demonstration, each by itself. One that would now lower G-Vendi stays, with its negative gain.
 */
export async function reassess(
	services: Services,
	base: SynthesisBase,
	pending: readonly PendingCandidate[],
	options: WorkflowOptions = {},
): Promise<Reassessment> {
	const { task, loss, sketches, assignment, gVendi: before } = base;
	const { probe, measurer } = services;
	const readings = await probe.read(
		pending.map(candidate => gradientRequest(textsOf(candidate), task, loss)),
		readOptions(options),
	);
	const vScores =
		task === undefined ? [] : await measureConsistency(probe, task, pending.map(textsOf), readOptions(options));
	const comparison = new SetComparison(sketches, assignment);
	const project = mapProjection(comparison.sketches, base.places);
	const read = readings.map((reading, index) => {
		const candidate = omit(pending[index] ?? missing(), 'stale');
		return { candidate: { ...candidate, vScore: vScores[index] ?? null }, ...comparison.compare(sketchOf(reading)) };
	});
	const placed = read.map(({ candidate, ...place }) => {
		const replaced = placeOf(candidate, base);
		return { candidate: replaced === undefined ? withoutTarget(candidate) : candidate, ...place, replaced };
	});

	const additions = placed.filter(({ replaced }) => replaced === undefined);
	const aimed = additions.filter(({ candidate }) => candidate.aimed);
	const others = additions.filter(({ candidate }) => !candidate.aimed);
	const rank = async (from: readonly Float32Array[], ranked: readonly ReadCandidate[]) => {
		const sketchesOf = ranked.map(({ sketch }) => sketch);
		const order = await measurer.rankAdditions(from, sketchesOf, ranked.length);
		return order.flatMap(({ index, gain, scoreAfter }) => {
			const each = ranked[index];
			return each === undefined ? [] : [{ ...each, gain, scoreAfter }];
		});
	};
	const first = await rank(sketches, aimed);
	const second = await rank([...sketches, ...first.map(({ sketch }) => sketch)], others);

	const exchanges = [];
	for (const { replaced, ...each } of placed) {
		if (replaced !== undefined) {
			const [exchange] = await measurer.rankAdditions(sketches.toSpliced(replaced, 1), [each.sketch], 1);
			exchanges.push({ ...each, gain: (exchange?.scoreAfter ?? before) - before });
		}
	}
	exchanges.sort((a, b) => b.gain - a.gain);
	options.signal?.throwIfAborted();
	return {
		gVendi: { before, after: (second.at(-1) ?? first.at(-1))?.scoreAfter ?? before },
		candidates: [...first, ...second, ...exchanges].map(({ candidate, gain, region, similarity, sketch }) => ({
			...omit(candidate, 'place'),
			gain,
			region,
			similarity,
			...(project === undefined ? {} : { place: project(sketch) }),
		})),
	};
}

/** The review with these measurements, of what is still there and still says the same; what came meanwhile stands last. */
export function withMeasurements(review: KeptReview, { gVendi, candidates }: Reassessment): KeptReview {
	const waiting = new Map(review.candidates.map(candidate => [candidate.id, candidate]));
	const measured = candidates.filter(candidate => {
		const now = waiting.get(candidate.id);
		return now !== undefined && saysTheSame(now, candidate);
	});
	const ids = new Set(measured.map(({ id }) => id));
	return {
		...review,
		gVendi,
		candidates: [...measured, ...review.candidates.filter(({ id }) => !ids.has(id))],
	};
}

/** Place in the set of the demonstration that a candidate replaces; nothing where it is gone, or there was none. */
function placeOf({ replaces }: PendingCandidate, { demonstrations }: SynthesisBase): number | undefined {
	const place = replaces === undefined ? -1 : demonstrations.findIndex(each => saysTheSame(each, replaces));
	return place === -1 ? undefined : place;
}

/** Without a demonstration to replace it is an addition. */
function withoutTarget(candidate: PendingCandidate): PendingCandidate {
	return omit(candidate, 'replaces');
}

function textsOf({ input, output }: PendingCandidate): { input: string; output: string } {
	return { input, output };
}

function missing(): never {
	throw new Error('the probe gave more readings than it was asked for');
}
