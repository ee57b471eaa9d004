import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What kept the event loop of this process from the next event. */
export interface LongestBlock {
	/** The longest time between two turns of the loop, in ms: on a busy machine the system's own pauses count in. */
	readonly wall: number;
	/** The most processor time that this thread used between two ticks of a timer of 1 ms, in ms. */
	readonly processor: number;
}

const resolution = 1;

/** Watches the event loop until it is asked. */
export function watchLoop(): () => LongestBlock {
	const histogram = monitorEventLoopDelay({ resolution });
	let used = processorMilliseconds();
	let processor = 0;
	const tick = () => {
		const now = processorMilliseconds();
		processor = Math.max(processor, now - used);
		used = now;
	};
	const timer = setInterval(tick, resolution);
	histogram.enable();
	return () => {
		tick();
		clearInterval(timer);
		histogram.disable();
		return { wall: Math.max(0, histogram.max / 1e6 - resolution), processor };
	};
}

function processorMilliseconds(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
}
