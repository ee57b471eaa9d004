import type { Progress } from '../workflows/services';

const redrawMilliseconds = 100;

/** Shows how far it is on standard error while it runs, and takes that away at the end. */
export async function withProgress<T>(
	label: string,
	run: (show: (progress: Progress) => void) => Promise<T>,
): Promise<T> {
	const line = new ProgressLine(process.stderr, label);
	try {
		return await run(line.show);
	} finally {
		line.end();
	}
}

/** Progress on standard error: a line that is redrawn on a terminal, one line for every tenth elsewhere. */
class ProgressLine {
	private readonly started = performance.now();
	private drawn = 0;
	private lastTenth = -1;
	private hasLine = false;

	constructor(
		private readonly stream: NodeJS.WriteStream,
		private readonly label: string,
	) {}

	readonly show = ({ message, done, total }: Progress): void => {
		const text = `${this.label}: ${message} ${done}/${total} · ${this.remaining(done, total)}`;
		if (this.stream.isTTY) {
			const now = performance.now();
			if (done === total || now - this.drawn > redrawMilliseconds) {
				this.drawn = now;
				this.hasLine = true;
				this.stream.write(`\r\u001b[2K${text}`);
			}
			return;
		}
		const tenth = Math.floor((10 * done) / total);
		if (total >= 1000 && tenth !== this.lastTenth) {
			this.lastTenth = tenth;
			this.stream.write(`${text}\n`);
		}
	};

	/** Takes the line away, so that what follows starts on a clean one. */
	end(): void {
		if (this.hasLine) {
			this.stream.write('\r\u001b[2K');
		}
	}

	private remaining(done: number, total: number): string {
		const elapsed = (performance.now() - this.started) / 1000;
		const perSecond = done / Math.max(elapsed, 0.001);
		return `${perSecond.toFixed(0)}/s, ${Math.ceil((total - done) / Math.max(perSecond, 0.001))} s left`;
	}
}
