import os from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/unit/**/*.test.ts'],
		environment: 'node',
		globalSetup: 'test/support/build.ts',
		// Of two processors the default uses one.
		maxWorkers: Math.max(2, os.availableParallelism() - 1),
	},
});
