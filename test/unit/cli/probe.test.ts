import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub, type HubServer } from '../../support/hubServer';
import { encodeSafetensors, safetensorsFile, tinyConfig, writeTestCheckpoint } from '../../support/probeCheckpoint';

interface Outcome {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

let folder = '';
let checkpoint = '';
let hub: HubServer;

/** The built program, as a user runs it. */
function demoscope(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
	const env = { ...process.env, NO_COLOR: '1', DEMOSCOPE_PROBES: path.join(folder, 'probes'), ...environment };
	return new Promise(resolve => {
		execFile(process.execPath, ['dist/cli.js', 'probe', ...args], { env }, (error, stdout, stderr) =>
			resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
		);
	});
}

beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'demoscope-cli-probe-'));
	checkpoint = (await writeTestCheckpoint(path.join(folder, 'tiny'), { type: 'BF16' })).folder;
	const files = new Map<string, Buffer>();
	for (const name of await readdir(checkpoint)) {
		files.set(name, await readFile(path.join(checkpoint, name)));
	}
	hub = await startHub('someone/tiny', files);
});
afterAll(async () => {
	await hub.close();
	await rm(folder, { recursive: true });
});

describe('probe info', { timeout: 60_000 }, () => {
	test('says what a checkpoint is', async () => {
		const { code, stdout, stderr } = await demoscope(['info', checkpoint]);
		expect(code, stderr).toBe(0);
		for (const line of [
			/family {7}llama/,
			/parameters {3}0\.0 M, BF16/,
			/memory .+ GB/,
			/window {7}128 tokens/,
			/template/,
		]) {
			expect(stdout).toMatch(line);
		}
	});

	test('gives the same as JSON', async () => {
		const { stdout } = await demoscope(['info', checkpoint, '--json']);
		expect(JSON.parse(stdout)).toMatchObject({
			id: 'tiny',
			family: 'llama',
			types: ['BF16'],
			window: 128,
			template: 'plain',
			revision: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
		});
	});
});

describe('a bad checkpoint', { timeout: 60_000 }, () => {
	const weights = (bad: string): string => path.join(bad, 'model.safetensors');
	const configured = (bad: string, config: object): Promise<void> =>
		writeFile(path.join(bad, 'config.json'), JSON.stringify({ ...tinyConfig, ...config }));

	test.each<readonly [string, RegExp, (bad: string) => Promise<void>]>([
		['without a tokenizer', /tokenizer\.json/, bad => rm(path.join(bad, 'tokenizer.json'))],
		[
			'with a config that is not JSON',
			/config\.json is not valid JSON/,
			bad => writeFile(path.join(bad, 'config.json'), '{'),
		],
		['of another architecture', /model_type is "mamba"/, bad => configured(bad, { model_type: 'mamba' })],
		['that is quantised', /quantization_config/, bad => configured(bad, { quantization_config: { bits: 4 } })],
		['with another activation', /hidden_act is "gelu"/, bad => configured(bad, { hidden_act: 'gelu' })],
		['cut off', /lies outside the file/, bad => truncate(weights(bad), 20_000)],
		[
			'whose header claims a terabyte',
			/header claims 1099511627776 bytes/,
			bad => {
				const length = Buffer.alloc(8);
				length.writeBigUInt64LE(2n ** 40n);
				return writeFile(weights(bad), Buffer.concat([length, Buffer.from('{}')]));
			},
		],
		[
			'that is a pointer instead of weights',
			/model\.safetensors cannot be used/,
			bad => writeFile(weights(bad), 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'),
		],
		[
			'with tensors of huge shapes',
			/takes 4 bytes, which is not what its shape needs/,
			bad =>
				writeFile(
					weights(bad),
					safetensorsFile(
						JSON.stringify({ 'model.norm.weight': { dtype: 'F32', shape: [2 ** 31, 2 ** 21], data_offsets: [0, 4] } }),
						Buffer.alloc(4),
					),
				),
		],
		[
			'without some of its tensors',
			/model\.embed_tokens\.weight is missing/,
			bad => writeFile(weights(bad), encodeSafetensors(new Map(), 'F32')),
		],
	])('%s is named, and nothing is read with it', async (name, message, spoil) => {
		const bad = path.join(folder, name);
		await cp(checkpoint, bad, { recursive: true });
		await spoil(bad);
		for (const command of [
			['info', bad],
			['read', bad, '--prompt', 'a', '--completion', 'b', '--json'],
		]) {
			const { code, stdout, stderr } = await demoscope(command);
			expect(code).toBe(2);
			expect(stdout).toBe('');
			expect(stderr).toMatch(message);
			expect(stderr).toMatch(/^demoscope: [^\n]+\n$/);
		}
	});
});

describe('probe read', { timeout: 60_000 }, () => {
	interface ReadingDocument {
		readonly tokens: number;
		readonly ids: readonly number[];
		readonly scored: readonly number[];
		readonly logProbs: readonly number[];
		readonly sketch: readonly number[] | null;
		readonly embedding: readonly number[];
	}

	test('prints one reading of the text as it stands', async () => {
		const text = ['--prompt', 'to be', '--completion', ' or not', '--json'];
		const { code, stdout, stderr } = await demoscope(['read', checkpoint, ...text]);
		expect(code, stderr).toBe(0);
		const reading = JSON.parse(stdout) as ReadingDocument;
		// One token a byte: "to be" is five, " or not" seven.
		expect(reading.tokens).toBe(12);
		expect(reading.ids.length).toBe(12);
		expect(reading.scored).toEqual([5, 6, 7, 8, 9, 10, 11]);
		expect(reading.logProbs.length).toBe(7);
		expect(reading.logProbs.every(value => value < 0)).toBe(true);
		expect(reading.embedding.length).toBe(24);
		expect(reading.sketch).toBeNull();
		const gradient = await demoscope(['read', checkpoint, ...text, '--gradient']);
		const withSketch = JSON.parse(gradient.stdout) as ReadingDocument;
		expect(withSketch.ids).toEqual(reading.ids);
		expect(withSketch.sketch?.length).toBe(4096);
	});

	test('prints a table for people, and refuses an empty completion', async () => {
		const { stdout } = await demoscope(['read', checkpoint, '--prompt', 'a', '--completion', 'b']);
		expect(stdout).toMatch(/position +id +log-probability\n +1 +\d+ +-\d+\.\d{4}\n\n2 tokens, mean loss \d/);
		const empty = await demoscope(['read', checkpoint, '--prompt', 'a', '--completion', '']);
		expect(empty).toMatchObject({ code: 2, stdout: '' });
	});
});

describe('probe download', { timeout: 60_000 }, () => {
	test('gets a checkpoint that can be read with, from the hub that HF_ENDPOINT names', async () => {
		const { code, stdout, stderr } = await demoscope(['download', 'someone/tiny'], { HF_ENDPOINT: hub.endpoint });
		expect(code, stderr).toBe(0);
		const target = path.join(folder, 'probes', 'someone', 'tiny');
		expect(stdout).toContain(`someone/tiny at ${hub.revision} is in ${target}`);
		expect((await demoscope(['info', target])).code).toBe(0);
	});

	test('goes through the proxy of the environment', async () => {
		const asked: string[] = [];
		const proxy = createServer();
		proxy.on('connect', ({ url }, socket) => {
			asked.push(url ?? '');
			const inner = connect(Number(new URL(hub.endpoint).port), '127.0.0.1', () => {
				socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
				inner.pipe(socket).pipe(inner);
			});
			inner.on('error', () => socket.destroy());
			socket.on('error', () => inner.destroy());
		});
		await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
		const { code, stderr } = await demoscope(['download', 'someone/tiny', '-o', path.join(folder, 'by proxy')], {
			HF_ENDPOINT: 'http://hub.invalid',
			HTTP_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
			NO_PROXY: '',
		});
		proxy.close();
		expect(code, stderr).toBe(0);
		expect(asked).toContain('hub.invalid:80');
		expect((await readdir(path.join(folder, 'by proxy'))).length).toBe(3);
	});

	test('without a network ends with 3 and says what to do by hand', async () => {
		const { code, stdout, stderr } = await demoscope(['download', 'Qwen/Qwen2.5-0.5B-Instruct'], {
			HF_ENDPOINT: 'http://127.0.0.1:1',
		});
		expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
		expect(stderr).toContain('revision 7ae557604adf67be50417f59c2c2f167def9a775');
		expect(stderr).toContain(path.join(folder, 'probes', 'Qwen', 'Qwen2.5-0.5B-Instruct'));
	});
});

describe('probe export', { timeout: 60_000 }, () => {
	test('writes a model repository and says under which version it is offered', async () => {
		const output = path.join(folder, 'repository');
		const { code, stdout, stderr } = await demoscope(['export', checkpoint, '--format', 'triton', '-o', output]);
		expect(code, stderr).toBe(0);
		const [, version = ''] = /model probe, version (\d+)/.exec(stdout) ?? [];
		expect((await readdir(path.join(output, 'probe', version))).sort()).toEqual(['model.onnx', 'model.safetensors']);
	});

	test('needs a format, and a folder that is not there yet', async () => {
		expect((await demoscope(['export', checkpoint, '-o', path.join(folder, 'unformatted')])).code).toBe(2);
		const { code, stderr } = await demoscope(['export', checkpoint, '--format', 'onnx', '-o', checkpoint]);
		expect(code).toBe(2);
		expect(stderr).toContain('exists already');
	});
});
