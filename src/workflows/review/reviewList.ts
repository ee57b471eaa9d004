import { omit } from '../../base/omit';
import type { Candidate, Suggestions, Synthesis } from '../../protocol/candidate';
import type { PendingCandidate, RejectedProposal, Review } from '../../protocol/review';

/** A review, and what was accepted but is not saved with its document yet: until then it could be lost. */
export interface KeptReview extends Review {
	readonly accepted: readonly PendingCandidate[];
}

export interface Texts {
	readonly input: string;
	readonly output: string;
}

export const emptyReview: KeptReview = {
	version: 2,
	gVendi: { before: 0, after: 0 },
	candidates: [],
	accepted: [],
	rejected: [],
	runs: [],
};

/** What is kept of each: as much as someone looks through. */
const mostCandidates = 100;
const mostAccepted = 200;
const mostRejected = 200;
const mostRuns = 5;
const longestRejectedText = 2000;

/** Puts the candidates of a pool before those that wait already. */
export function withSuggestions(
	review: KeptReview,
	{ pool, considered, gVendi, candidates }: Suggestions,
	aim: ReadonlySet<number>,
): KeptReview {
	const run = { strategy: 'pool', source: pool, considered, found: candidates.length };
	return { ...withCandidates(review, candidates, aim), gVendi, runs: [run, ...review.runs].slice(0, mostRuns) };
}

/**
 * Puts what a language model wrote before what waits already, and what was rejected of it likewise.
 *
 * @param replaces the demonstration that one of the candidates is to replace
 */
export function withSynthesis(
	review: KeptReview,
	synthesis: Synthesis,
	aim: ReadonlySet<number>,
	replaces?: Texts,
): KeptReview {
	const { strategy, model, considered, unusable, ledger, stopped, gVendi, candidates, rejected } = synthesis;
	const run = { strategy, source: model, considered, found: candidates.length, unusable, ledger, stopped };
	const clipped = rejected.map(({ input, output, ...rest }) => ({
		...rest,
		strategy,
		input: input.slice(0, longestRejectedText),
		output: output.slice(0, longestRejectedText),
	}));
	return {
		...withCandidates(review, candidates, aim, replaces),
		...(replaces === undefined ? { gVendi } : {}),
		rejected: [...clipped, ...review.rejected].slice(0, mostRejected),
		runs: [run, ...review.runs].slice(0, mostRuns),
	};
}

function withCandidates(
	review: KeptReview,
	found: readonly Candidate[],
	aim: ReadonlySet<number>,
	replaces?: Texts,
): KeptReview {
	const pending = found.map(candidate => ({
		...candidate,
		aimed: aim.has(candidate.region),
		...(replaces === undefined ? {} : { replaces }),
	}));
	const ids = new Set(found.map(({ id }) => id));
	const others = review.candidates.filter(({ id }) => !ids.has(id));
	return { ...review, candidates: [...pending, ...others].slice(0, mostCandidates) };
}

/** The candidate with a text of the author's own, to be measured again. What was verified was another text. */
export function withEdit(review: KeptReview, id: string, { input, output }: Texts): KeptReview {
	return {
		...review,
		candidates: review.candidates.map(candidate => {
			if (candidate.id !== id || saysTheSame(candidate, { input, output })) {
				return candidate;
			}
			const { original: first = candidate } = candidate;
			const original = { input: first.input, output: first.output };
			return { ...omit(candidate, 'verification'), input, output, original, stale: true };
		}),
	};
}

/** @param why the author's own words; may be empty */
export function withRejected(review: KeptReview, ids: readonly string[], why: string): KeptReview {
	const rejected = review.candidates
		.filter(({ id }) => ids.includes(id))
		.map(({ input, output, strategy, origin }): RejectedProposal => ({
			input,
			output,
			strategy,
			origin,
			reason: 'author',
			...(why.trim() === '' ? {} : { detail: why.trim() }),
		}));
	return {
		...without(review, ids),
		rejected: [...rejected, ...review.rejected].slice(0, mostRejected),
	};
}

/** Takes accepted candidates off the list, but remembers them until the document is saved. */
export function withAccepted(review: KeptReview, ids: readonly string[]): KeptReview {
	const accepted = review.candidates.filter(({ id }) => ids.includes(id));
	return { ...without(review, ids), accepted: [...accepted, ...review.accepted].slice(0, mostAccepted) };
}

function without(review: KeptReview, ids: readonly string[]): KeptReview {
	return { ...review, candidates: review.candidates.filter(({ id }) => !ids.includes(id)) };
}

/** What happened to the document since the list was last compared with it. */
export interface DocumentEvents {
	/** An undo, or the first look after a start: what was accepted may be gone without anyone having taken it out. */
	readonly undone: boolean;
	readonly saved: boolean;
}

/**
 * Brings list and document together: what stands in the document is accepted, however it came there; what was accepted and
 * stands there no longer waits again, if that was an undo or a crash; and with saving an acceptance is done with.
 *
 * @param stands whether a demonstration of the document says just this
 * @returns the same review where nothing changes
 */
export function settled(
	review: KeptReview,
	stands: (texts: Texts) => boolean,
	{ undone, saved }: DocumentEvents,
): KeptReview {
	const arrived = review.candidates.filter(stands);
	const lost = undone ? review.accepted.filter(candidate => !stands(candidate)) : [];
	const unsaved = saved ? [] : review.accepted.filter(candidate => !lost.includes(candidate));
	const isDone = saved && review.accepted.length > lost.length;
	if (arrived.length === 0 && lost.length === 0 && !isDone) {
		return review;
	}
	return {
		...review,
		candidates: [...lost, ...review.candidates.filter(candidate => !arrived.includes(candidate))].slice(
			0,
			mostCandidates,
		),
		accepted: saved ? [] : [...arrived, ...unsaved].slice(0, mostAccepted),
	};
}

export function saysTheSame(one: Texts, other: Texts): boolean {
	return one.input === other.input && one.output === other.output;
}
