import { expect, test } from 'vitest';
import { inChunks } from '../../../src/base/chunks';

test.each([
	[0, []],
	[2, [2]],
	[3, [3]],
	[7, [3, 3, 1]],
])('%i items come in chunks of three, in their order', async (count, sizes) => {
	const items = Array.from({ length: count }, (_, index) => index);
	const chunks: (readonly number[])[] = [];
	for await (const chunk of inChunks(items, 3)) {
		chunks.push(chunk);
	}
	expect(chunks.map(chunk => chunk.length)).toEqual(sizes);
	expect(chunks.flat()).toEqual(items);
});
