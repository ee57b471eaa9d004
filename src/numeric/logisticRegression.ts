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
}
