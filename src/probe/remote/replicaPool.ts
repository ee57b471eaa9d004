import { AdaptiveLimit } from './adaptiveLimit';
import type { Offer } from './handshake';

/** One of the servers that give the same readings. Times are those of `performance.now()`. */
export class Replica {
	readonly limit = new AdaptiveLimit(startInFlight, mostInFlight);
	/** What it offers, asked for once, and again after it has failed. */
	offer: Promise<Offer> | undefined;
	inFlight = 0;
	/** Failures and refusals since the last answer. */
	troubles = 0;
	restsUntil = -Infinity;

	constructor(readonly address: string) {}

	succeeded(): void {
		this.troubles = 0;
		this.limit.succeeded();
	}

	/** Asks nothing more of it for so many milliseconds. */
	rest(milliseconds: number): void {
		this.troubles++;
		this.restsUntil = Math.max(this.restsUntil, performance.now() + milliseconds);
	}
}

const startInFlight = 4;
/** Requests that one server is given at a time. */
export const mostInFlight = 32;

interface Waiting {
	readonly priority: number;
	start(replica: Replica): void;
}

/** Gives out places at servers: at the one with most room, and none at one that rests or has as much as it takes. */
export class ReplicaPool {
	readonly replicas: readonly Replica[];
	private waiting: Waiting[] = [];
	private timer: NodeJS.Timeout | undefined;

	constructor(addresses: readonly string[]) {
		this.replicas = addresses.map(address => new Replica(address));
	}

	/**
	 * A place, to be given back with `release`. Of those who wait, the one with the highest priority goes first.
	 *
	 * @throws the signal's reason
	 */
	async acquire(signal: AbortSignal, priority = 0): Promise<Replica> {
		signal.throwIfAborted();
		return await new Promise((resolve, reject) => {
			const leave = (): void => {
				this.waiting = this.waiting.filter(other => other !== waiting);
				reject(signal.reason as Error);
			};
			const waiting: Waiting = {
				priority,
				start: replica => {
					signal.removeEventListener('abort', leave);
					resolve(replica);
				},
			};
			signal.addEventListener('abort', leave, { once: true });
			this.waiting.push(waiting);
			this.serve();
		});
	}

	release(replica: Replica): void {
		replica.inFlight--;
		this.serve();
	}

	private serve(): void {
		clearTimeout(this.timer);
		while (this.waiting.length > 0) {
			const now = performance.now();
			const withRoom = this.replicas.filter(({ inFlight, limit }) => inFlight < limit.value);
			const rested = withRoom.filter(({ restsUntil }) => restsUntil <= now);
			const [replica] = rested.sort((a, b) => a.inFlight / a.limit.value - b.inFlight / b.limit.value);
			if (replica === undefined) {
				if (withRoom.length > 0) {
					const soonest = Math.min(...withRoom.map(({ restsUntil }) => restsUntil));
					this.timer = setTimeout(() => this.serve(), Math.ceil(soonest - now) + 1);
				}
				return;
			}
			const highest = Math.max(...this.waiting.map(({ priority }) => priority));
			const index = this.waiting.findIndex(({ priority }) => priority === highest);
			const [next] = this.waiting.splice(index, 1);
			replica.inFlight++;
			next?.start(replica);
		}
	}
}
