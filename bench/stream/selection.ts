import { temporarySpill } from '../../src/cli/spillFile';
import { selectStream } from '../../src/workflows/stream/selectStream';
import { madeUpProbe, madeUpSet } from './sketches';

/** Selects from a set with a probe that makes its readings up: what is measured is all but reading. */
export async function measure(count = '10000', chosen = '32'): Promise<void> {
	const total = Number(count);
	const started = performance.now();
	let read = started;
	const selection = await selectStream(madeUpProbe(4096), madeUpSet(total), temporarySpill, {
		count: Number(chosen),
		onProgress: ({ message, done }) => {
			if (message === 'Choosing' && done === 1) {
				read = performance.now();
			}
		},
	});
	const seconds = (milliseconds: number): number => Math.round(milliseconds / 100) / 10;
	const figures = {
		count: total,
		chosen: selection.demonstrations.length,
		gVendi: selection.gVendi.chosen,
		random: selection.gVendi.random.mean,
		secondsToFoldAndWrite: seconds(read - started),
		secondsToChoose: seconds(performance.now() - read),
		fileMiB: Math.round((total * 1026 * 4) / 2 ** 20),
		peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
	};
	process.stdout.write(`${JSON.stringify(figures)}\n`);
}
