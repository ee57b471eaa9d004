import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What kept the event loop of this process from the next event. */
export interface LoopRecord {
	/** The longest time between two turns of the loop, in ms: on a busy machine the system's own pauses count in. */
	readonly wall: number;
	/** The most processor time that this thread used between two ticks of a timer of 1 ms, in ms. */
	readonly processor: number;
	/** The turns that used more than a little. */
	readonly turns: readonly Turn[];
}

/** From one tick to the next. */
export interface Turn {
	/** Microseconds of the clock that CPU profiles use. */
	readonly start: number;
	readonly end: number;
	/** Processor time of this thread, in ms. */
	readonly processor: number;
}

const resolution = 1;

/** Turns that use less are not kept, in ms. */
const leastKept = 2;

/** Watches the event loop until it is asked. */
export function watchLoop(): () => LoopRecord {
	const histogram = monitorEventLoopDelay({ resolution });
	const turns: Turn[] = [];
	let used = processorMilliseconds();
	let start = monotonicMicroseconds();
	let longest = 0;
	const tick = () => {
		const now = processorMilliseconds();
		const end = monotonicMicroseconds();
		const processor = now - used;
		longest = Math.max(longest, processor);
		if (processor >= leastKept) {
			turns.push({ start, end, processor });
		}
		used = now;
		start = end;
	};
	const timer = setInterval(tick, resolution);
	histogram.enable();
	return () => {
		tick();
		clearInterval(timer);
		histogram.disable();
		return { wall: Math.max(0, histogram.max / 1e6 - resolution), processor: longest, turns };
	};
}

function processorMilliseconds(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
}

function monotonicMicroseconds(): number {
	return Number(process.hrtime.bigint() / 1000n);
}
