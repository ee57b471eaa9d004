import type { ProbeFiles } from '../../../src/extension/probeFiles';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { UserError } from '../../../src/base/errors';
import { nullLogger } from '../../../src/base/logger';
import type { Notices } from '../../../src/extension/notices';
import { fingerprintOf } from '../../../src/probe/fingerprint';
import { startProbe, type ProcessProbe } from '../../../src/probe/process/client';
import type { ReadingRequest } from '../../../src/probe/probeModel';
import { refuse, startInferenceServer, type InferenceServer } from '../../support/inferenceServer';
import { writeTestCheckpoint } from '../../support/probeCheckpoint';
import { memory } from '../../support/memory';

const settings = new Map<string, unknown>();
const asked: { message: string; detail: string | undefined }[] = [];
const told: string[] = [];
let reply: string | undefined;
let typed: (string | undefined)[] = [];

vi.mock('vscode', () => ({
	ConfigurationTarget: { Global: 1 },
	ProgressLocation: { Notification: 15 },
	workspace: {
		getConfiguration: () => ({
			get: (id: string) => settings.get(id),
			inspect: () => undefined,
			update: (id: string, value: unknown) => Promise.resolve(void settings.set(id, value)),
		}),
	},
	window: {
		showWarningMessage: (message: string, options: string | { detail: string }) => {
			asked.push({ message, detail: typeof options === 'string' ? undefined : options.detail });
			return Promise.resolve(reply);
		},
		showInputBox: () => Promise.resolve(typed.shift()),
		showInformationMessage: (message: string) => Promise.resolve(void told.push(message)),
		showErrorMessage: (message: string) => Promise.resolve(void told.push(message)),
		withProgress: (_: unknown, task: (progress: unknown, cancellation: unknown) => unknown) =>
			task({ report: () => undefined }, { onCancellationRequested: () => undefined }),
	},
}));

const { EditorProbe } = await import('../../../src/extension/editorProbe');
const { ProbeServices } = await import('../../../src/extension/probeServices');
const { connectService } = await import('../../../src/extension/connectService');

let folder: string;
let builtIn: string;
let local: ProcessProbe;
let server: InferenceServer;
let services: InstanceType<typeof ProbeServices>;
let probe: InstanceType<typeof EditorProbe>;
let cacheNumber = 0;
const fallbacks: string[] = [];
let agreements = 0;
const worker = 'dist/probeWorker.js';
const diskThread = 'dist/diskThread.js';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demoscope-editor-'));
	builtIn = (await writeTestCheckpoint(join(folder, 'tiny'))).folder;
	local = startProbe({ workerFile: worker, checkpoint: builtIn, threads: 1, logger: nullLogger });
}, 60_000);
beforeEach(async () => {
	const { revision } = await local.describe();
	server = await startInferenceServer((batch, gradient) => local.run(batch, gradient), {
		hiddenSize: 24,
		versions: [fingerprintOf(revision)],
	});
	asked.length = told.length = fallbacks.length = agreements = 0;
	reply = 'Send';
	settings.clear();
	for (const [id, value] of Object.entries({
		'probe.path': '',
		'probe.provider': 'cpu',
		'probe.location': 'auto',
		'probe.service': server.address,
		'probe.idleMinutes': 10,
		'cache.maxMegabytes': 16,
	})) {
		settings.set(`demoscope.${id}`, value);
	}
	services = new ProbeServices(memory(), memory());
	const notices = {
		readsHere: ({ code }: UserError) => fallbacks.push(code),
		forget: () => undefined,
	} as unknown as Notices;
	const files = { worker, diskThread, builtIn, cache: join(folder, `cache${cacheNumber++}`), translation: undefined };
	probe = new EditorProbe(files, nullLogger, notices, services, () => agreements++);
});
afterEach(async () => {
	probe.dispose();
	await server.close();
});
afterAll(async () => {
	local.dispose();
	// The disk thread may still be writing.
	await rm(folder, { recursive: true, maxRetries: 5 });
});

const requests: readonly ReadingRequest[] = [{ input: 'one and', output: 'one', loss: 'completion', gradient: true }];

describe('a service that the settings name', { timeout: 60_000 }, () => {
	test('gets nothing before the user agrees; meanwhile the probe reads here', async () => {
		reply = undefined;
		expect((await probe.describe()).provider).toBe('cpu');
		expect((await probe.read(requests)).length).toBe(1);
		expect(server.seen).toEqual([]);
		expect(asked).toEqual([{ message: expect.stringContaining(server.address) as string, detail: undefined }]);
		probe.restart();
		await probe.read(requests);
		expect(asked.length).toBe(1);
	});

	test('reads as soon as the user agrees', async () => {
		await probe.read(requests);
		await expect.poll(() => agreements).toBe(1);
		probe.restart();
		expect((await probe.describe()).provider).toContain(server.address);
		await probe.read([{ ...requests[0], input: 'two and' } as ReadingRequest]);
		expect(server.seen.length).toBe(1);
		expect(fallbacks).toEqual([]);
	});

	test('that may not be replaced is an error until then', async () => {
		settings.set('demoscope.probe.location', 'remote');
		await expect(probe.read(requests)).rejects.toMatchObject({ code: 'service.agreement' });
		await expect.poll(() => agreements).toBe(1);
		probe.restart();
		expect((await probe.read(requests)).length).toBe(1);
		expect(server.seen.length).toBe(1);
	});

	test('is left alone where the probe is to read here', async () => {
		settings.set('demoscope.probe.location', 'local');
		await probe.read(requests);
		expect([asked, server.seen]).toEqual([[], []]);
	});

	test('that fails is replaced by the probe here, with a note', async () => {
		await services.askNow([server.address]);
		server.always = refuse(400);
		expect((await probe.read(requests)).length).toBe(1);
		expect(fallbacks).toEqual(['service.refused']);
		expect((await probe.describe()).provider).toBe('cpu');
	});
});

describe('Connect GPU Service', { timeout: 60_000 }, () => {
	const files = (): ProbeFiles => ({ worker, diskThread, builtIn, cache: folder, translation: undefined });

	test('tries the service with nobody’s text, and keeps address and token once the user agrees', async () => {
		settings.set('demoscope.probe.service', '');
		settings.set('demoscope.probe.location', 'local');
		typed = [`${server.address}/v2/`, ' the-token '];
		await connectService(services, files(), nullLogger);
		expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer the-token', 'Bearer the-token']);
		expect(asked[0]?.detail).toContain('this machine');
		expect(told).toEqual([expect.stringMatching(/now reads on service at .*: \d+ ms for a text of \d+ tokens/u)]);
		expect(settings.get('demoscope.probe.service')).toBe(server.address);
		expect(settings.get('demoscope.probe.location')).toBeUndefined();
		expect(await services.token([server.address])).toBe('the-token');
		expect(services.isAgreed([server.address])).toBe(true);
	});

	test('says what is wrong with a service, and keeps nothing of it', async () => {
		settings.set('demoscope.probe.service', '');
		server.metadata = { ...server.metadata, versions: ['123456789012345'] };
		typed = [server.address, ''];
		await connectService(services, files(), nullLogger);
		expect(told).toEqual([expect.stringContaining('fingerprint')]);
		expect(settings.get('demoscope.probe.service')).toBe('');
		expect(services.isAgreed([server.address])).toBe(false);
	});

	test('keeps nothing where the user does not agree', async () => {
		reply = undefined;
		typed = [server.address, 'the-token'];
		await connectService(services, files(), nullLogger);
		expect(await services.token([server.address])).toBeUndefined();
	});

	test('ends the connection where the address is left empty', async () => {
		typed = [''];
		await connectService(services, files(), nullLogger);
		expect(settings.get('demoscope.probe.service')).toBeUndefined();
	});
});
