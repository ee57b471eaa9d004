import { minimize } from './lbfgs';

/** A linear classifier: the probabilities of classes are the softmax of W·x + b. */
export interface LogisticModel {
	readonly classes: number;
	/** W [classes, dimension], row-major. */
	readonly weights: Float64Array;
	/** b [classes]. */
	readonly intercepts: Float64Array;
}

/** Of the largest component of the gradient for each row; scikit-learn's default. */
const defaultTolerance = 1e-4;

/**
 * Multinomial logistic regression: the W and b for which Σᵢ −ln p(classᵢ | xᵢ) + ‖W‖²/(2c) is least; b is not
 * penalised (Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, §4.4 and §18.3.2). The search begins at
 * zero, so that the same rows give the same model.
 *
 * @param rows of one common length
 * @param labels the class of each row, 0 to `classes` − 1; each class has one at least
 * @param inversePenalty c; of three classes or more, the C of scikit-learn's `LogisticRegression`, of two half of it
 * @param tolerance how far from level the loss may be at its least, for each row
 */
export function fitLogistic(
	rows: readonly Float32Array[],
	labels: readonly number[],
	classes: number,
	inversePenalty: number,
	tolerance = defaultTolerance,
): LogisticModel {
	const dimension = rows[0]?.length ?? 0;
	const weightCount = classes * dimension;
	const loss = (point: Float64Array, gradient: Float64Array): number => {
		const model = modelAt(point, classes, weightCount);
		let sum = 0;
		for (let index = 0; index < weightCount; index++) {
			const weight = point[index] as number;
			sum += (weight * weight) / (2 * inversePenalty);
			gradient[index] = weight / inversePenalty;
		}
		gradient.fill(0, weightCount);
		rows.forEach((row, index) => {
			const residuals = probabilities(model, row);
			const label = labels[index] as number;
			sum -= Math.log(Math.max(residuals[label] as number, Number.MIN_VALUE));
			residuals[label] = (residuals[label] as number) - 1;
			for (let klass = 0; klass < classes; klass++) {
				const residual = residuals[klass] as number;
				const from = klass * dimension;
				for (let column = 0; column < dimension; column++) {
					gradient[from + column] = (gradient[from + column] as number) + residual * (row[column] as number);
				}
				gradient[weightCount + klass] = (gradient[weightCount + klass] as number) + residual;
			}
		});
		return sum;
	};
	const point = minimize(loss, new Float64Array(weightCount + classes), tolerance * rows.length);
	return modelAt(point, classes, weightCount);
}

/** The probability of each class, [classes]. */
export function probabilities({ classes, weights, intercepts }: LogisticModel, row: Float32Array): Float64Array {
	const dimension = row.length;
	const scores = intercepts.slice();
	for (let klass = 0; klass < classes; klass++) {
		const from = klass * dimension;
		let sum = 0;
		for (let column = 0; column < dimension; column++) {
			sum += (weights[from + column] as number) * (row[column] as number);
		}
		scores[klass] = (scores[klass] as number) + sum;
	}
	const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
	let total = 0;
	for (let klass = 0; klass < classes; klass++) {
		const exponential = Math.exp((scores[klass] as number) - highest);
		scores[klass] = exponential;
		total += exponential;
	}
	return scores.map(score => score / total);
}

function modelAt(point: Float64Array, classes: number, weightCount: number): LogisticModel {
	return { classes, weights: point.subarray(0, weightCount), intercepts: point.subarray(weightCount) };
}
