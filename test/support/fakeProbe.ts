import { hashSeed, seededRandom } from '../../src/base/random';
import type { Truth } from '../../src/probe/truth';
import type { ProbeDescription, ProbeModel, Reading, ReadingRequest, ReadOptions } from '../../src/probe/probeModel';

const dimension = 4096;

/**
 * A probe whose gradients are bags of words: texts that share words point the same way. It remembers what it was asked.
 */
export class FakeProbe implements ProbeModel {
	readonly requests: ReadingRequest[] = [];

	/** @param truth what it says of its own measures */
	constructor(private readonly truth?: Truth) {}

	describe(): Promise<ProbeDescription> {
		return Promise.resolve({
			id: 'fake',
			revision: '0',
			parameters: 1,
			provider: 'cpu',
			window: 1024,
			sketchDimension: dimension,
			...(this.truth === undefined ? {} : { truth: this.truth }),
		});
	}

	read(requests: readonly ReadingRequest[], { signal, onReading }: ReadOptions = {}): Promise<readonly Reading[]> {
		signal?.throwIfAborted();
		const readings = requests.map(bagOfWords);
		this.requests.push(...requests);
		readings.forEach((reading, index) => onReading?.(index, reading));
		return Promise.resolve(readings);
	}

	dispose(): void {
		this.requests.length = 0;
	}
}

const known = new Map<string, Int8Array>();

/** The direction of a word: random, and always the same. */
function signsOf(word: string): Int8Array {
	const signs = known.get(word);
	if (signs !== undefined) {
		return signs;
	}
	const random = seededRandom(hashSeed(word));
	const drawn = Int8Array.from({ length: dimension }, () => (random() < 0.5 ? -1 : 1));
	known.set(word, drawn);
	return drawn;
}

/** Words of the scored text that the task definition names are twice as likely. */
function bagOfWords(request: ReadingRequest): Reading {
	const scored = request.loss === 'joint' ? `${request.input} ${request.output}` : request.output;
	const words = wordsOf(scored);
	const named = new Set(wordsOf(request.task ?? ''));
	const sketch = new Float32Array(dimension);
	for (const word of words) {
		signsOf(word).forEach((sign, index) => (sketch[index] = (sketch[index] ?? 0) + sign));
	}
	return {
		logProbs: Float32Array.from(words, word => Math.log(named.has(word) ? 0.5 : 0.25)),
		tokens: words.length,
		embedding: sketch.slice(0, 64),
		truncated: false,
		...(request.gradient ? { sketch } : {}),
	};
}

function wordsOf(text: string): string[] {
	return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
