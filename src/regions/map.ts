import { leadingEigenpairs } from '../numeric/lanczos';
import { alignedTo, type Point } from '../numeric/procrustes';
import type { SymmetricMatrix } from '../numeric/symmetricMatrix';

/**
 * Places items in the plane so that distances come as near as they can to those of the kernel's directions: the first
 * two principal components (classical scaling; Borg & Groenen, Modern Multidimensional Scaling, §12). Deterministic.
 *
 * @param kernel [n, n]: cosines of the items
 * @param previous for each item where it lay before, if it did: the layout is turned and moved, as one, to
 * fit those places, so that after an edit only what really moved moves.
 */
export function layout(kernel: SymmetricMatrix, previous: readonly (Point | undefined)[] = []): readonly Point[] {
	const [horizontal, vertical] = leadingEigenpairs(doublyCentred(kernel), 2).map(({ value, vector }) => {
		const scale = Math.sqrt(Math.max(0, value));
		return vector.map(component => component * scale);
	});
	const points = Array.from({ length: kernel.size }, (_, index) => ({
		x: horizontal?.[index] ?? 0,
		y: vertical?.[index] ?? 0,
	}));
	return alignedTo(points, previous);
}

/** The Gram matrix of the same items about their mean. */
function doublyCentred({ size, data }: SymmetricMatrix): SymmetricMatrix {
	const means = new Float64Array(size);
	data.forEach((value, index) => {
		const row = Math.floor(index / size);
		means[row] = (means[row] as number) + value / size;
	});
	const total = means.reduce((sum, value) => sum + value / size, 0);
	const centred = data.map((value, index) => {
		const row = means[Math.floor(index / size)] as number;
		return value - row - (means[index % size] as number) + total;
	});
	return { size, data: centred };
}
