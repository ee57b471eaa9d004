import { formatById } from '../../src/demonstrations/registry';
import { samples } from './texts';

/** Prints, for each kind of file, what reading its demonstrations costs against the least that reading it could. */
export function measure(count = '10000', rounds = '7'): void {
	console.log(`${count} demonstrations, best of ${rounds}, Node ${process.version}`);
	for (const { format, name, text, baseline, read } of samples(Number(count))) {
		const reader = formatById(format);
		let found = 0;
		const [own, least] = best(Number(rounds), [
			() => (found = reader?.parse({ name, text }).demonstrations.length ?? 0),
			() => read(text),
		]);
		const size = (text.length / 1e6).toFixed(1);
		const ratio = (own / least).toFixed(1);
		console.log(
			`${format}: ${size} MB, ${found} found, ${own.toFixed(0)} ms; ${baseline} ${least.toFixed(1)} ms; ratio ${ratio}`,
		);
	}
}

/** The shortest time of each in ms, run in turn so that the machine treats them alike. */
function best(rounds: number, [first, second]: readonly [() => unknown, () => unknown]): readonly [number, number] {
	let shortest: readonly [number, number] = [Infinity, Infinity];
	for (let round = 0; round < rounds; round++) {
		shortest = [Math.min(shortest[0], time(first)), Math.min(shortest[1], time(second))];
	}
	return shortest;
}

function time(run: () => unknown): number {
	const started = performance.now();
	run();
	return performance.now() - started;
}
