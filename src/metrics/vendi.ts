import { symmetricEigenvalues } from '../numeric/eigen';
import type { SymmetricMatrix } from '../numeric/symmetricMatrix';
import { cosineKernel } from './kernel';
import { foldedDimension } from './foldedDimension';
import { StreamedCovariance } from './streamedCovariance';

/**
 * The Vendi score of order q: the effective number of different items, from the eigenvalues of their kernel.
 *
 * (Σ λ^q)^(1/(1−q)) over the eigenvalues scaled to sum 1; exp(−Σ λ ln λ) for q = 1, 1/max λ for q = ∞. It is 1 when all
 * items coincide and n when they are mutually orthogonal; a high order counts what is common, a low one what is
 * rare. Negative eigenvalues are noise and count as 0; the empty set scores 0. Friedman & Dieng, TMLR 2023;
 * Pasarkar & Dieng, AISTATS 2024 for the orders.
 */
export function vendiScore(eigenvalues: Iterable<number>, order = 1): number {
	const positive = [...eigenvalues].filter(value => value > 0);
	const total = positive.reduce((sum, value) => sum + value, 0);
	if (total === 0) {
		return 0;
	}
	const shares = positive.map(value => value / total);
	if (order === Infinity) {
		return 1 / Math.max(...shares);
	}
	if (order === 1) {
		return Math.exp(-shares.reduce((sum, share) => sum + share * Math.log(share), 0));
	}
	return shares.reduce((sum, share) => sum + share ** order, 0) ** (1 / (1 - order));
}

export interface VendiScores {
	/** Of order 1. */
	readonly score: number;
	readonly orders: { readonly '0.5': number; readonly '1': number; readonly '2': number; readonly inf: number };
	/** Dimension of the vectors whose kernel was scored. */
	readonly dimension: number;
}

/** Vendi scores of the items that a kernel [n, n] compares. */
export function vendiOfKernel(kernel: SymmetricMatrix): VendiScores['orders'] {
	const eigenvalues = symmetricEigenvalues(kernel);
	return {
		'0.5': vendiScore(eigenvalues, 0.5),
		'1': vendiScore(eigenvalues, 1),
		'2': vendiScore(eigenvalues, 2),
		inf: vendiScore(eigenvalues, Infinity),
	};
}

/**
 * G-Vendi: the Vendi score of gradient sketches under their cosine, an effective number of demonstrations (Prismatic
 * Synthesis, arXiv 2505.20161). For more than 1,024 sketches these are folded to that dimension, as in the paper,
 * and the eigenvalues are those of XᵀX, which are the same as those of XXᵀ apart from zeros.
 *
 * @param sketches of one common length, in any scale
 * @param kernel their cosines, where they are known already
 */
export function gVendi(sketches: readonly Float32Array[], kernel?: SymmetricMatrix): VendiScores {
	if (sketches.length > foldedDimension) {
		const covariance = new StreamedCovariance();
		sketches.forEach(sketch => covariance.add(sketch));
		return foldedVendi(covariance);
	}
	const orders = vendiOfKernel(kernel ?? cosineKernel(sketches));
	return { score: orders['1'], orders, dimension: sketches[0]?.length ?? 0 };
}

/** The same of any number of sketches, which have been added to their covariance one by one. */
export function foldedVendi(covariance: StreamedCovariance): VendiScores {
	const orders = vendiOfKernel(covariance.matrix());
	return { score: orders['1'], orders, dimension: foldedDimension };
}

/** The Vendi score of order 1 from Σ λ ln λ over a spectrum and its sum, without the eigenvalues themselves. */
export function scoreFromEntropy(entropySum: number, total: number): number {
	return total > 0 ? total * Math.exp(-entropySum / total) : 0;
}
