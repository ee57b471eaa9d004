import os from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/unit/**/*.test.ts'],
		environment: 'node',
		// For a machine that does other work besides: no test measures time.
		testTimeout: 30_000,
		globalSetup: 'test/support/build.ts',
		// Of two processors the default uses one.
		maxWorkers: Math.max(2, os.availableParallelism() - 1),
	},
});
