import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export interface Gauges {
	readonly queuedRows: () => number;
	readonly queuedTokens: () => number;
	readonly inFlight: () => number;
}

/** What `/metrics` says, in the text format of Prometheus. */
export interface ServiceMetrics {
	readonly contentType: string;
	request(route: string, status: number, seconds: number): void;
	batch(rows: number, tokens: number, seconds: number): void;
	restart(): void;
	/** The provider that runs from now on. */
	provider(name: string): void;
	text(): Promise<string>;
}

export function serviceMetrics(gauges: Gauges): ServiceMetrics {
	const registry = new Registry();
	const registers = [registry];
	collectDefaultMetrics({ register: registry, prefix: 'demoscope_' });
	const requests = new Counter({
		name: 'demoscope_requests_total',
		help: 'Answered requests by route and status',
		labelNames: ['route', 'status'],
		registers,
	});
	const duration = new Histogram({
		name: 'demoscope_request_seconds',
		help: 'Time from a request to its answer',
		labelNames: ['route'],
		buckets: [0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 30, 60],
		registers,
	});
	const rows = new Counter({ name: 'demoscope_rows_total', help: 'Texts that were read', registers });
	const tokens = new Counter({ name: 'demoscope_tokens_total', help: 'Tokens in batches, with padding', registers });
	const batches = new Histogram({
		name: 'demoscope_batch_seconds',
		help: 'Time of one batch in the graph',
		buckets: [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10],
		registers,
	});
	const restarts = new Counter({
		name: 'demoscope_process_ends_total',
		help: 'Inference processes that ended on their own',
		registers,
	});
	const provider = new Gauge({
		name: 'demoscope_provider_info',
		help: 'The execution provider that really runs',
		labelNames: ['provider'],
		registers,
	});
	const gauge = (name: string, help: string, value: () => number): void => {
		new Gauge({
			name,
			help,
			registers,
			collect() {
				this.set(value());
			},
		});
	};
	gauge('demoscope_queue_rows', 'Texts that wait', gauges.queuedRows);
	gauge('demoscope_queue_tokens', 'Tokens that wait', gauges.queuedTokens);
	gauge('demoscope_in_flight', 'Inference requests that are being answered', gauges.inFlight);
	return {
		contentType: registry.contentType,
		request(route, status, seconds) {
			requests.inc({ route, status });
			duration.observe({ route }, seconds);
		},
		batch(size, tokenCount, seconds) {
			rows.inc(size);
			tokens.inc(tokenCount);
			batches.observe(seconds);
		},
		restart: () => restarts.inc(),
		provider(name) {
			provider.reset();
			provider.set({ provider: name }, 1);
		},
		text: () => registry.metrics(),
	};
}
