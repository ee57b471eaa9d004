// Reads mutations of every fixture: node test/fuzz.mjs [--count 200000] [--seed 1] [--first 0] [--limit seconds]
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';

const { values } = parseArgs({
	options: {
		count: { type: 'string', default: '200000' },
		seed: { type: 'string', default: '1' },
		first: { type: 'string', default: '0' },
		limit: { type: 'string', default: '10' },
	},
});
const outfile = 'out/fuzz/watched.cjs';
await build({
	entryPoints: ['test/fuzz/watched.ts'],
	bundle: true,
	platform: 'node',
	format: 'cjs',
	mainFields: ['module', 'main'],
	sourcemap: 'inline',
	logLevel: 'warning',
	outfile,
});

const [count, seed, first, limit] = [values.count, values.seed, values.first, values.limit].map(Number);
const current = new Int32Array(new SharedArrayBuffer(4));
const started = Date.now();
const worker = new Worker(pathToFileURL(outfile), {
	workerData: { folder: 'test/fixtures/demonstrations', seed, first, count, current },
});

let complaints = 0;
let recognised = 0;
worker.on('message', message => {
	if ('recognised' in message) {
		recognised = message.recognised;
		return;
	}
	complaints++;
	console.error(`${message.name}, --seed ${seed} --first ${message.index} --count 1: ${message.complaint}`);
});

let last = -1;
let since = started;
const watchdog = setInterval(() => {
	const index = Atomics.load(current, 0);
	if (index !== last) {
		last = index;
		since = Date.now();
	} else if (Date.now() - since > limit * 1000) {
		console.error(`This input takes over ${limit} s: --seed ${seed} --first ${index} --count 1`);
		process.exit(1);
	}
}, 250);

worker.on('exit', code => {
	clearInterval(watchdog);
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	console.log(`${count} inputs in ${seconds} s, ${recognised} recognised, ${complaints} complaints`);
	process.exitCode = code === 0 && complaints === 0 ? 0 : 1;
});
