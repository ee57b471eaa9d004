import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { UserError, messageOf } from '../../src/base/errors';
import { nullLogger } from '../../src/base/logger';
import { openCheckpoint } from '../../src/probe/checkpoint/checkpoint';
import { exportProbe } from '../../src/probe/export/exportProbe';
import type { ProbeModel, Reading, ReadingRequest } from '../../src/probe/probeModel';
import { startProbe, type ProcessProbe } from '../../src/probe/process/client';
import { createLocalRunner } from '../../src/probe/process/localRunner';
import { packBatch } from '../../src/probe/reading/batch';
import { remoteProbe } from '../../src/probe/remote/remoteProbe';
import { contractRequests, writeContractCheckpoint } from '../../test/support/contractReadings';
import { writeTestCheckpoint } from '../../test/support/probeCheckpoint';
import { startRecorder, type Exchange } from './exchanges';

const folder = path.resolve('out/interop');
const scripts = path.resolve('tools/interop');
const fixtures = path.resolve('test/fixtures/service');
const patienceMs = 180_000;
const token = 'interop-run-on-loopback-alone';

/** A checkpoint that is served, what is read with it, and what it says here. */
interface Subject {
	readonly checkpoint: string;
	readonly version: string;
	/** The exported Triton repository, and in it the folder of the graph. */
	readonly repository: string;
	readonly model: string;
	readonly requests: readonly ReadingRequest[];
	readonly local: ProcessProbe;
	readonly expected: readonly Reading[];
	/** For the public client: see triton_client.py. */
	readonly expectedFile: string;
}

/** A checkpoint on this side that is not the one that is served. */
type Stranger = Pick<Subject, 'checkpoint' | 'local'>;

interface Server {
	readonly name: string;
	readonly token?: string;
	start(subject: Subject, port: number): ChildProcess;
}

function python(environment: string): string {
	return path.join(folder, 'venvs', environment, 'bin', 'python');
}

function launch(name: string, command: string, args: readonly string[]): ChildProcess {
	const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	const lines: string[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => lines.push(chunk.toString('utf8')));
	}
	child.once('exit', () => void writeFile(path.join(folder, `${name}.log`), lines.join('')));
	return child;
}

const script = (name: string): string => path.join(scripts, name);
const scratch = (name: string): string => path.join(folder, 'scratch', name);

const servers: readonly Server[] = [
	{
		name: 'triton',
		start: ({ repository }, port) =>
			launch('triton', python('triton'), [script('serve_triton.py'), repository, String(port), scratch('triton')]),
	},
	{
		name: 'mlserver',
		start: ({ model, version }, port) =>
			launch('mlserver', python('mlserver'), [
				script('serve_mlserver.py'),
				model,
				version,
				String(port),
				scratch('mlserver'),
			]),
	},
	{
		name: 'kserve',
		start: ({ model }, port) => launch('kserve', python('kserve'), [script('serve_kserve.py'), model, String(port)]),
	},
	{
		name: 'demoscope',
		token,
		start: ({ checkpoint }, port) =>
			launch('demoscope', process.execPath, [
				'dist/cli.js',
				'serve',
				...['--probe', checkpoint, '--port', String(port), '--provider', 'cpu', '--threads', '1'],
				...['--token-file', path.join(folder, 'token')],
			]),
	},
];

/** Runs all servers, or those named, and prints what came of it. Gives the process's exit code. */
export async function run(args: readonly string[], workerFile: string): Promise<number> {
	const record = args.includes('--record');
	const names = args.filter(arg => !arg.startsWith('--'));
	await rm(path.join(folder, 'scratch'), { recursive: true, force: true });
	await mkdir(scratch('exports'), { recursive: true });
	await writeFile(path.join(folder, 'token'), token);
	const subjects = [await contractSubject(workerFile), await builtInSubject(workerFile)];
	// The same shapes with other weights for the first, other shapes for the second.
	const strangers = [await twin(workerFile), ...subjects];
	const rows: Row[] = [];
	try {
		for (const [index, server] of servers.entries()) {
			if (names.length === 0 || names.includes(server.name)) {
				for (const [offset, subject] of subjects.entries()) {
					const port = 18_500 + 20 * index + 10 * offset;
					rows.push(await tryServer(server, subject, strangers[offset] ?? subject, port, record && offset === 0));
					process.stderr.write(`${JSON.stringify(rows.at(-1))}\n`);
				}
			}
		}
	} finally {
		for (const { local } of [...subjects, ...strangers]) {
			local.dispose();
		}
	}
	await writeFile(path.join(folder, 'results.json'), `${JSON.stringify(rows, null, '\t')}\n`);
	process.stdout.write(table(rows));
	return rows.every(succeeded) ? 0 : 1;
}

async function contractSubject(workerFile: string): Promise<Subject> {
	const checkpoint = scratch('contract');
	await writeContractCheckpoint(checkpoint);
	return await subjectOf('contract', checkpoint, contractRequests, workerFile);
}

async function twin(workerFile: string): Promise<Stranger> {
	const checkpoint = scratch('twin');
	await writeTestCheckpoint(checkpoint, { seed: 10 });
	const local = startProbe({ workerFile: path.resolve(workerFile), checkpoint, threads: 1, logger: nullLogger });
	return { checkpoint, local };
}

async function builtInSubject(workerFile: string): Promise<Subject> {
	const lines = (await readFile('examples/sentiment.jsonl', 'utf8')).trim().split('\n');
	const requests = lines.map((line, index): ReadingRequest => {
		const { text, label } = JSON.parse(line) as { readonly text: string; readonly label: string };
		const loss = (['completion', 'joint', 'both'] as const)[index % 3] ?? 'joint';
		return { task: 'Say how the guest felt.', input: text, output: label, loss, gradient: index % 4 !== 3 };
	});
	return await subjectOf('built-in', 'media/probe', requests, workerFile);
}

async function subjectOf(
	name: string,
	checkpoint: string,
	requests: readonly ReadingRequest[],
	workerFile: string,
): Promise<Subject> {
	const repository = path.join(scratch('exports'), name);
	const options = { format: 'triton', copy: false, maxBatch: 64, storageUri: '' } as const;
	const { version } = await exportProbe({ folder: checkpoint, output: repository, ...options });
	const local = startProbe({ workerFile: path.resolve(workerFile), checkpoint, threads: 1, logger: nullLogger });
	const expected = await local.read(requests);
	const runner = createLocalRunner(await openCheckpoint(checkpoint), { threads: 1 });
	const encoded = await local.encode(requests.slice(0, 3));
	const batch = packBatch(encoded);
	const { tokenLogProbs, sketch, embedding } = await runner.run(batch, true);
	const expectedFile = path.join(scratch('exports'), `${name}.json`);
	const { size } = batch;
	await writeFile(
		expectedFile,
		JSON.stringify({
			version,
			batches: [
				{
					input_ids: rowsOf(Array.from(batch.ids, Number), size),
					loss_weights: rowsOf([...batch.weights], size),
					outputs: {
						token_log_probs: rowsOf([...tokenLogProbs], size),
						sketch: rowsOf([...(sketch ?? [])], size),
						embedding: rowsOf([...embedding], size),
					},
				},
			],
		}),
	);
	await runner.release();
	return {
		checkpoint,
		version,
		repository,
		model: path.join(repository, 'probe', version),
		requests,
		local,
		expected,
		expectedFile,
	};
}

function rowsOf(values: readonly number[], rows: number): readonly (readonly number[])[] {
	const width = values.length / rows;
	return Array.from({ length: rows }, (_, row) => values.slice(row * width, (row + 1) * width));
}

interface Row {
	readonly server: string;
	readonly checkpoint: string;
	/** What it says it is. */
	readonly about: string;
	/** The largest difference of Demoscope's readings through it from local ones, or what failed. */
	readonly client: number | string;
	readonly binary: boolean | undefined;
	/** The error for a client that holds another checkpoint. */
	readonly otherCheckpoint: string;
	/** Of the public client, in both forms. */
	readonly publicClient: { readonly json: number | string; readonly binary: number | string } | string;
}

async function tryServer(
	server: Server,
	subject: Subject,
	other: Stranger,
	port: number,
	record: boolean,
): Promise<Row> {
	const child = server.start(subject, port);
	const direct = new URL(`http://127.0.0.1:${port}`);
	const forClient = await startRecorder(direct);
	const forPublicClient = await startRecorder(direct);
	try {
		await whenReady(direct, child, server.token);
		const access = server.token === undefined ? {} : { token: server.token };
		const connect = ({ checkpoint, local }: Stranger, address: string): ProbeModel & ReturnType<typeof remoteProbe> =>
			remoteProbe({ addresses: [address], checkpoint, local, logger: nullLogger, ...access });
		const probe = connect(subject, forClient.address);
		const client = await outcome(async () => largestDifference(await probe.read(subject.requests), subject.expected));
		const offers = await probe.offers().catch(() => []);
		const otherCheckpoint = await connect(other, direct.href)
			.offers()
			.then(() => 'taken for the right one', codeOf);
		const publicClient = await outcome(() =>
			runPublicClient(forPublicClient.address, subject.expectedFile, server.token),
		);
		const about = typeof publicClient === 'string' ? '' : publicClient.server;
		if (record) {
			const own = server.name === 'demoscope';
			await saveFixture(
				own ? 'tritonclient' : server.name,
				own ? 'tritonclient 2.73.0 against demoscope serve' : about,
				own ? forPublicClient.exchanges : forClient.exchanges,
			);
		}
		return {
			server: server.name,
			checkpoint: path.basename(subject.checkpoint),
			about,
			client,
			binary: offers[0]?.binary,
			otherCheckpoint,
			publicClient,
		};
	} finally {
		forClient.close();
		forPublicClient.close();
		child.kill('SIGTERM');
		await Promise.race([new Promise(resolve => child.once('exit', resolve)), wait(15_000)]);
		child.kill('SIGKILL');
	}
}

async function whenReady(address: URL, child: ChildProcess, bearer: string | undefined): Promise<void> {
	const until = performance.now() + patienceMs;
	const headers: Record<string, string> = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
	while (performance.now() < until && child.exitCode === null) {
		const ready = await fetch(new URL('/v2/models/probe/ready', address), { headers }).catch(() => undefined);
		if (ready?.ok === true) {
			return;
		}
		await wait(500);
	}
	throw new Error('the server did not become ready: see its log in out/interop');
}

async function outcome<T>(action: () => Promise<T>): Promise<T | string> {
	try {
		return await action();
	} catch (error) {
		return `failed: ${codeOf(error)} ${messageOf(error)}`;
	}
}

function codeOf(error: unknown): string {
	return UserError.is(error) ? error.code : '';
}

/** Of log-probabilities as it is, of sketches and embeddings as a share of their largest entry. */
function largestDifference(actual: readonly Reading[], expected: readonly Reading[]): number {
	const between = (a: Float32Array, b: Float32Array, relative: boolean): number => {
		const scale = relative ? b.reduce((most, value) => Math.max(most, Math.abs(value)), 0) : 1;
		return a.length === b.length
			? b.reduce((most, value, index) => Math.max(most, Math.abs((a[index] ?? NaN) - value)), 0) / scale
			: Infinity;
	};
	const none = new Float32Array(1).fill(1);
	return Math.max(
		...expected.map((reading, index) => {
			const own = actual[index];
			return own === undefined
				? Infinity
				: Math.max(
						between(own.logProbs, reading.logProbs, false),
						between(own.embedding, reading.embedding, true),
						between(own.sketch ?? none, reading.sketch ?? none, true),
					);
		}),
	);
}

interface PublicClientResult {
	readonly server: string;
	readonly json: number | string;
	readonly binary: number | string;
}

async function runPublicClient(address: string, expected: string, bearer?: string): Promise<PublicClientResult> {
	const args = [script('triton_client.py'), new URL(address).host, expected, ...(bearer === undefined ? [] : [bearer])];
	const { stdout } = await promisify(execFile)(python('client'), args, { timeout: patienceMs });
	return JSON.parse(stdout) as PublicClientResult;
}

async function saveFixture(name: string, about: string, exchanges: readonly Exchange[]): Promise<void> {
	await mkdir(fixtures, { recursive: true });
	// The modification time is left out, so that the same exchanges make the same bytes.
	const bytes = gzipSync(JSON.stringify({ about, exchanges }), { level: 9 });
	await writeFile(path.join(fixtures, `${name}.json.gz`), bytes);
	process.stderr.write(
		`${name}: ${exchanges.length} exchanges, ${bytes.length} bytes; ${(await readdir(fixtures)).join()}\n`,
	);
}

function succeeded({ client, otherCheckpoint }: Row): boolean {
	return typeof client === 'number' && client < 1e-4 && otherCheckpoint !== 'taken for the right one';
}

function table(rows: readonly Row[]): string {
	const show = (value: number | string): string => (typeof value === 'number' ? value.toExponential(1) : value);
	const lines = rows.map(({ server, about, checkpoint, client, binary, otherCheckpoint, publicClient }) =>
		[
			`${server} (${about})`,
			checkpoint,
			show(client),
			binary === true ? 'bytes' : 'JSON',
			otherCheckpoint,
			...(typeof publicClient === 'string' ? [publicClient, ''] : [show(publicClient.json), show(publicClient.binary)]),
		].join(' | '),
	);
	const head = 'server | checkpoint | Demoscope | as | another checkpoint | tritonclient JSON | tritonclient bytes';
	return `| ${[head, '--- | --- | ---: | --- | --- | ---: | ---:', ...lines].join(' |\n| ')} |\n`;
}
