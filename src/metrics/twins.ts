import { entry, type SymmetricMatrix } from '../numeric/symmetricMatrix';

export interface Twin {
	/** The nearest other item; the first of several. */
	readonly index: number;
	readonly similarity: number;
}

/** For each item of a cosine kernel the nearest other one; `undefined` for an item that is alone. */
export function twins(kernel: SymmetricMatrix): (Twin | undefined)[] {
	return Array.from({ length: kernel.size }, (_, item) => {
		let twin: Twin | undefined;
		for (let index = 0; index < kernel.size; index++) {
			const similarity = entry(kernel, item, index);
			if (index !== item && (twin === undefined || similarity > twin.similarity)) {
				twin = { index, similarity };
			}
		}
		return twin;
	});
}
