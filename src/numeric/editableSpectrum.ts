import type { SymmetricEigen } from './eigen';
import { entropySum, nodes, positiveSum, scaled, step, unscaled, type Border } from './spectralEntropy';

/** What becomes of Σ λ ln λ when one row and column goes, or comes twice. */
export interface RowEntropies {
	/** Σ λ ln λ of the matrix as it is. */
	readonly entropy: number;
	/** For each row: by how much the sum shrinks without it. */
	readonly losses: Float64Array;
	/** For each row: by how much the sum grows with a copy of it. */
	readonly copies: Float64Array;
}

/** Rows that stay in the processor's cache while all nodes are summed over them; an even number. */
const rowsTogether = 32;

/**
 * A function of t at all nodes, for each row: a resolvent f, and f + t·f′, which is tracked by itself since the two terms nearly
 * cancel for a large t.
 */
interface AtNodes {
	readonly resolvent: readonly Float64Array[];
	readonly numerator: readonly Float64Array[];
}

/** M gains σ·p·pᵀ, with t·p′ and t·σ′; all at one node. */
interface RankOne {
	readonly p: Float64Array;
	readonly change: Float64Array;
	readonly sigma: number;
	readonly sigmaChange: number;
}

/**
 * A decomposed matrix A from which a few rows and columns go and to which a few come: Σ λ ln λ of what comes out, and its change
 * with every row, without another eigendecomposition. Exact, by the integral of `spectralEntropy`: what it asks for is the diagonal of
 * the resolvent M = (A+tI)⁻¹, to which a row that goes or comes adds a matrix of rank one (a Schur complement; Golub & Van
 * Loan, Matrix Computations, §2.1.4), O(n²) at all nodes together.
 */
export class EditableSpectrum {
	private readonly size: number;
	private readonly scale: number;
	private readonly entropy: number;
	/** For each row the components of all eigenvectors. */
	private readonly components: readonly Float64Array[];
	/** In the unit of the trace, as are all that follow. */
	private readonly corners: Float64Array;
	/** 1/(λ+t) and λ/(λ+t)² of each eigenvalue. */
	private readonly weights: AtNodes;
	private readonly diagonals: AtNodes;

	constructor({ size, values, vectors }: SymmetricEigen) {
		this.size = size;
		this.scale = positiveSum(values) || 1;
		this.entropy = entropySum(values);
		const shares = scaled(values, this.scale);
		this.components = Array.from({ length: size }, (_, row) =>
			Float64Array.from({ length: size }, (_each, j) => vectors[j * size + row] as number),
		);
		const squares = this.components.map(each => each.map(value => value * value));
		this.corners = Float64Array.from(squares, square => inner(square, shares));
		this.weights = {
			resolvent: Array.from(nodes, t => shares.map(share => 1 / (share + t))),
			numerator: Array.from(nodes, t => shares.map(share => share / (share + t) ** 2)),
		};
		this.diagonals = sumsAtNodes(squares, this.weights);
	}

	/**
	 * @param removed rows that go, by their numbers
	 * @param added what comes, one after the other: each column holds the entries with all rows of A, and then with what came
	 * before it
	 * @returns of the rows that stay, in their order, and then of those that came
	 */
	edited(removed: readonly number[], added: readonly Border[]): RowEntropies {
		const { size, scale } = this;
		const borders = added.map(({ column, corner }) => ({
			column: column.map(value => value / scale),
			corner: corner / scale,
		}));
		const comes = borders.map(border => ({ border, column: this.times(this.turned(border.column)) }));
		const goes = removed.map(row => ({ row, column: this.times(this.components[row] as Float64Array) }));
		const length = size + added.length;
		const corners = Float64Array.from([...this.corners, ...borders.map(({ corner }) => corner)]);
		const largest = borders.reduce((sum, { corner }) => sum + corner, 1);
		const losses = new Float64Array(length);
		const copies = new Float64Array(length);
		const gained = new Float64Array(added.length);
		const lost = new Float64Array(removed.length);
		nodes.forEach((t, node) => {
			const state = new NodeState(t, largest, length, this.diagonals, node);
			// What goes goes last: without it, what comes need not lie in the range of a singular matrix any more.
			comes.forEach(({ border, column }, index) => {
				const ratio = state.add(size + index, border, column);
				gained[index] = (gained[index] as number) + t * (border.corner / (1 + t) - ratio);
			});
			goes.forEach(({ row, column }, index) => {
				const ratio = state.remove(row, column);
				lost[index] = (lost[index] as number) + t * ((corners[row] as number) / (1 + t) - ratio);
			});
			state.addRows(corners, losses, copies);
		});
		const whole = (integral: number, row: number): number => unscaled(integral * step, corners[row] as number, scale);
		const gains = gained.reduce((sum, integral, index) => sum + whole(integral, size + index), 0);
		const gone = lost.reduce((sum, integral, index) => sum + whole(integral, removed[index] ?? 0), 0);
		const left = new Set(removed);
		return {
			entropy: this.entropy + gains - gone,
			losses: losses.map(whole).filter((_, row) => !left.has(row)),
			copies: copies.map(whole).filter((_, row) => !left.has(row)),
		};
	}

	/** A vector in the basis of the eigenvectors. */
	private turned(vector: Float64Array): Float64Array {
		const result = new Float64Array(this.size);
		this.components.forEach((components, row) => {
			const factor = vector[row] as number;
			for (let j = 0; j < result.length && factor !== 0; j++) {
				result[j] = (result[j] as number) + factor * (components[j] as number);
			}
		});
		return result;
	}

	/** M·v at all nodes, of a vector in the basis of the eigenvectors. */
	private times(vector: Float64Array): AtNodes {
		const weighted = (each: Float64Array): Float64Array => each.map((weight, j) => weight * (vector[j] as number));
		return sumsAtNodes(this.components, {
			resolvent: this.weights.resolvent.map(weighted),
			numerator: this.weights.numerator.map(weighted),
		});
	}
}

/** For each row: by how much Σ λ ln λ shrinks when the matrix loses it, and grows with a copy of it. Takes O(n²), given the eigenvectors. */
export function rowEntropies(eigen: SymmetricEigen): RowEntropies {
	return new EditableSpectrum(eigen).edited([], []);
}

/** The diagonal of the resolvent at one node, while rows go and come. */
class NodeState {
	private readonly resolvent: Float64Array;
	private readonly numerator: Float64Array;
	private readonly changes: RankOne[] = [];

	/** @param largest no eigenvalue is larger */
	constructor(
		private readonly t: number,
		private readonly largest: number,
		private readonly length: number,
		diagonals: AtNodes,
		private readonly node: number,
	) {
		this.resolvent = extended(diagonals.resolvent[node] as Float64Array, length);
		this.numerator = extended(diagonals.numerator[node] as Float64Array, length);
	}

	/** @returns r of the integral */
	remove(row: number, column: AtNodes): number {
		const { p, change } = this.now(column, vector => vector[row] as number);
		const diagonal = this.resolventAt(row);
		const ratio = this.ratioAt(row);
		const numerator = ratio * diagonal;
		for (let i = 0; i < this.length; i++) {
			const x = p[i] as number;
			const both = x + (change[i] as number);
			this.resolvent[i] = (this.resolvent[i] as number) - (x * x) / diagonal;
			this.numerator[i] = (this.numerator[i] as number) + (x * x * ratio) / diagonal - (2 * x * both) / diagonal;
		}
		this.changes.push({ p, change, sigma: -1 / diagonal, sigmaChange: (numerator - diagonal) / diagonal ** 2 });
		return ratio;
	}

	/** @returns r of the integral */
	add(row: number, { column: border, corner }: Border, column: AtNodes): number {
		const { p, change } = this.now(column, vector => inner(border, vector));
		const rest = corner - inner(border, p);
		const complement = Math.max(rest, 0) + this.t;
		const numerator = Math.min(Math.max(rest + inner(border, change), 0), complement);
		const ratio = numerator / complement;
		for (let i = 0; i < row; i++) {
			const x = p[i] as number;
			this.resolvent[i] = (this.resolvent[i] as number) + (x * x) / complement;
			this.numerator[i] = (this.numerator[i] as number) + (ratio * x * x + 2 * x * (change[i] as number)) / complement;
		}
		this.resolvent[row] = 1 / complement;
		this.numerator[row] = ratio / complement;
		p[row] = -1;
		this.changes.push({ p, change, sigma: 1 / complement, sigmaChange: (ratio - 1) / complement });
		return ratio;
	}

	/** Adds this node to the rows' integrals. */
	addRows(corners: Float64Array, losses: Float64Array, copies: Float64Array): void {
		const { t } = this;
		for (let row = 0; row < this.length; row++) {
			const whole = (corners[row] as number) / (1 + t);
			const ratio = this.ratioAt(row);
			const share = t * this.resolventAt(row);
			losses[row] = (losses[row] as number) + t * (whole - ratio);
			// Of a copy s = t·(2 − t·Mᵢᵢ), and s − t·s′ = t²·(Mᵢᵢ + t·Mᵢᵢ′).
			copies[row] = (copies[row] as number) + t * (whole - (share * ratio) / (2 - share));
		}
	}

	/** M·v and t·(M·v)′ as M is now. @param along gives the product of v with a vector */
	private now(
		{ resolvent, numerator }: AtNodes,
		along: (vector: Float64Array) => number,
	): Pick<RankOne, 'p' | 'change'> {
		const p = extended(resolvent[this.node] as Float64Array, this.length);
		const change = extended(numerator[this.node] as Float64Array, this.length);
		for (let i = 0; i < this.length; i++) {
			change[i] = (change[i] as number) - (p[i] as number);
		}
		for (const former of this.changes) {
			const product = along(former.p);
			const factor = former.sigma * product;
			const factorChange = former.sigmaChange * product + former.sigma * along(former.change);
			for (let i = 0; i < this.length; i++) {
				p[i] = (p[i] as number) + factor * (former.p[i] as number);
				change[i] =
					(change[i] as number) + factorChange * (former.p[i] as number) + factor * (former.change[i] as number);
			}
		}
		return { p, change };
	}

	/** Where t is tiny, what is left after a twin has gone is rounding; it counts for as little. */
	private resolventAt(row: number): number {
		const { t, largest } = this;
		return Math.min(Math.max(this.resolvent[row] as number, 1 / (largest + t)), 1 / t);
	}

	private ratioAt(row: number): number {
		return Math.min(Math.max((this.numerator[row] as number) / this.resolventAt(row), 0), 1);
	}
}

/** Each row's products with the weights at every node. */
function sumsAtNodes(rows: readonly Float64Array[], weights: AtNodes): AtNodes {
	const result = {
		resolvent: weights.resolvent.map(() => new Float64Array(rows.length)),
		numerator: weights.resolvent.map(() => new Float64Array(rows.length)),
	};
	const sums = new Float64Array(4);
	for (let block = 0; block < rows.length; block += rowsTogether) {
		const end = Math.min(block + rowsTogether, rows.length);
		weights.resolvent.forEach((resolvent, node) => {
			const numerator = weights.numerator[node] as Float64Array;
			const [resolvents, numerators] = [result.resolvent[node], result.numerator[node]] as [Float64Array, Float64Array];
			for (let row = block; row < end; row += 2) {
				const first = rows[row] as Float64Array;
				innerPairs(first, rows[row + 1] ?? first, resolvent, numerator, sums);
				// Beyond the end nothing is written.
				resolvents[row] = sums[0] as number;
				numerators[row] = sums[1] as number;
				resolvents[row + 1] = sums[2] as number;
				numerators[row + 1] = sums[3] as number;
			}
		});
	}
	return result;
}

/**
 * The products of two vectors with two others: a0·b0, a0·b1, a1·b0, a1·b1. `dotPairs` is its twin for single precision: code that met
 * both kinds of numbers would run 1.3 to 1.6 times as long on these.
 */
function innerPairs(
	a0: Float64Array,
	a1: Float64Array,
	b0: Float64Array,
	b1: Float64Array,
	products: Float64Array,
): void {
	let sum00 = 0;
	let sum01 = 0;
	let sum10 = 0;
	let sum11 = 0;
	for (let j = 0; j < a0.length; j++) {
		const x0 = a0[j] as number;
		const x1 = a1[j] as number;
		const y0 = b0[j] as number;
		const y1 = b1[j] as number;
		sum00 += x0 * y0;
		sum01 += x0 * y1;
		sum10 += x1 * y0;
		sum11 += x1 * y1;
	}
	products[0] = sum00;
	products[1] = sum01;
	products[2] = sum10;
	products[3] = sum11;
}

/** Of the first numbers, as many as the shorter has. */
function inner(a: Float64Array, b: Float64Array): number {
	const length = Math.min(a.length, b.length);
	let sum = 0;
	for (let i = 0; i < length; i++) {
		sum += (a[i] as number) * (b[i] as number);
	}
	return sum;
}

function extended(vector: Float64Array, length: number): Float64Array {
	const result = new Float64Array(length);
	result.set(vector);
	return result;
}
