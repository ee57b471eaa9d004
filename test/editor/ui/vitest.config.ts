import { defineConfig } from 'vitest/config';

/** Each file drives a window of its own, one after the other: two at once are too much for a small machine. */
export default defineConfig({
	test: {
		include: ['test/editor/ui/**/*.test.ts'],
		fileParallelism: false,
		testTimeout: 90_000,
		hookTimeout: 240_000,
	},
});
