import { defineConfig } from 'vitest/config';

/** A driver that runs on the processor takes a thousand times as long as a device does. */
export default defineConfig({
	test: {
		include: ['test/gpu/**/*.test.ts'],
		testTimeout: 240_000,
	},
});
