import { openCheckpoint } from '../../src/probe/checkpoint/checkpoint';
import { createLocalRunner, defaultThreads } from '../../src/probe/process/localRunner';
import { packBatch, planBatches } from '../../src/probe/reading/batch';
import { encodeRequest } from '../../src/probe/reading/encodeRequest';
import { createTokenizer } from '../../src/probe/tokenizer/tokenizer';
import { poolRequests } from './texts';

/** Prints tokens a second with and without gradients, by batch size, and the time of one short demonstration. */
export async function measure(count = '200', checkpointFolder = 'media/probe'): Promise<void> {
	const checkpoint = await openCheckpoint(checkpointFolder);
	const tokenizer = createTokenizer(checkpoint.tokenizer);
	const requests = await poolRequests(Number(count));
	const encodeStart = performance.now();
	const texts = requests.map(request => encodeRequest(request, tokenizer, checkpoint.config.window));
	const encodeTime = performance.now() - encodeStart;
	const tokens = texts.reduce((sum, text) => sum + text.ids.length, 0);
	console.log(`${texts.length} texts, ${tokens} tokens; encoding ${(encodeTime / texts.length).toFixed(2)} ms a text`);

	const runner = createLocalRunner(checkpoint, defaultThreads());
	const short = packBatch(texts.filter(text => Math.abs(text.ids.length - 100) < 5).slice(0, 1));
	for (const gradient of [false, true]) {
		const loadStart = performance.now();
		await runner.run(short, gradient);
		console.log(`gradient ${gradient}: load and first run ${(performance.now() - loadStart).toFixed(0)} ms`);
		const times: number[] = [];
		for (let repeat = 0; repeat < 20; repeat++) {
			const start = performance.now();
			await runner.run(short, gradient);
			times.push(performance.now() - start);
		}
		times.sort((a, b) => a - b);
		console.log(
			`gradient ${gradient}: ${short.length} tokens in ${times[10]?.toFixed(1)} ms (best ${times[0]?.toFixed(1)})`,
		);
	}
	for (const budget of [128, 256, 512, 1024, 2048, 4096]) {
		const plan = planBatches(
			texts.map(text => text.ids.length),
			budget,
		);
		const batches = plan.map(members => packBatch(members.flatMap(member => texts[member] ?? [])));
		const seconds: number[] = [];
		for (const gradient of [false, true]) {
			const start = performance.now();
			for (const batch of batches) {
				await runner.run(batch, gradient);
			}
			seconds.push((performance.now() - start) / 1000);
		}
		const [forward = 0, whole = 0] = seconds;
		const padded = batches.reduce((sum, batch) => sum + batch.size * batch.length, 0);
		console.log(
			`${budget} tokens a batch: ${(tokens / forward).toFixed(0)} tokens/s forward, ${(tokens / whole).toFixed(0)} with gradient ` +
				`(ratio ${(whole / forward).toFixed(2)}), padding ${((padded / tokens - 1) * 100).toFixed(0)} %`,
		);
	}
}
