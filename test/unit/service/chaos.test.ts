import { mkdtemp, rm } from 'node:fs/promises';
import { connect as openSocket, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { decodeResponse, encodeRequest, headerLengthName, type Body } from '../../../src/probe/openInference/body';
import { writeTestCheckpoint } from '../../support/probeCheckpoint';
import { startTestService, type TestService } from '../../support/probeService';
import { mutated, validRequest, vocabularySize } from '../../support/probeRequests';
import { bundleProbeWorker, type BundledWorker } from '../../support/probeWorker';

const inferPath = '/v2/models/probe/infer';
const uploadMs = 700;
/** Over the wire; every one of 10,000 is decoded in `probeRequest.test.ts`. */
const mutations = Number(process.env.DEMOSCOPE_MUTATIONS ?? 1000);

let folder: string;
let worker: BundledWorker;
let service: TestService;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demoscope-chaos-'));
	const checkpoint = (await writeTestCheckpoint(join(folder, 'tiny'))).folder;
	worker = await bundleProbeWorker();
	service = await startTestService({
		workerFile: worker.file,
		checkpoint,
		limits: { uploadMs, bodyBytes: 64 * 1024 },
	});
}, 60_000);
afterAll(async () => {
	await service.stop();
	await worker.remove();
	await rm(folder, { recursive: true });
}, 30_000);

interface Answer {
	readonly status: number;
	readonly error: unknown;
	readonly body: Body;
}

async function send(
	bytes: Uint8Array | string,
	{ path = inferPath, headers = {} }: { readonly path?: string; readonly headers?: Record<string, string> } = {},
): Promise<Answer> {
	const response = await fetch(`${service.address}${path}`, {
		method: 'POST',
		headers,
		body: typeof bytes === 'string' ? bytes : Uint8Array.from(bytes),
	});
	const received = Buffer.from(await response.arrayBuffer());
	const headerLength = response.headers.get(headerLengthName);
	const body = { bytes: received, headerLength: headerLength === null ? undefined : Number(headerLength) };
	const error: unknown = response.ok ? undefined : (JSON.parse(received.toString()) as { error: unknown }).error;
	return { status: response.status, error, body };
}

const sendBody = (body: Body): Promise<Answer> =>
	send(
		body.bytes,
		body.headerLength === undefined ? {} : { headers: { [headerLengthName]: String(body.headerLength) } },
	);

const tensor = (values: Readonly<Record<string, unknown>> = {}) => ({
	name: 'input_ids',
	datatype: 'INT64',
	shape: [1, 3],
	data: [1, 2, 3],
	...values,
});
const weightsTensor = (values: Readonly<Record<string, unknown>> = {}) => ({
	name: 'loss_weights',
	datatype: 'FP32',
	shape: [1, 3],
	data: [0, 0.5, 0.5],
	...values,
});
const message = (...inputs: readonly unknown[]): string =>
	JSON.stringify({ inputs, outputs: [{ name: 'token_log_probs' }] });

async function expectAlive(): Promise<void> {
	const { status } = await send(message(tensor(), weightsTensor()));
	expect(status).toBe(200);
}

describe('what is no request of the protocol is answered 400 with a reason', () => {
	const cases: Readonly<Record<string, string>> = {
		nothing: '',
		'no JSON': '{"inputs":',
		'another value': '7',
		'a list': '[]',
		'no inputs': '{}',
		'none of the inputs': '{"inputs":[]}',
		'one of the inputs': message(tensor()),
		'an input twice': message(tensor(), tensor(), weightsTensor()),
		'another input': message(tensor(), weightsTensor(), weightsTensor({ name: 'attention_mask' })),
		'another type': message(tensor({ datatype: 'INT32' }), weightsTensor()),
		'types exchanged': message(tensor({ datatype: 'FP32' }), weightsTensor({ datatype: 'INT64', data: [0, 1, 1] })),
		'too few numbers': message(tensor({ data: [1, 2] }), weightsTensor()),
		'too many numbers': message(tensor({ data: [1, 2, 3, 4] }), weightsTensor()),
		'numbers nested too deep': message(tensor({ data: [[[[1, 2, 3]]]] }), weightsTensor()),
		'texts for numbers': message(tensor({ data: ['1', '2', '3'] }), weightsTensor()),
		'null for a number': message(tensor(), weightsTensor({ data: [0, null, 1] })),
		'fractions for tokens': message(tensor({ data: [1, 2.5, 3] }), weightsTensor()),
		'a token that is none': message(tensor({ data: [1, 2, vocabularySize] }), weightsTensor()),
		'a negative token': message(tensor({ data: [1, -2, 3] }), weightsTensor()),
		'padding on the left': message(tensor({ data: [-1, 2, 3] }), weightsTensor()),
		'nothing but padding': message(tensor({ data: [-1, -1, -1] }), weightsTensor({ data: [0, 0, 0] })),
		'a weight on padding': message(tensor({ data: [1, 2, -1] }), weightsTensor()),
		'a weight beyond FP32': message(tensor(), weightsTensor({ data: [0, 1e39, 1] })),
		'shapes that differ': message(tensor({ shape: [3, 1] }), weightsTensor()),
		'one dimension': message(tensor({ shape: [3] }), weightsTensor({ shape: [3] })),
		'no texts': message(tensor({ shape: [0, 3], data: [] }), weightsTensor({ shape: [0, 3], data: [] })),
		'a negative size': message(tensor({ shape: [-1, 3] }), weightsTensor()),
		'a size that is no number': message(tensor({ shape: ['1', 3] }), weightsTensor()),
		'an enormous shape': message(tensor({ shape: [2 ** 40, 2 ** 40] }), weightsTensor()),
		'another output': JSON.stringify({ inputs: [tensor(), weightsTensor()], outputs: [{ name: 'gradients' }] }),
		'an output twice': JSON.stringify({
			inputs: [tensor(), weightsTensor()],
			outputs: [{ name: 'sketch' }, { name: 'sketch' }],
		}),
		'bytes that are not there': message(
			tensor({ data: undefined, parameters: { binary_data_size: 24 } }),
			weightsTensor(),
		),
		'a prototype': '{"__proto__":{"inputs":[]},"constructor":{"prototype":{}}}',
		'a text of more tokens than the window': message(
			tensor({ shape: [1, 129], data: new Array<number>(129).fill(1) }),
			weightsTensor({ shape: [1, 129], data: new Array<number>(129).fill(0) }),
		),
		'deep nesting': `{"inputs":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
	};
	test.each(Object.entries(cases))('%s', async (_, text) => {
		expect(await send(text)).toMatchObject({ status: 400, error: expect.stringMatching(/\S/u) as string });
	});

	test('NaN and infinity in bytes', async () => {
		for (const weight of [NaN, Infinity, -Infinity]) {
			const body = encodeRequest(
				[
					{ name: 'input_ids', datatype: 'INT64', shape: [1, 2], data: BigInt64Array.of(1n, 2n) },
					{ name: 'loss_weights', datatype: 'FP32', shape: [1, 2], data: Float32Array.of(0, weight) },
				],
				['token_log_probs'],
				{ binary: true },
			);
			expect(await sendBody(body)).toMatchObject({ status: 400 });
		}
	});

	test('a wrong length of the JSON before the bytes', async () => {
		const { bytes, headerLength = 0 } = validRequest(seededRandom(1), true);
		const wrong = [
			'0',
			'-1',
			'1e2',
			'x',
			'',
			`${headerLength - 1}`,
			`${headerLength + 1}`,
			'99999999999',
			`${bytes.length + 1}`,
		];
		for (const length of wrong) {
			expect(await send(bytes, { headers: { [headerLengthName]: length } })).toMatchObject({ status: 400 });
		}
		expect(await send(bytes)).toMatchObject({ status: 400 });
		expect(await sendBody({ bytes: bytes.subarray(0, -1), headerLength })).toMatchObject({ status: 400 });
		expect(await sendBody({ bytes: Buffer.concat([bytes, Buffer.of(0)]), headerLength })).toMatchObject({
			status: 400,
		});
	});

	test('a body that is too long, or packed, or comes from a page', async () => {
		expect(await send(' '.repeat(64 * 1024 + 1))).toMatchObject({ status: 413 });
		expect(await send('{}', { headers: { 'content-encoding': 'gzip' } })).toMatchObject({ status: 415 });
		expect(await send('{}', { headers: { origin: 'https://page.example' } })).toMatchObject({ status: 403 });
		await expectAlive();
	});

	test('paths that lead elsewhere', async () => {
		const tricks = [
			'../../etc/passwd',
			'..%2f..%2fetc%2fpasswd',
			'probe%00',
			'PROBE',
			'probe%2f..',
			'%',
			'%ff%fe',
			'x'.repeat(5000),
		];
		for (const name of tricks) {
			const text = await exchange(
				`POST /v2/models/${name}/infer HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`,
			);
			expect([name.slice(0, 30), text]).toEqual([
				name.slice(0, 30),
				expect.stringMatching(/^HTTP\/1\.1 4\d\d [^]*\{"error":"[^]+"\}$/u) as string,
			]);
		}
		for (const path of [
			'/',
			'/v2/models',
			'/v2/models/probe/versions/1/infer',
			'/v2/repository/index',
			'/etc/passwd',
		]) {
			expect(await send('{}', { path })).toMatchObject({ status: 404 });
		}
	});

	test('what is not HTTP', async () => {
		for (const text of [
			'\u0000\u0001\u0002\r\n\r\n',
			'GET\r\n\r\n',
			`GET / HTTP/1.1\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`,
		]) {
			expect(await exchange(text)).toMatch(/^HTTP\/1\.1 4\d\d [^]*\{"error":"[^]+"\}$/u);
		}
		await expectAlive();
	});
});

/** Sends text as it is and gives what comes until the other side hangs up. */
async function exchange(text: string): Promise<string> {
	const socket = await open();
	let received = '';
	socket.setEncoding('utf8').on('data', (data: string) => (received += data));
	socket.write(text);
	await closed(socket);
	return received;
}

async function open(): Promise<Socket> {
	const { hostname, port } = new URL(service.address);
	const socket = openSocket(Number(port), hostname);
	socket.on('error', () => undefined);
	await new Promise<void>(resolve => socket.once('connect', resolve));
	return socket;
}

const closed = (socket: Socket): Promise<void> => new Promise(resolve => socket.once('close', () => resolve()));

describe('a service under attack', { timeout: 600_000 }, () => {
	test('hangs up on those who send a byte now and then, and serves others meanwhile', async () => {
		const head = `POST ${inferPath} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n`;
		const slow = await Promise.all(Array.from({ length: 40 }, open));
		const received = slow.map(() => '');
		for (const [index, socket] of slow.entries()) {
			socket.setEncoding('utf8').on('data', (data: string) => (received[index] = `${received[index] ?? ''}${data}`));
			// Half of them never end their headers, and half their bodies.
			socket.write(index % 2 === 0 ? head : `${head}\r\n{`);
		}
		const ends = Promise.all(slow.map(closed));
		const dripping = setInterval(() => slow.forEach(socket => socket.writable && socket.write('x')), 100);
		await expectAlive();
		await ends;
		clearInterval(dripping);
		for (const text of received) {
			expect(text).toMatch(/^(?:HTTP\/1\.1 (?:408|400) [^]*\{"error":"[^]+"\})?$/u);
		}
		await expectAlive();
	});

	test('answers mutations of valid requests with 200 or 4xx, and never ends', async () => {
		const random = seededRandom(9);
		const statuses = new Map<number, number>();
		const before = service.processIds();
		const one = async (): Promise<void> => {
			const body = mutated(validRequest(random, random() < 0.5), random);
			const { status, error } = await sendBody(body);
			statuses.set(status, (statuses.get(status) ?? 0) + 1);
			expect(status === 200 || typeof error === 'string').toBe(true);
		};
		for (let sent = 0; sent < mutations; sent += 20) {
			await Promise.all(Array.from({ length: 20 }, one));
		}
		expect([...statuses.keys()].filter(status => status !== 200 && (status < 400 || status >= 500))).toEqual([]);
		expect(statuses.get(400)).toBeGreaterThan(mutations / 10);
		expect(statuses.get(200)).toBeGreaterThan(0);
		expect(service.processIds()).toEqual(before);
		await expectAlive();
	});

	test('loses no request when its process is killed, and gives nobody another’s answer', async () => {
		const random = seededRandom(4);
		const bodies = Array.from({ length: 60 }, () => validRequest(random, true));
		const calm: Answer[] = [];
		for (const body of bodies) {
			calm.push(await sendBody(body));
		}
		const [first = 0] = service.processIds();
		const answers = bodies.map(sendBody);
		await answers[0];
		process.kill(first, 'SIGKILL');
		for (const [index, answer] of (await Promise.all(answers)).entries()) {
			expect(answer.status).toBe(200);
			const numbers = logProbsOf(answer);
			const expected = logProbsOf(calm[index]);
			expect(numbers.length).toBe(expected.length);
			expect(Math.max(...numbers.map((value, at) => Math.abs(value - (expected[at] ?? NaN))))).toBeLessThan(1e-4);
		}
		expect(service.processIds()).not.toContain(first);
	});

	test('logs no number of a request, and where it failed nothing but that', () => {
		for (const line of service.lines) {
			const { msg: text, ...fields } = JSON.parse(line) as Record<string, unknown>;
			expect(text).toBeTypeOf('string');
			expect(
				Object.keys(fields).filter(name => ['body', 'url', 'inputs', 'data', 'headers', 'req'].includes(name)),
			).toEqual([]);
		}
	});
});

function logProbsOf(answer: Answer | undefined): readonly number[] {
	return [
		...((answer === undefined ? undefined : decodeResponse(answer.body).outputs.get('token_log_probs')?.data) ?? []),
	].map(Number);
}

describe('a full queue', { timeout: 60_000 }, () => {
	test('answers 503 with Retry-After and takes what comes later', async () => {
		const small = await startTestService({
			workerFile: worker.file,
			checkpoint: join(folder, 'tiny'),
			queue: 2,
		});
		try {
			const body = validRequest(seededRandom(2), true, 20);
			const ask = async (): Promise<Response> =>
				await fetch(`${small.address}${inferPath}`, {
					method: 'POST',
					headers: { [headerLengthName]: String(body.headerLength) },
					body: Uint8Array.from(body.bytes),
				});
			const responses = await Promise.all(Array.from({ length: 40 }, ask));
			const refused = responses.filter(({ status }) => status === 503);
			expect(refused.length).toBeGreaterThan(0);
			expect(responses.filter(({ status }) => status === 200).length).toBe(40 - refused.length);
			for (const response of refused) {
				expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
				expect(await response.json()).toEqual({ error: expect.any(String) as string });
			}
			await wait(10);
			expect((await ask()).status).toBe(200);
		} finally {
			await small.stop();
		}
	});
});
