import { fitLogistic, probabilities, type LogisticModel } from '../numeric/logisticRegression';
import { wilsonInterval } from '../numeric/wilsonInterval';
import { normalizedText } from '../text/words';

/** scikit-learn's own default for standardised features. */
const inversePenalty = 1;

export interface StudentPrediction {
	readonly label: string;
	/** The student's probability of that label. */
	readonly confidence: number;
	/** Of each label, in the order of the student's `labels`. */
	readonly probabilities: Float64Array;
}

/**
 * A student that learns labels from demonstrations alone: multinomial logistic regression on embeddings, each component
 * scaled to mean 0 and variance 1 over the demonstrations. Offline stand-in for the small model that S3 trains between its
 * rounds (arXiv 2310.13671, §3). _Adapted:_ S3 fine-tunes DistilBERT.
 */
export class LinearStudent {
	private constructor(
		/** In the order of their first demonstration, spelled as there. */
		readonly labels: readonly string[],
		private readonly model: LogisticModel,
		private readonly scaling: Scaling,
	) {}

	/**
	 * @param embeddings one for each demonstration, of one common length
	 * @param outputs the label of each; labels that differ in case and white space alone are one
	 */
	static train(embeddings: readonly Float32Array[], outputs: readonly string[]): LinearStudent {
		const labels = new Map<string, string>();
		outputs.forEach(output => labels.set(normalizedText(output), labels.get(normalizedText(output)) ?? output));
		const places = new Map([...labels.keys()].map((label, place) => [label, place]));
		const classes = outputs.map(output => places.get(normalizedText(output)) ?? 0);
		const scaling = scalingOf(embeddings);
		const rows = embeddings.map(embedding => scaled(embedding, scaling));
		return new LinearStudent([...labels.values()], fitLogistic(rows, classes, labels.size, inversePenalty), scaling);
	}

	/** The likeliest label; of equally likely ones the first. */
	predict(embedding: Float32Array): StudentPrediction {
		const shares = probabilities(this.model, scaled(embedding, this.scaling));
		const confidence = shares.reduce((most, share) => Math.max(most, share), 0);
		return { label: this.labels[shares.indexOf(confidence)] ?? '', confidence, probabilities: shares };
	}
}

export interface StudentAccuracy {
	/** Examples whose label is predicted. */
	readonly correct: number;
	readonly count: number;
	/** Share of correct ones, 0..1. */
	readonly accuracy: number;
	/** 95 %, by Wilson. */
	readonly interval: readonly [low: number, high: number];
}

/** How many predictions are right; labels that differ in case and white space alone are one. */
export function studentAccuracy(predicted: readonly string[], expected: readonly string[]): StudentAccuracy {
	const correct = predicted.filter((label, index) => isSameLabel(label, expected[index] ?? '')).length;
	const count = predicted.length;
	return { correct, count, accuracy: correct / count, interval: wilsonInterval(correct, count) };
}

export function isSameLabel(left: string, right: string): boolean {
	return normalizedText(left) === normalizedText(right);
}

interface Scaling {
	readonly means: Float64Array;
	/** One over the standard deviation; 0 for a component that does not vary. */
	readonly factors: Float64Array;
}

function scalingOf(embeddings: readonly Float32Array[]): Scaling {
	const length = embeddings[0]?.length ?? 0;
	const means = new Float64Array(length);
	const factors = new Float64Array(length);
	for (let component = 0; component < length; component++) {
		let sum = 0;
		for (const embedding of embeddings) {
			sum += embedding[component] as number;
		}
		const mean = sum / embeddings.length;
		let squares = 0;
		for (const embedding of embeddings) {
			squares += ((embedding[component] as number) - mean) ** 2;
		}
		means[component] = mean;
		factors[component] = squares > 0 ? Math.sqrt(embeddings.length / squares) : 0;
	}
	return { means, factors };
}

function scaled(embedding: Float32Array, { means, factors }: Scaling): Float32Array {
	return embedding.map((value, component) => (value - (means[component] as number)) * (factors[component] as number));
}
