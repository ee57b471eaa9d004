import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../../src/base/errors';
import { seededRandom, type Random } from '../../src/base/random';
import { encodeRequest, headerLengthName, type Body } from '../../src/probe/openInference/body';
import { startServe } from '../../test/support/serveProcess';

const vocabularySize = 4096;
const samples = 10;

interface Sample {
	readonly seconds: number;
	/** MiB of the server's process and of the inference process. */
	readonly server: number;
	readonly inference: number;
}

/**
 * More clients than the queue has room for ask the built-in probe, with as many texts and tokens as a real set has, and
 * ask again at once whatever they are answered, a tenth of a second after a refusal. Prints what was answered, and how
 * the memory of both processes went.
 */
export async function measure(seconds = '300', clients = '32', queue = '16'): Promise<void> {
	const service = await startServe('--queue', queue);
	const end = performance.now() + 1000 * Number(seconds);
	const statuses = new Map<string, number>();
	let rows = 0;
	const count = (status: string): void => void statuses.set(status, (statuses.get(status) ?? 0) + 1);

	const client = async (random: Random): Promise<void> => {
		while (performance.now() < end) {
			const body = drawRequest(random);
			try {
				const response = await fetch(`${service.address}/v2/models/probe/infer`, {
					method: 'POST',
					headers: { [headerLengthName]: String(body.headerLength) },
					body: Uint8Array.from(body.bytes),
				});
				await response.arrayBuffer();
				const asksForPatience = response.status === 503 && response.headers.has('retry-after');
				count(asksForPatience ? '503 with Retry-After' : String(response.status));
				if (response.ok) {
					rows++;
				} else {
					await wait(100);
				}
			} catch (error) {
				count(`failed: ${error instanceof Error ? messageOf(error.cause ?? error) : 'unknown'}`);
			}
		}
	};
	const taken: Sample[] = [];
	const watch = async (): Promise<void> => {
		const start = performance.now();
		for (let index = 0; index <= samples; index++) {
			await wait(Math.max(0, start + (1000 * Number(seconds) * index) / samples - performance.now()));
			const processId = service.child.pid ?? 0;
			const [child = 0] = await childrenOf(processId);
			const sample = {
				seconds: Math.round((performance.now() - start) / 1000),
				server: await residentMebibytes(processId),
				inference: await residentMebibytes(child),
			};
			taken.push(sample);
			console.log(`${sample.seconds} s: server ${sample.server} MiB, inference ${sample.inference} MiB`);
		}
	};
	await Promise.all([
		watch(),
		...Array.from({ length: Number(clients) }, (_, index) => client(seededRandom(index + 1))),
	]);
	const code = await service.stop();
	console.log(`answers by status: ${[...statuses].map(([status, number]) => `${status}: ${number}`).join(', ')}`);
	console.log(`${rows} requests read in ${seconds} s; exit code after SIGTERM ${code}`);
}

/** One to four texts of 8 to 160 tokens; every other request wants the sketch. */
function drawRequest(random: Random): Body {
	const size = 1 + Math.floor(4 * random());
	const length = 8 + Math.floor(152 * random());
	const shape = [size, length];
	const ids = BigInt64Array.from({ length: size * length }, () => BigInt(Math.floor(vocabularySize * random())));
	const weights = Float32Array.from({ length: size * length }, (_, index) => (index % length > length / 2 ? 0.1 : 0));
	return encodeRequest(
		[
			{ name: 'input_ids', datatype: 'INT64', shape, data: ids },
			{ name: 'loss_weights', datatype: 'FP32', shape, data: weights },
		],
		random() < 0.5 ? ['token_log_probs', 'sketch', 'embedding'] : ['token_log_probs', 'embedding'],
		{ binary: true },
	);
}

async function residentMebibytes(processId: number): Promise<number> {
	const status = await readFile(`/proc/${processId}/status`, 'utf8').catch(() => '');
	return Math.round(Number(/VmRSS:\s+(?<kilobytes>\d+)/u.exec(status)?.groups?.kilobytes ?? 0) / 1024);
}

async function childrenOf(processId: number): Promise<readonly number[]> {
	const text = await readFile(`/proc/${processId}/task/${processId}/children`, 'utf8').catch(() => '');
	return text.split(' ').filter(Boolean).map(Number);
}
