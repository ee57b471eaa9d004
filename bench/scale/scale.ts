import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { openCheckpoint } from '../../src/probe/checkpoint/checkpoint';
import { fingerprintOf } from '../../src/probe/fingerprint';
import type { MadeUpServiceOptions, MadeUpServiceReport } from './madeUpService';

const folder = 'out/bench/scale';
const probe = 'media/probe';
/** Of this run alone. */
const cache = `${folder}/cache-${process.pid}`;

interface Service {
	readonly address: string;
	report(): Promise<MadeUpServiceReport>;
	stop(): void;
}

interface Outcome {
	readonly seconds: number;
	readonly code: number | null;
	readonly output: string;
	/** MiB of the command and of its process that makes tokens, at most. */
	readonly command: number;
	readonly tokenizer: number;
	/** Every tenth sample or so, as [seconds, MiB of both]. */
	readonly curve: readonly (readonly [number, number])[];
}

/** Runs one of the measurements and prints it. */
export async function measure(what = 'score', count = '20000'): Promise<void> {
	await mkdir(folder, { recursive: true });
	const total = Number(count);
	if (what === 'score') {
		await measureScore(total);
	} else if (what === 'select') {
		await measureSelect(total);
	} else if (what === 'suggest') {
		await measureSuggest(total);
	} else if (what === 'replicas') {
		await measureReplicas(total);
	} else if (what === 'resume') {
		await measureResume(total);
	} else {
		throw new RangeError(`no such measurement: ${what}`);
	}
}

const fast = { latencyMs: 1, slots: 16, queue: 64 };

async function measureScore(count: number): Promise<void> {
	const file = await writeSet(count);
	await withServices(1, fast, async ([service]) => {
		const outcome = await run(['score', file, '--json', '--loss', 'joint'], service === undefined ? [] : [service]);
		print('score', { count, ...figures(outcome), ...(await service?.report()), gVendi: scoreOf(outcome) });
	});
}

async function measureSelect(count: number): Promise<void> {
	const file = await writeSet(count);
	await withServices(1, fast, async ([service]) => {
		const args = ['select', file, '--k', '32', '--json', '--loss', 'joint'];
		const outcome = await run(args, service === undefined ? [] : [service]);
		print('select', { count, ...figures(outcome), ...(await service?.report()) });
	});
}

async function measureSuggest(count: number): Promise<void> {
	const pool = await writeSet(count);
	const set = await writeSet(64, 'set');
	await withServices(1, fast, async ([service]) => {
		const args = ['suggest', set, '--pool', pool, '--json', '--loss', 'joint'];
		const outcome = await run(args, service === undefined ? [] : [service]);
		print('suggest', { count, ...figures(outcome), ...(await service?.report()) });
	});
}

/** Services that take two seconds a request, one at a time: so slow that little else counts. */
async function measureReplicas(count: number): Promise<void> {
	const file = await writeSet(count);
	for (const replicas of [1, 2, 4]) {
		await withServices(replicas, { latencyMs: 2000, slots: 1, queue: 4 }, async services => {
			const outcome = await run(['score', file, '--json', '--loss', 'joint'], services);
			const reports = await Promise.all(services.map(service => service.report()));
			print('replicas', {
				count,
				replicas,
				code: outcome.code,
				perSecond: Number((count / spanOf(reports)).toFixed(1)),
				rows: reports.map(({ rows }) => rows),
				refused: reports.map(({ refused }) => refused),
				peak: reports.map(({ peak }) => peak),
			});
		});
	}
}

/** Seconds from the first request's arrival to the last answer. */
function spanOf(reports: readonly MadeUpServiceReport[]): number {
	const busy = reports.filter(({ rows }) => rows > 0);
	return (Math.max(...busy.map(({ last }) => last)) - Math.min(...busy.map(({ first }) => first))) / 1000;
}

/** Kills the command again and again, each time after some more of the file, and lets the last run end. */
async function measureResume(count: number): Promise<void> {
	const file = await writeSet(count);
	const args = ['score', file, '--json', '--loss', 'joint'];
	await withServices(1, { ...fast, latencyMs: 50 }, async ([service]) => {
		if (service === undefined) {
			return;
		}
		let kills = 0;
		for (const share of [0.1, 0.35, 0.6, 0.85]) {
			const command = start(args, [service]);
			while (command.exitCode === null && (await service.report()).differentRows < share * count) {
				await wait(20);
			}
			command.kill('SIGKILL');
			await once(command, 'close');
			kills++;
		}
		const interrupted = await run(args, [service]);
		const { rows, differentRows } = await service.report();
		await rm(cache, { recursive: true, force: true });
		const whole = await run(args, [service]);
		print('resume', {
			count,
			kills,
			rows,
			differentRows,
			readTwice: rows - differentRows,
			readTwiceAKill: (rows - differentRows) / kills,
			sameOutput: interrupted.output === whole.output,
			code: interrupted.code,
		});
	});
}

/** Lines that are not alike, some 100 bytes each. */
async function writeSet(count: number, name = 'pool'): Promise<string> {
	const file = `${folder}/${name}-${count}.jsonl`;
	if (await stat(file).catch(() => undefined)) {
		return file;
	}
	const stream = createWriteStream(file);
	for (let index = 0; index < count; index++) {
		const line = {
			input: `What is ${index} and ${index % 977}, of ${name}?`,
			output: `It is the number ${index * 3}.`,
		};
		if (!stream.write(`${JSON.stringify(line)}\n`)) {
			await once(stream, 'drain');
		}
	}
	stream.end();
	await once(stream, 'finish');
	return file;
}

async function withServices(
	count: number,
	options: Omit<MadeUpServiceOptions, 'fingerprint' | 'hiddenSize'>,
	action: (services: readonly Service[]) => Promise<void>,
): Promise<void> {
	await rm(cache, { recursive: true, force: true });
	const { revision, config } = await openCheckpoint(probe);
	const all = { ...options, fingerprint: fingerprintOf(revision), hiddenSize: config.hiddenSize };
	const services = await Promise.all(Array.from({ length: count }, () => startService(all)));
	try {
		await action(services);
	} finally {
		services.forEach(service => service.stop());
	}
}

async function startService(options: MadeUpServiceOptions): Promise<Service> {
	const child = spawn(process.execPath, ['out/bench/scaleService.mjs', JSON.stringify(options)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const [port] = (await once(child.stdout, 'data')) as [Buffer];
	const address = `http://127.0.0.1:${port.toString('utf8').trim()}`;
	return {
		address,
		report: async () => (await (await fetch(`${address}/report`)).json()) as MadeUpServiceReport,
		stop: () => void child.kill('SIGKILL'),
	};
}

function start(args: readonly string[], services: readonly Service[]): ChildProcess {
	const addresses = services.map(({ address }) => address).join(',');
	return spawn(process.execPath, ['dist/cli.js', ...args, '--service', addresses], {
		stdio: ['ignore', 'pipe', 'ignore'],
		env: { ...process.env, DEMOSCOPE_CACHE: cache },
	});
}

async function run(args: readonly string[], services: readonly Service[]): Promise<Outcome> {
	const started = performance.now();
	const seconds = (): number => Math.round(performance.now() - started) / 1000;
	const command = start(args, services);
	let output = '';
	command.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
	const ended = once(command, 'close') as Promise<[number | null]>;
	let [most, mostOfChild, samples] = [0, 0, 0];
	const curve: [number, number][] = [];
	const sampling = new AbortController();
	const sample = async (): Promise<void> => {
		while (!sampling.signal.aborted) {
			const own = await memoryOf(command.pid);
			const child = await memoryOf((await childrenOf(command.pid))[0]);
			most = Math.max(most, own.peak);
			mostOfChild = Math.max(mostOfChild, child.peak);
			if (samples++ % 40 === 0) {
				const point: [number, number] = [seconds(), Math.round(own.now + child.now)];
				curve.push(point);
				process.stderr.write(`${JSON.stringify(point)}\n`);
			}
			await wait(500);
		}
	};
	const sampled = sample();
	const [code] = await ended;
	const took = seconds();
	sampling.abort();
	await sampled;
	return { seconds: took, code, output, command: most, tokenizer: mostOfChild, curve };
}

async function memoryOf(id: number | undefined): Promise<{ readonly now: number; readonly peak: number }> {
	const status = await readFile(`/proc/${id ?? 0}/status`, 'utf8').catch(() => '');
	const mebibytes = (name: string): number =>
		Number(new RegExp(`${name}:\\s+(\\d+)`, 'u').exec(status)?.[1] ?? 0) / 1024;
	return { now: mebibytes('VmRSS'), peak: mebibytes('VmHWM') };
}

async function childrenOf(id: number | undefined): Promise<readonly number[]> {
	const text = await readFile(`/proc/${id ?? 0}/task/${id ?? 0}/children`, 'utf8').catch(() => '');
	return text.trim().split(' ').filter(Boolean).map(Number);
}

function figures({ seconds, code, command, tokenizer, curve }: Outcome): object {
	return { seconds, code, commandMiB: Math.round(command), tokenizerMiB: Math.round(tokenizer), curve };
}

function scoreOf({ output }: Outcome): unknown {
	return (JSON.parse(output) as { readonly scores?: { readonly gVendi?: number } }).scores?.gVendi;
}

function print(what: string, result: object): void {
	process.stdout.write(`${JSON.stringify({ what, ...result })}\n`);
}
