import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAbort } from '../../../../src/base/errors';
import { seededRandom } from '../../../../src/base/random';
import { openCheckpoint } from '../../../../src/probe/checkpoint/checkpoint';
import {
	downloadCheckpoint,
	type DownloadOptions,
	type DownloadProgress,
} from '../../../../src/probe/download/downloadCheckpoint';
import { startHub, type FileRequest, type HubServer } from '../../../support/hubServer';
import { tinyConfig, writeTestCheckpoint } from '../../../support/probeCheckpoint';

const id = 'someone/tiny-probe';
const weights = 'model.safetensors';

let root: string;
let folder: string;
let source: ReadonlyMap<string, Buffer>;
let hub: HubServer;

beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'demoscope-download-'));
	folder = join(root, 'probes', 'a probe ü');
	const { folder: written } = await writeTestCheckpoint(join(root, 'source'));
	const files = new Map([['README.md', Buffer.from('not wanted')]]);
	for (const name of await readdir(written)) {
		files.set(name, await readFile(join(written, name)));
	}
	source = files;
	hub = await startHub(id, source);
});
afterEach(async () => {
	await hub.close();
	await rm(root, { recursive: true });
});

function download(
	options: DownloadOptions & { readonly revision?: string } = {},
): ReturnType<typeof downloadCheckpoint> {
	const { revision, ...rest } = options;
	return downloadCheckpoint(
		{ id, folder, ...(revision === undefined ? {} : { revision }) },
		{ endpoint: hub.endpoint, retryMs: 1, patienceMs: 5000, ...rest },
	);
}

async function expectComplete(): Promise<void> {
	expect(await readdir(folder)).toEqual(['config.json', weights, 'tokenizer.json']);
	for (const name of await readdir(folder)) {
		expect((await readFile(join(folder, name))).equals(source.get(name) ?? Buffer.alloc(0)), name).toBe(true);
	}
	expect(await readdir(join(root, 'probes'))).toEqual(['a probe ü']);
}

/** Misbehaves for the weights alone. */
function onWeights(misbehave: (request: FileRequest) => void): void {
	hub.onFile = request => (request.name === weights ? misbehave(request) : request.serve());
}

describe('a download', () => {
	test('gives a folder that the probe can open, with its progress', async () => {
		const seen: DownloadProgress[] = [];
		const checkpoint = await download({ onProgress: progress => seen.push(progress) });
		await expectComplete();
		expect(checkpoint.revision).toBe(hub.revision);
		expect((await openCheckpoint(folder)).parameters).toBeGreaterThan(0);
		expect(seen.at(0)?.file).toBe('config.json');
		expect(seen.at(-1)).toMatchObject({ file: weights, received: seen.at(-1)?.total });
		expect(seen.map(({ received }) => received)).toEqual(seen.map(({ received }) => received).sort((a, b) => a - b));
	});

	test('takes only the files that the probe reads, at the commit that the revision meant', async () => {
		await download({ revision: 'a/branch' });
		expect(hub.requests[0]).toBe(`/api/models/${id}/revision/a%2Fbranch`);
		expect(hub.requests.slice(1)).toEqual(
			['config.json', 'tokenizer.json', weights].map(name => `/${id}/resolve/${hub.revision}/${name}`),
		);
	});

	test('of what is there already fetches nothing again', async () => {
		await download();
		const before = hub.requests.length;
		await download();
		expect(hub.requests.slice(before)).toEqual([`/api/models/${id}/revision/main`]);
	});

	test('leaves a folder that holds something else as it is', async () => {
		await mkdir(folder, { recursive: true });
		await writeFile(join(folder, 'notes.txt'), 'mine');
		await expect(download()).rejects.toMatchObject({ code: 'probe.folder' });
		expect(await readdir(folder)).toEqual(['notes.txt']);
	});

	test('sends the access token to the hub, but not where it redirects to', async () => {
		const elsewhere = await startHub(id, source);
		const tokens: unknown[] = [];
		elsewhere.onFile = request => {
			tokens.push(request.request.headers.authorization);
			request.serve();
		};
		onWeights(({ request, response }) => {
			tokens.push(request.headers.authorization);
			response.writeHead(302, { location: `${elsewhere.endpoint}${request.url ?? ''}` }).end();
		});
		await download({ token: 'secret' });
		await elsewhere.close();
		expect(tokens).toEqual(['Bearer secret', undefined]);
		await expectComplete();
	});
});

describe('a hub that misbehaves', () => {
	test('and cuts connections costs only what is missing', async () => {
		const random = seededRandom(7);
		onWeights(({ serve, attempt }) => serve(attempt < 12 ? { cutAfter: Math.floor(random() * 9000) } : {}));
		await download();
		await expectComplete();
		const starts = hub.requests.flatMap(line => /bytes=(\d+)-/.exec(line)?.[1] ?? []).map(Number);
		expect(starts.length).toBeGreaterThan(5);
		expect(starts).toEqual([...starts].sort((a, b) => a - b));
	});

	test('and falls silent is left and asked again', async () => {
		onWeights(({ serve, attempt }) => serve(attempt === 0 ? { silentAfter: 5000 } : {}));
		await download({ patienceMs: 150 });
		await expectComplete();
		expect(hub.requests.at(-1)).toContain('bytes=5000-');
	});

	test('and does not answer at all is given up', async () => {
		onWeights(() => undefined);
		await expect(download({ patienceMs: 50 })).rejects.toMatchObject({
			code: 'probe.offline',
			message: expect.stringContaining('nothing came for 0.05 s') as string,
		});
	});

	test('and is busy is waited for', async () => {
		onWeights(({ serve, attempt, response }) => {
			const status = [429, 503, 500][attempt];
			if (status === undefined) {
				serve();
			} else {
				response.writeHead(status, { 'retry-after': '0' }).end('busy');
			}
		});
		await download();
		await expectComplete();
	});

	test('and cuts before anything has come is given up, with what came kept', async () => {
		onWeights(({ serve, attempt }) => serve({ cutAfter: attempt === 0 ? 5000 : 0 }));
		await expect(download()).rejects.toMatchObject({ code: 'probe.download' });
		expect(hub.requests.length).toBe(3 + 1 + 3);
		expect((await stat(join(`${folder}.partial`, `${weights}.part`))).size).toBe(5000);
		hub.onFile = request => request.serve();
		await download();
		await expectComplete();
		expect(hub.requests.at(-1)).toContain('bytes=5000-');
	});

	test('and has another file by now begins anew', async () => {
		const other = Buffer.alloc(source.get(weights)?.length ?? 0, 7);
		onWeights(({ serve, attempt }) => serve(attempt === 0 ? { body: other, cutAfter: 5000 } : {}));
		await download();
		await expectComplete();
		expect(hub.requests.at(-1)).toContain('bytes=5000-');
	});

	test('and gives no ETag begins anew after a cut', async () => {
		onWeights(({ serve, attempt }) => serve({ etag: 'W/"weak"', ...(attempt === 0 ? { cutAfter: 5000 } : {}) }));
		await download();
		await expectComplete();
		expect(hub.requests.at(-1)).not.toContain('bytes=');
	});

	test('and cannot serve the range begins anew', async () => {
		onWeights(({ serve, attempt, response }) => {
			if (attempt === 1) {
				response.writeHead(416).end();
			} else {
				serve(attempt === 0 ? { cutAfter: 5000 } : {});
			}
		});
		await download();
		await expectComplete();
	});

	test('and sends another range than the one asked for is refused', async () => {
		onWeights(({ serve, attempt }) =>
			serve(attempt === 0 ? { cutAfter: 5000 } : { headers: { 'content-range': 'bytes 4000-9999/10000' } }),
		);
		await expect(download()).rejects.toMatchObject({
			code: 'probe.download',
			message: expect.stringContaining('another part of model.safetensors') as string,
		});
	});

	test.each([
		['announces more', { body: Buffer.alloc(200_000) }],
		['announces less', { body: Buffer.alloc(10) }],
		['sends more than it announces', { body: Buffer.alloc(200_000), headers: { 'transfer-encoding': 'chunked' } }],
	])('and %s than there is is refused', async (_, changes) => {
		onWeights(({ serve, response }) => {
			if ('headers' in changes) {
				response.writeHead(200, changes.headers).end(changes.body);
			} else {
				serve(changes);
			}
		});
		await expect(download()).rejects.toMatchObject({
			code: 'probe.download',
			message: expect.stringMatching(/^The hub offers \d+ bytes as model.safetensors, which has \d+\./) as string,
		});
		await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' });
	});

	test.each(['config.json', weights])('and sends a damaged %s has it removed, and says so', async name => {
		hub.onFile = ({ name: asked, body, serve }) => {
			const damaged = Buffer.from(body);
			damaged[damaged.length - 1] = 1 + (body.at(-1) ?? 0);
			serve(asked === name ? { body: damaged } : {});
		};
		await expect(download()).rejects.toMatchObject({
			code: 'probe.checksum',
			message: expect.stringMatching(new RegExp(`^${name} arrived damaged.* It was removed\\.`)) as string,
		});
		const left = await readdir(`${folder}.partial`).catch(() => []);
		expect(left.filter(file => file.startsWith(name))).toEqual([]);
		hub.onFile = request => request.serve();
		await download();
		await expectComplete();
	});

	test('and redirects in a circle is given up', async () => {
		onWeights(({ request, response }) => response.writeHead(302, { location: request.url ?? '' }).end());
		await expect(download()).rejects.toMatchObject({ message: expect.stringContaining('redirect') as string });
	});

	test.each([
		[401, 'probe.access'],
		[403, 'probe.access'],
		[404, 'probe.notFound'],
		[418, 'probe.download'],
	])('and answers %i is asked once', async (status, code) => {
		onWeights(({ response }) => response.writeHead(status).end());
		await expect(download()).rejects.toMatchObject({ code });
		expect(hub.requests.filter(line => line.includes(weights)).length).toBe(1);
	});

	test.each([
		['no JSON', () => 'hello'],
		['no commit', (listing: object) => ({ ...listing, sha: '../../etc' })],
		['impossible sizes', (listing: object) => ({ ...listing, siblings: [{ rfilename: 'config.json', size: -1 }] })],
		['no list', () => ({ sha: 'c0ffee'.padEnd(40, '0') })],
	])('and lists %s is not understood', async (_, change) => {
		hub.onListing = change;
		await expect(download()).rejects.toMatchObject({ code: 'probe.download' });
	});

	test('and lists paths that lead elsewhere writes nothing there', async () => {
		hub.onListing = listing => {
			const [first] = listing.siblings;
			return {
				...listing,
				siblings: [
					...listing.siblings,
					{ ...first, rfilename: '../../evil.json' },
					{ ...first, rfilename: 'a/config.json' },
				],
			};
		};
		await download();
		await expectComplete();
	});

	test('and lacks weights of a kind that the probe reads says so', async () => {
		hub.onListing = listing => ({
			...listing,
			siblings: listing.siblings.filter(({ rfilename }) => rfilename !== weights),
		});
		await expect(download()).rejects.toMatchObject({
			code: 'probe.checkpoint',
			message: expect.stringContaining(`${id} has no model.safetensors`) as string,
		});
	});
});

describe('before the weights', () => {
	test('a disk that is too small is noticed', async () => {
		hub.onListing = listing => ({
			...listing,
			siblings: listing.siblings.map(file => (file.lfs ? { ...file, lfs: { ...file.lfs, size: 2 ** 52 } } : file)),
		});
		await expect(download()).rejects.toMatchObject({
			code: 'probe.diskSpace',
			message: expect.stringMatching(/^There is too little room for the checkpoint: \d+ MB are missing/) as string,
		});
		expect(hub.requests.length).toBe(1);
	});

	test('a configuration that the probe cannot run ends the download, and nothing stays', async () => {
		await hub.close();
		const config = Buffer.from(JSON.stringify({ ...tinyConfig, model_type: 'mamba' }));
		hub = await startHub(id, new Map([...source, ['config.json', config]]));
		await expect(download()).rejects.toMatchObject({
			code: 'probe.config',
			message: expect.stringContaining('mamba') as string,
		});
		expect(hub.requests.some(line => line.includes(weights))).toBe(false);
		expect(await readdir(join(root, 'probes'))).toEqual([]);
	});
});

describe('a download that is interrupted', () => {
	test('by its user stops at once, and goes on from there', async () => {
		const controller = new AbortController();
		onWeights(({ serve }) => serve({ silentAfter: 5000 }));
		const interrupted = download({
			signal: controller.signal,
			onProgress: ({ file, received, total }) => {
				if (file === weights && received > 0 && received < total) {
					controller.abort();
				}
			},
		});
		expect(isAbort(await interrupted.catch((error: unknown) => error))).toBe(true);
		hub.onFile = request => request.serve();
		await download();
		await expectComplete();
		expect(hub.requests.at(-1)).toContain('bytes=5000-');
	});

	test('is not disturbed by a second one, nor by the sign of a process that is gone', async () => {
		onWeights(({ serve }) => void setTimeout(serve, 300));
		const first = download();
		await expect.poll(() => hub.requests.length).toBeGreaterThan(2);
		await expect(download()).rejects.toMatchObject({ code: 'probe.busy' });
		await first;
		await expectComplete();
		await rm(folder, { recursive: true });
		await writeFile(`${folder}.lock`, '999999999');
		await download();
		await expectComplete();
	});
});

describe('without a network', () => {
	test('says which files to put where', async () => {
		const failing = download({ endpoint: 'http://127.0.0.1:9' });
		await expect(failing).rejects.toMatchObject({
			code: 'probe.offline',
			kind: 'service',
			message: expect.stringMatching(
				/^http:\/\/127\.0\.0\.1:9 cannot be reached: .+ get config\.json, tokenizer\.json, tokenizer_config\.json, model\.safetensors of someone\/tiny-probe \(revision main\) .+ put them into .+a probe ü/,
			) as string,
		});
	});

	test.each(['ftp://hub', 'hub', ''])('an endpoint "%s" is refused by its name', async endpoint => {
		await expect(download({ endpoint })).rejects.toMatchObject({ code: 'probe.endpoint', kind: 'usage' });
	});

	test.each(['../x', 'a/b/c', 'a/..', '', 'a b', 'a/b?x'])('a model "%s" is refused', async name => {
		await expect(downloadCheckpoint({ id: name, folder }, { endpoint: hub.endpoint })).rejects.toMatchObject({
			code: 'probe.modelId',
		});
		expect(hub.requests).toEqual([]);
	});
});
