import { nullLogger } from '../../src/base/logger';
import { seededRandom } from '../../src/base/random';
import { openAiChatModel } from '../../src/llm/openAiChatModel';
import { consistency } from '../../src/metrics/vScore';
import { cachedProbe } from '../../src/probe/cache/cachedProbe';
import { DiskCache } from '../../src/probe/cache/diskCache';
import { startProbe } from '../../src/probe/process/client';
import type { Synthesis } from '../../src/protocol/candidate';
import { strategyIds, type StrategyId } from '../../src/synthesis/registry';
import { measureInspected, type AnalyzedSet } from '../../src/workflows/analyze';
import { directMeasurer } from '../../src/workflows/measure';
import type { Services } from '../../src/workflows/services';
import { suggestFromPool } from '../../src/workflows/suggest';
import { baseOfSet } from '../../src/workflows/synthesize/synthesisBase';
import { synthesize, type SynthesizeOptions } from '../../src/workflows/synthesize/synthesize';
import { startLanguageModel } from '../../test/support/languageModelServer';
import { poolReplies } from '../../test/support/poolModel';
import { realSet, type RealSet } from './realSets';

const count = 5;
const usual = { count, calls: 100, seed: 1, voteRule: 'majority', answers: 3 } as const;
const cacheBytes = 512 * 1024 * 1024;

/** What one run did to a set. */
export interface RunRow {
	readonly strategy: string;
	readonly candidates: number;
	readonly gVendi: { readonly before: number; readonly after: number };
	readonly consistency: { readonly before: number | null; readonly after: number | null };
	readonly considered: number;
	readonly calls: number;
	readonly tokens: number;
	readonly stopped: string;
	readonly rejected: Readonly<Record<string, number>>;
}

/** Prints what each strategy does to real sets, with a server on the loopback whose model knows the pool by heart. */
export async function endToEnd(folder: string, names = 'ni-task835_mathdataset_answer_generation'): Promise<void> {
	const probe = startProbe({ workerFile: 'dist/probeWorker.js', checkpoint: 'media/probe', logger: nullLogger });
	const cached = cachedProbe(probe, { disk: new DiskCache('out/bench/readings', cacheBytes, nullLogger) });
	try {
		for (const name of names.split(',')) {
			const services: Services = { probe: cached, measurer: directMeasurer, logger: nullLogger };
			const real = await realSet(folder, name);
			const analyzed = await measureInspected(services, real.set);
			process.stdout.write(`${name}: ${analyzed.sketches.length} demonstrations, ${real.pool.length} in the pool\n`);
			for (const strategy of [...strategyIds, 'pool'] as const) {
				process.stdout.write(`${line(await strategyRow(services, analyzed, real, strategy))}\n`);
			}
		}
	} finally {
		probe.dispose();
	}
}

/** One strategy on one set, through a server that speaks the protocol. */
export async function strategyRow(
	services: Services,
	analyzed: AnalyzedSet,
	real: RealSet,
	strategy: StrategyId | 'pool',
	options: Partial<SynthesizeOptions> = {},
): Promise<RunRow> {
	return strategy === 'pool'
		? await poolRow(services, analyzed, real)
		: rowOf(await synthesized(services, analyzed, real, { ...usual, ...options, strategy }));
}

/** The run itself. */
export async function synthesized(
	services: Services,
	analyzed: AnalyzedSet,
	{ pool, validation }: RealSet,
	options: SynthesizeOptions,
): Promise<Synthesis> {
	const server = await startLanguageModel();
	const known = validation.set.demonstrations.map(({ input, output }) => ({
		input: input.text,
		output: output?.text ?? '',
	}));
	const reply = poolReplies(pool, seededRandom(options.seed), { heeds: true, validation: known });
	server.answer = ({ messages }) => reply(messages[0]?.content ?? '');
	try {
		const model = openAiChatModel({ baseUrl: server.address, model: 'pool' });
		return await synthesize(services, model, baseOfSet(analyzed), { ...options, validation });
	} finally {
		await server.close();
	}
}

async function poolRow(services: Services, analyzed: AnalyzedSet, { pool }: RealSet): Promise<RunRow> {
	const suggestions = await suggestFromPool(
		services,
		analyzed,
		{
			name: 'pool',
			count: pool.length,
			entries: () => pool.map((entry, index) => ({ ...entry, id: String(index + 1) })),
		},
		{ count },
	);
	const own = analyzed.analysis.demonstrations.flatMap(({ vScore }) => vScore ?? []);
	const added = suggestions.candidates.flatMap(({ vScore }) => vScore ?? []);
	return {
		strategy: 'pool',
		candidates: suggestions.candidates.length,
		gVendi: suggestions.gVendi,
		consistency: {
			before: consistency(own)?.medianBitsPerToken ?? null,
			after: consistency([...own, ...added])?.medianBitsPerToken ?? null,
		},
		considered: suggestions.considered,
		calls: 0,
		tokens: 0,
		stopped: 'enough',
		rejected: {},
	};
}

function rowOf(run: Synthesis): RunRow {
	const reasons = Object.entries(Object.groupBy(run.rejected, ({ reason }) => reason));
	return {
		strategy: run.strategy,
		candidates: run.candidates.length,
		gVendi: run.gVendi,
		consistency: run.consistency,
		considered: run.considered,
		calls: run.ledger.calls,
		tokens: run.ledger.tokens,
		stopped: run.stopped.reason,
		rejected: Object.fromEntries(reasons.map(([reason, { length }]) => [reason, length])),
	};
}

/** As a row of a table. */
function line(row: RunRow): string {
	const bits = (value: number | null): string => (value === null ? '–' : value.toFixed(3));
	const rejected = Object.entries(row.rejected).map(([reason, number]) => `${number} ${reason}`);
	const cells = [
		row.strategy,
		row.candidates,
		`${row.gVendi.before.toFixed(2)} → ${row.gVendi.after.toFixed(2)}`,
		`${bits(row.consistency.before)} → ${bits(row.consistency.after)}`,
		row.considered,
		row.calls,
		row.tokens,
		row.stopped,
		rejected.join(', '),
	];
	return `| ${cells.join(' | ')} |`;
}
