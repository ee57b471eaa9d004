import { nullLogger } from '../../src/base/logger';
import { seededRandom } from '../../src/base/random';
import { rankAdditions } from '../../src/metrics/gains';
import { gVendi } from '../../src/metrics/vendi';
import { mean } from '../../src/numeric/statistics';
import { sample } from '../../src/numeric/sample';
import { cachedProbe } from '../../src/probe/cache/cachedProbe';
import { DiskCache } from '../../src/probe/cache/diskCache';
import { startProbe } from '../../src/probe/process/client';
import type { Example } from '../../src/probe/probeModel';
import { measureInspected, type AnalyzedSet } from '../../src/workflows/analyze';
import { directMeasurer } from '../../src/workflows/measure';
import { gradientRequest, sketchOf } from '../../src/workflows/readings';
import type { Services } from '../../src/workflows/services';
import { suggestFromPool } from '../../src/workflows/suggest';
import { baseOfSet } from '../../src/workflows/synthesize/synthesisBase';
import { synthesize } from '../../src/workflows/synthesize/synthesize';
import { poolModel } from '../../test/support/poolModel';
import { realSet, realSetNames, type RealSet } from './realSets';

const draws = 200;
const calls = 100;
const count = 5;
const cacheBytes = 512 * 1024 * 1024;

/** What was chosen, and from what. */
interface Choice {
	readonly gain: number;
	readonly chosen: number;
	readonly from: readonly Example[];
	readonly note: string;
}

/**
 * The gain in G-Vendi of what `prismatic` and `pool` choose against that of as many drawn at random from the same answers, on real
 * sets. The model knows the set's pool by heart; `heeding`, it proposes what is like the examples it is shown.
 * Needs `npm run build`.
 */
export async function againstRandom(folder: string, names: string | undefined, seeds: number): Promise<void> {
	const probe = startProbe({ workerFile: 'dist/probeWorker.js', checkpoint: 'media/probe', logger: nullLogger });
	const cached = cachedProbe(probe, { disk: new DiskCache('out/bench/readings', cacheBytes, nullLogger) });
	const services: Services = { probe: cached, measurer: directMeasurer, logger: nullLogger };
	const all = new Map<string, number[]>();
	try {
		for (const name of names?.split(',') ?? realSetNames) {
			const real = await realSet(folder, name);
			const analyzed = await measureInspected(services, real.set);
			const before = analyzed.measurement.gVendi.score;
			for (const [way, choose] of Object.entries(ways)) {
				const ratios: number[] = [];
				for (let seed = 1; seed <= seeds; seed++) {
					const choice = await choose(services, analyzed, real, seed);
					const { byChance, most } = await gainsOf(services, analyzed, choice, seed);
					ratios.push(choice.gain / byChance);
					process.stdout.write(
						`${name} (${real.set.set.demonstrations.length}, G-Vendi ${before.toFixed(2)}) ${way} seed ${seed}: ${choice.chosen} of ${choice.from.length}, gain ${choice.gain.toFixed(3)} against ${byChance.toFixed(3)} = ${(choice.gain / byChance).toFixed(2)}, at most ${(most / byChance).toFixed(2)}; ${choice.note}\n`,
					);
				}
				all.set(way, [...(all.get(way) ?? []), mean(ratios)]);
			}
		}
		for (const [way, ratios] of all) {
			process.stdout.write(
				`${way}: mean over sets ${mean(ratios).toFixed(2)}, each ${ratios.map(ratio => ratio.toFixed(2)).join(' ')}\n`,
			);
		}
	} finally {
		probe.dispose();
	}
}

type Choose = (services: Services, analyzed: AnalyzedSet, real: RealSet, seed: number) => Promise<Choice>;

const prismaticWith =
	(heeds: boolean): Choose =>
	async (services, analyzed, { pool }, seed) => {
		const model = poolModel(pool, seededRandom(seed), { heeds });
		const run = await synthesize(services, model, baseOfSet(analyzed), {
			...{ strategy: 'prismatic', count, calls, seed, voteRule: 'majority', answers: 3 },
		});
		const reasons = Object.entries(Object.groupBy(run.rejected, ({ reason }) => reason));
		const missed = run.candidates.filter(({ offTarget }) => offTarget === true).length;
		return {
			gain: run.gVendi.after - run.gVendi.before,
			chosen: run.candidates.length,
			from: withoutCopies([...run.candidates, ...run.rejected]),
			note: `${run.ledger.calls} calls, ${run.rounds} rounds, ${missed} off target, ${run.stopped.reason}; ${reasons.map(([reason, { length }]) => `${length} ${reason}`).join(', ')}`,
		};
	};

const fromPool: Choose = async (services, analyzed, { pool }, seed) => {
	const entries = sample(pool, 100, seededRandom(seed));
	const suggestions = await suggestFromPool(
		services,
		analyzed,
		{
			name: 'pool',
			count: entries.length,
			entries: () => entries.map((entry, index) => ({ ...entry, id: String(index + 1) })),
		},
		{ count },
	);
	return {
		gain: suggestions.gVendi.after - suggestions.gVendi.before,
		chosen: suggestions.candidates.length,
		from: entries,
		note: 'no calls',
	};
};

const ways: Readonly<Record<string, Choose>> = {
	prismatic: prismaticWith(false),
	'prismatic, heeding': prismaticWith(true),
	pool: fromPool,
};

/** The mean gain of random choices of as many, and that of a greedy choice which heeds nothing else. */
async function gainsOf(
	{ probe }: Services,
	{ set, loss, sketches, measurement }: AnalyzedSet,
	{ from, chosen }: Choice,
	seed: number,
): Promise<{ readonly byChance: number; readonly most: number }> {
	const readings = await probe.read(from.map(example => gradientRequest(example, set.task?.text, loss)));
	const read = readings.map(sketchOf);
	const random = seededRandom(1000 + seed);
	const scores = Array.from({ length: draws }, () => gVendi([...sketches, ...sample(read, chosen, random)]).score);
	const before = measurement.gVendi.score;
	const greedy = rankAdditions(sketches, read, chosen).at(-1)?.scoreAfter ?? before;
	return { byChance: mean(scores) - before, most: greedy - before };
}

function withoutCopies(examples: readonly Example[]): readonly Example[] {
	return [...new Map(examples.map(({ input, output }) => [input, { input, output }])).values()];
}
