import { readFile } from 'node:fs/promises';
import { nullLogger } from '../../src/base/logger';
import { seededRandom } from '../../src/base/random';
import { outputText } from '../../src/demonstrations/demonstration';
import { cosineKernel } from '../../src/metrics/kernel';
import { selectDiverse } from '../../src/metrics/selection';
import { gVendi } from '../../src/metrics/vendi';
import { mean } from '../../src/numeric/statistics';
import { sample } from '../../src/numeric/sample';
import { dot, normalized } from '../../src/numeric/vectors';
import { cachedProbe } from '../../src/probe/cache/cachedProbe';
import { DiskCache } from '../../src/probe/cache/diskCache';
import { startProbe } from '../../src/probe/process/client';
import { inspect } from '../../src/workflows/inspect';
import { chooseLoss, examplesOf, gradientRequest, sketchOf } from '../../src/workflows/readings';
import { facilityLocation, medoids } from './baselines';

const sizes = [8, 16, 32];
const seed = 8_161_832;
const repeats = 20;

/** Needs `npm run build`. The held-out examples are drawn with the pool, and never chosen. */
export async function measure(
	pool: string,
	size = '2000',
	heldOut = '500',
	folder = 'out/bench/select-cache',
): Promise<void> {
	const { set } = inspect({ document: { name: pool, text: await readFile(pool, 'utf8') } });
	const random = seededRandom(seed);
	const drawn = sample(set.demonstrations, Number(size) + Number(heldOut), random);
	const loss = chooseLoss(drawn.map(outputText));
	const inner = startProbe({ workerFile: 'dist/probeWorker.js', checkpoint: 'media/probe', logger: nullLogger });
	const probe = cachedProbe(inner, { disk: new DiskCache(folder, 1 << 30, nullLogger) });
	let sketches: readonly Float32Array[];
	try {
		const readings = await probe.read(examplesOf(drawn).map(example => gradientRequest(example, undefined, loss)));
		sketches = readings.map(reading => normalized(sketchOf(reading)));
	} finally {
		probe.dispose();
	}
	const candidates = sketches.slice(0, Number(size));
	const others = sketches.slice(Number(size));
	const started = performance.now();
	const kernel = cosineKernel(candidates);
	const kernelSeconds = (performance.now() - started) / 1000;
	console.log(
		`${candidates.length} candidates, ${others.length} held out, ${loss} loss; all cosines ${kernelSeconds.toFixed(1)} s\n`,
	);
	console.log('| k | way | G-Vendi | nearest to held-out, mean cosine | seconds |\n| --: | --- | --: | --: | --: |');
	const all = [...candidates.keys()];
	for (const k of sizes) {
		const greedyStart = performance.now();
		report(k, 'greedy G-Vendi', [selectDiverse(candidates, { count: k }).map(({ index }) => index)], greedyStart);
		const locationStart = performance.now();
		report(k, 'facility location', [facilityLocation(kernel, k)], locationStart);
		const medoidStart = performance.now();
		report(
			k,
			'k-medoids',
			Array.from({ length: repeats }, () => medoids(kernel, k, random)),
			medoidStart,
		);
		const randomStart = performance.now();
		report(
			k,
			'random',
			Array.from({ length: repeats }, () => sample(all, k, random)),
			randomStart,
		);
	}

	/** Means over repeated choices; the time is that of one. */
	function report(k: number, way: string, choices: readonly (readonly number[])[], start: number): void {
		const seconds = (performance.now() - start) / 1000 / choices.length;
		const chosen = choices.map(indices => indices.flatMap(index => candidates[index] ?? []));
		const scores = chosen.map(vectors => gVendi(vectors).score);
		const nearest = chosen.map(vectors =>
			mean(others.map(other => Math.max(...vectors.map(vector => dot(vector, other))))),
		);
		console.log(`| ${k} | ${way} | ${mean(scores).toFixed(2)} | ${mean(nearest).toFixed(3)} | ${seconds.toFixed(2)} |`);
	}
}
