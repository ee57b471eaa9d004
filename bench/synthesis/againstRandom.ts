import { readFile } from 'node:fs/promises';
import { nullLogger } from '../../src/base/logger';
import { seededRandom, type Random } from '../../src/base/random';
import { inspect } from '../../src/workflows/inspect';
import type { ChatModel } from '../../src/llm/chatModel';
import { gVendi } from '../../src/metrics/vendi';
import { mean } from '../../src/numeric/statistics';
import { sample } from '../../src/numeric/sample';
import { startProbe } from '../../src/probe/process/client';
import type { Example } from '../../src/probe/probeModel';
import { strategyIds, type StrategyId } from '../../src/synthesis/registry';
import { measureInspected } from '../../src/workflows/analyze';
import { directMeasurer } from '../../src/workflows/measure';
import { examplesOf, gradientRequest, sketchOf } from '../../src/workflows/readings';
import { baseOfSet } from '../../src/workflows/synthesize/synthesisBase';
import { synthesize } from '../../src/workflows/synthesize/synthesize';
import { inputOf, kindOf } from '../../test/support/scriptedModel';

const draws = 200;
const calls = 400;

/** A model that knows a pool by heart: it proposes entries in random order, and answers as they do. */
function poolModel(entries: readonly Example[], random: Random): ChatModel {
	const shuffled = sample(entries, entries.length, random);
	let next = 0;
	return {
		name: 'pool',
		complete: ([message]) => {
			const prompt = message?.content ?? '';
			switch (kindOf(prompt)) {
				case 'proposals': {
					const demonstrations = [0, 1].flatMap(() => shuffled[next++ % shuffled.length] ?? []);
					return Promise.resolve(JSON.stringify({ demonstrations }));
				}
				case 'answer': {
					const known = entries.find(({ input }) => input === inputOf(prompt));
					return Promise.resolve(JSON.stringify({ answer: known?.output ?? '' }));
				}
				default:
					return Promise.resolve('{"types": [], "topics": [{"topic": "any", "keywords": ["any"]}]}');
			}
		},
	};
}

/**
 * The gain in G-Vendi of a strategy's candidates against that of as many drawn at random from the same answers of the same model.
 * Needs `npm run build`.
 */
export async function measure(
	file = 'examples/word-problems.jsonl',
	pool = 'examples/pools/word-problems.jsonl',
	strategy = 'prismatic',
	count = '5',
	seeds = '5',
): Promise<void> {
	const chosen = strategyIds.find((id): id is StrategyId => id === strategy);
	if (chosen === undefined) {
		throw new Error(`no strategy ${strategy}: ${strategyIds.join(', ')}`);
	}
	const probe = startProbe({ workerFile: 'dist/probeWorker.js', checkpoint: 'media/probe', logger: nullLogger });
	const services = { probe, measurer: directMeasurer, logger: nullLogger };
	const read = async (name: string): Promise<{ name: string; text: string }> => ({
		name,
		text: await readFile(name, 'utf8'),
	});
	try {
		const task = await readFile(file.replace(/\.\w+$/, '.task.md'), 'utf8').catch(() => undefined);
		const set = inspect({
			document: await read(file),
			...(task === undefined ? {} : { task: { text: task.trim(), source: 'sidecar' } }),
		});
		const analyzed = await measureInspected(services, set);
		const entries = examplesOf(inspect({ document: await read(pool) }).set.demonstrations);
		const before = analyzed.measurement.gVendi.score;
		const gains: { readonly ours: number; readonly random: number }[] = [];
		for (let seed = 1; seed <= Number(seeds); seed++) {
			const model = poolModel(entries, seededRandom(seed));
			const run = await synthesize(services, model, baseOfSet(analyzed), {
				...{ strategy: chosen, count: Number(count), calls, seed, voteRule: 'majority', answers: 3 },
			});
			const proposed = [...run.candidates, ...run.rejected].filter(
				(example, index, all) => all.findIndex(({ input }) => input === example.input) === index,
			);
			const sketches = (
				await probe.read(proposed.map(example => gradientRequest(example, analyzed.set.task?.text, analyzed.loss)))
			).map(sketchOf);
			const random = seededRandom(1000 + seed);
			const scores = Array.from(
				{ length: draws },
				() => gVendi([...analyzed.sketches, ...sample(sketches, run.candidates.length, random)]).score,
			);
			const gain = { ours: run.gVendi.after - before, random: mean(scores) - before };
			gains.push(gain);
			const reasons = Object.entries(Object.groupBy(run.rejected, ({ reason }) => reason));
			process.stdout.write(
				`seed ${seed}: ${run.candidates.length} candidates of ${run.considered} proposals, ${run.rounds} rounds, ${run.ledger.calls} calls, ${run.stopped.reason}; gain ${gain.ours.toFixed(2)} against ${gain.random.toFixed(2)} = ${(gain.ours / gain.random).toFixed(2)}; rejected ${reasons.map(([reason, { length }]) => `${length} ${reason}`).join(', ')}\n`,
			);
		}
		const ratio = mean(gains.map(({ ours }) => ours)) / mean(gains.map(({ random }) => random));
		process.stdout.write(
			`G-Vendi before ${before.toFixed(2)}; mean gain ${ratio.toFixed(2)} times that of random ones\n`,
		);
	} finally {
		probe.dispose();
	}
}
