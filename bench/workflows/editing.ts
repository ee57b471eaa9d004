import { seededRandom } from '../../src/base/random';
import { formatById } from '../../src/demonstrations/registry';
import { inspect, type InspectedSet } from '../../src/workflows/inspect';
import { wordProblems } from './wordProblems';

/** Edits before the measured ones: the file was opened some time ago. */
const warmUp = 10;

/**
 * What an edit costs until the findings of form are there, without a probe: a file of JSON Lines in which words are
 * changed, and lines inserted and removed, one at a time.
 */
export async function measure(count = '1000', edits = '200'): Promise<void> {
	const lines = await wordProblems(Number(count));
	const random = seededRandom(1);
	const incremental: number[] = [];
	const processor: number[] = [];
	const whole: number[] = [];
	const parse: number[] = [];
	let previous: InspectedSet | undefined;
	for (let edit = -warmUp; edit < Number(edits); edit++) {
		const place = Math.floor(random() * lines.length);
		const [line = ''] = lines.splice(place, 1);
		lines.splice(place, 0, line.replace(/\w+(?=\W*"\}$)/, `${Math.floor(random() * 1000)}`));
		if (edit % 5 === 0) {
			lines.splice(Math.floor(random() * lines.length), edit % 2 === 0 ? 0 : 1, ...(edit % 2 === 0 ? [line] : []));
		}
		const document = { name: 'bench.jsonl', text: `${lines.join('\n')}\n` };
		const before = previous;
		const started = process.cpuUsage();
		const edited = time(
			() => (previous = inspect({ document, ...(before === undefined ? {} : { previous: before }) })),
		);
		const used = process.cpuUsage(started);
		const times = [
			edited,
			(used.user + used.system) / 1000,
			time(() => inspect({ document })),
			time(() => formatById('jsonl')?.parse(document)),
		] as const;
		if (edit >= 0) {
			[incremental, processor, whole, parse].forEach((list, index) => list.push(times[index] ?? 0));
		}
	}
	console.log(`${count} demonstrations, ${edits} edits, Node ${process.version}`);
	report('edit to findings', incremental);
	report('its processor time', processor);
	report('the same, all parsed', whole);
	report('parsing alone, all', parse);
}

function report(name: string, times: number[]): void {
	times.sort((a, b) => a - b);
	const at = (share: number) => (times[Math.floor(times.length * share)] ?? NaN).toFixed(1);
	console.log(`${name.padEnd(22)} median ${at(0.5)} ms, p95 ${at(0.95)} ms`);
}

function time(run: () => unknown): number {
	const started = performance.now();
	run();
	return performance.now() - started;
}
