import type { PromptScorer, ScoredToken } from '../llm/promptScorer';
import type { Reading, ReadingRequest, ReadOptions } from '../probe/probeModel';
import { renderPlain, type Segment } from '../probe/template';

/** What reads texts for their log-probabilities alone: a probe, or a language model that scores prompts. */
export interface TextReader {
	read(
		requests: readonly ReadingRequest[],
		options?: Pick<ReadOptions, 'signal'>,
	): Promise<readonly Pick<Reading, 'logProbs'>[]>;
}

/**
 * A language model as a reader of input and output, in the plain template. The scored tokens are those that end within
 * the two. The first failure ends the other requests.
 */
export function scoringReader(scorer: PromptScorer, onScored: () => void = () => undefined): TextReader {
	return {
		read: async (requests, { signal } = {}) => {
			const failed = new AbortController();
			const stop = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
			try {
				return await Promise.all(
					requests.map(async request => {
						const { segments } = renderPlain(request);
						const tokens = await scorer.score(segments.map(({ text }) => text).join(''), { signal: stop });
						onScored();
						return { logProbs: scoredLogProbs(tokens, segments) };
					}),
				);
			} catch (error) {
				failed.abort();
				throw error;
			}
		},
	};
}

/** @param tokens together the text of the segments */
function scoredLogProbs(tokens: readonly ScoredToken[], segments: readonly Segment[]): Float32Array {
	let end = 0;
	const scored = segments.flatMap(({ text, part }) => {
		const start = end;
		end += text.length;
		return part === 'template' ? [] : [{ start, end }];
	});
	let position = 0;
	const logProbs: number[] = [];
	for (const { text, logProb } of tokens) {
		position += text.length;
		// A part of a character has no text of its own, and stands before the one that completes it.
		const last = text === '' ? position : position - 1;
		if (logProb !== undefined && scored.some(({ start, end }) => start <= last && last < end)) {
			logProbs.push(logProb);
		}
	}
	return Float32Array.from(logProbs);
}
