import { paddingId } from '../probe/onnx/graphInputs';
import type { Batch, BatchOutput, BatchRunner } from '../probe/reading/batch';

/** One text of a request, without its padding. */
export interface Row {
	readonly ids: BigInt64Array;
	/** Each token's weight in the loss. */
	readonly weights: Float32Array;
}

/** What the probe says of one row. */
export interface RowOutput {
	/** One number for each token of the row. */
	readonly tokenLogProbs: Float32Array;
	readonly embedding: Float32Array;
	readonly sketch: Float32Array | undefined;
}

export interface BatcherOptions {
	/** Each runs one batch at a time. */
	readonly runners: readonly BatchRunner[];
	/** Most tokens of a batch, padding included; a longer row is a batch of its own. */
	readonly tokensPerBatch: number;
	/** Most tokens that wait. */
	readonly queueTokens: number;
	readonly onBatch?: (batch: Pick<Batch, 'size' | 'length'>, milliseconds: number) => void;
}

/** More would wait than there is room for. */
export class QueueFull extends Error {
	override readonly name = 'QueueFull';
}

interface Waiting {
	readonly row: Row;
	readonly gradient: boolean;
	/** A batch with others has failed: it is tried by itself, so that no request suffers from another's. */
	readonly alone: boolean;
	readonly request: object;
	settle(output: RowOutput): void;
	fail(error: unknown): void;
}

/** Share of the newest batch in the remembered speed. */
const speedWeight = 0.2;

/**
 * Dynamic batching: rows of all requests wait in one queue. As soon as a runner is free, the oldest row goes, and with
 * it as many of like length as a batch has room for; nothing waits for company.
 */
export class Batcher {
	private waiting: Waiting[] = [];
	private readonly free: BatchRunner[];
	private tokensPerSecond = 0;
	private running = 0;
	private idle: (() => void)[] = [];
	queuedTokens = 0;

	constructor(private readonly options: BatcherOptions) {
		this.free = [...options.runners];
	}

	get queuedRows(): number {
		return this.waiting.length;
	}

	/**
	 * The outputs of a request's rows, in their order.
	 *
	 * @throws {QueueFull} nothing was taken; the signal's reason; and what the runner throws
	 */
	async run(rows: readonly Row[], gradient: boolean, signal: AbortSignal): Promise<readonly RowOutput[]> {
		signal.throwIfAborted();
		const tokens = tokensOf(rows);
		if (this.queuedTokens > 0 && this.queuedTokens + tokens > this.options.queueTokens) {
			throw new QueueFull();
		}
		const request = {};
		const leave = (): void => {
			this.replace(this.waiting.filter(waiting => waiting.request !== request));
		};
		let stop: () => void = () => undefined;
		const stopped = new Promise<never>((_, reject) => {
			stop = () => reject(signal.reason as Error);
		});
		signal.addEventListener('abort', stop, { once: true });
		const outputs = rows.map(
			row =>
				new Promise<RowOutput>((settle, fail) => {
					this.waiting.push({ row, gradient, alone: false, request, settle, fail });
				}),
		);
		this.queuedTokens += tokens;
		this.startBatches();
		try {
			return await Promise.race([Promise.all(outputs), stopped]);
		} finally {
			signal.removeEventListener('abort', stop);
			leave();
		}
	}

	/** Seconds until there is room again, as far as one can tell. */
	secondsToWait(): number {
		return this.tokensPerSecond === 0 ? 1 : this.queuedTokens / this.tokensPerSecond;
	}

	/** When nothing runs or waits any more. */
	async whenIdle(): Promise<void> {
		while (this.running > 0 || this.waiting.length > 0) {
			await new Promise<void>(resolve => this.idle.push(resolve));
		}
	}

	private startBatches(): void {
		while (this.waiting.length > 0) {
			const runner = this.free.pop();
			if (runner === undefined) {
				return;
			}
			void this.runBatch(runner, this.take());
		}
		if (this.running === 0) {
			const resting = this.idle;
			this.idle = [];
			resting.forEach(resolve => resolve());
		}
	}

	private async runBatch(runner: BatchRunner, members: readonly Waiting[]): Promise<void> {
		this.running++;
		const batch = pack(members.map(({ row }) => row));
		const start = performance.now();
		try {
			const output = await runner.run(batch, members[0]?.gradient ?? false);
			const milliseconds = performance.now() - start;
			this.learnSpeed(tokensOf(members.map(({ row }) => row)), milliseconds);
			this.options.onBatch?.(batch, milliseconds);
			for (const [index, member] of members.entries()) {
				member.settle(unpack(batch, output, index, member.row.ids.length));
			}
		} catch (error) {
			if (members.length === 1) {
				members[0]?.fail(error);
			} else {
				this.replace([...members.map(member => ({ ...member, alone: true })), ...this.waiting]);
			}
		} finally {
			this.running--;
			this.free.push(runner);
			this.startBatches();
		}
	}

	private take(): readonly Waiting[] {
		const [first] = this.waiting;
		if (first === undefined) {
			return [];
		}
		const distance = ({ row }: Waiting): number => Math.abs(row.ids.length - first.row.ids.length);
		const others = first.alone
			? []
			: this.waiting
					.slice(1)
					.filter(({ gradient, alone }) => gradient === first.gradient && !alone)
					.sort((a, b) => distance(a) - distance(b));
		const members = [first];
		let length = first.row.ids.length;
		for (const other of others) {
			const longest = Math.max(length, other.row.ids.length);
			if ((members.length + 1) * longest > this.options.tokensPerBatch) {
				break;
			}
			members.push(other);
			length = longest;
		}
		const taken = new Set(members);
		this.replace(this.waiting.filter(waiting => !taken.has(waiting)));
		return members;
	}

	private replace(waiting: Waiting[]): void {
		this.waiting = waiting;
		this.queuedTokens = tokensOf(waiting.map(({ row }) => row));
	}

	private learnSpeed(tokens: number, milliseconds: number): void {
		const speed = (1000 * tokens) / Math.max(milliseconds, 1);
		this.tokensPerSecond =
			this.tokensPerSecond === 0 ? speed : speedWeight * speed + (1 - speedWeight) * this.tokensPerSecond;
	}
}

function tokensOf(rows: readonly Row[]): number {
	return rows.reduce((sum, { ids }) => sum + ids.length, 0);
}

function pack(rows: readonly Row[]): Batch {
	const length = Math.max(...rows.map(({ ids }) => ids.length));
	const ids = new BigInt64Array(rows.length * length).fill(BigInt(paddingId));
	const weights = new Float32Array(rows.length * length);
	for (const [index, row] of rows.entries()) {
		ids.set(row.ids, index * length);
		weights.set(row.weights, index * length);
	}
	return { size: rows.length, length, ids, weights };
}

function unpack({ size, length }: Batch, output: BatchOutput, row: number, tokens: number): RowOutput {
	const rowOf = (data: Float32Array): Float32Array => {
		const width = data.length / size;
		return data.slice(row * width, (row + 1) * width);
	};
	const { sketch } = output;
	return {
		tokenLogProbs: output.tokenLogProbs.slice(row * length, row * length + tokens),
		embedding: rowOf(output.embedding),
		sketch: sketch === undefined ? undefined : rowOf(sketch),
	};
}
