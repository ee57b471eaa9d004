// One entry per runtime: the extension host, the command line, the probe's child process, the numbers thread, the panel's page.
import { build, context } from 'esbuild';
import { chmod, rm } from 'node:fs/promises';

const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const shared = {
	bundle: true,
	minify: !watch,
	sourcemap: watch ? 'linked' : false,
	target: 'es2023',
	logLevel: 'warning',
	legalComments: 'none',
};

/** @type {import('esbuild').BuildOptions} */
const node = {
	...shared,
	platform: 'node',
	// jsonc-parser's CommonJS build cannot be bundled.
	mainFields: ['module', 'main'],
	format: 'esm',
	splitting: true,
	chunkNames: 'chunks/[name]-[hash]',
	outdir: 'dist',
	external: ['vscode', 'onnxruntime-node'],
	// Some bundled packages are CommonJS and call `require` for Node's own modules.
	banner: {
		js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
	},
};

/** @type {import('esbuild').BuildOptions[]} */
const entries = [
	{
		...node,
		entryPoints: {
			extension: 'src/extension/extension.ts',
			cli: 'src/cli/main.ts',
			parquetThread: 'src/cli/parquetThread.ts',
			probeWorker: 'src/probe/process/worker.ts',
			measureThread: 'src/workflows/measureThread.ts',
			diskThread: 'src/probe/cache/diskThread.ts',
		},
	},
	{
		...shared,
		platform: 'browser',
		format: 'iife',
		tsconfig: 'webview/tsconfig.json',
		entryPoints: { 'webview/index': 'webview/index.ts' },
		outdir: 'dist',
	},
];

await rm('dist', { recursive: true, force: true });
for (const options of entries) {
	if (watch) {
		await (await context(options)).watch();
	} else {
		await build(options);
	}
}
if (!watch) {
	await chmod('dist/cli.js', 0o755);
}
