import { UserError } from '../base/errors';
import type { RuleSettings } from '../findings/registry';
import type { Analysis } from '../protocol/analysis';
import { measureInspected, type AnalyzedSet } from '../workflows/analyze';
import type { InspectedSet } from '../workflows/inspect';
import { inspectionOf } from '../workflows/inspection';
import { analyzeStream } from '../workflows/stream/analyzeStream';
import type { StreamedSet } from '../workflows/stream/streamedSet';
import type { ReadSetOptions } from './commandContext';
import { inspectFile } from './documentOptions';
import type { CommandServices } from './environment';
import { openLargeFile } from './largeFile';
import { withProgress } from './progressLine';

/** More demonstrations are read as a stream, in whatever file they stand. */
const mostHeld = 8192;

/** A file that was read and measured. */
export interface ScoredFile {
	readonly analysis: Analysis;
	/** Nothing where it was too large to be held. */
	readonly analyzed: AnalyzedSet | undefined;
}

export interface ScoreWishes {
	/** What is wanted of rules. */
	readonly rules?: RuleSettings;
	/** What needs the set to be held, if anything does: the name of an option or a threshold. */
	readonly holdFor?: string | undefined;
}

/**
 * Reads and measures a file of any size as the options and the configuration say.
 *
 * @throws {UserError} `set.tooLarge`: it cannot be held, and was to be; and what reading and measuring it throws
 */
export async function scoreFile(
	file: string,
	options: ReadSetOptions,
	services: CommandServices,
	signal: AbortSignal,
	{ rules = {}, holdFor }: ScoreWishes = {},
): Promise<ScoredFile> {
	const set = await openSet(file, options, rules);
	if ('parts' in set && holdFor !== undefined) {
		throw new UserError(
			'set.tooLarge',
			`${file} is too large for ${holdFor}, which compares demonstrations that are held. Leave that out, or take a sample of ${mostHeld} at most.`,
			'usage',
		);
	}
	const loss = options.loss === undefined ? {} : { loss: options.loss };
	return await withProgress(file, async onProgress => {
		const reading = { signal, onProgress };
		if ('parts' in set) {
			const { unfinished, direct } = services;
			const keeping = unfinished === undefined ? {} : { unfinished };
			return { analysis: await analyzeStream(direct, set, { ...loss, ...reading, ...keeping }), analyzed: undefined };
		}
		const analyzed = await measureInspected(services, set, loss, reading);
		return { analysis: analyzed.analysis, analyzed };
	});
}

/** The file's set: held, or of parts where there are too many demonstrations. */
export async function openSet(
	file: string,
	options: ReadSetOptions,
	rules: RuleSettings = {},
): Promise<InspectedSet | StreamedSet> {
	return (await openManyOf(file, options)) ?? (await inspectedFile(file, options, rules));
}

/** A large file of many demonstrations; few long ones are better held. */
async function openManyOf(file: string, options: ReadSetOptions): Promise<StreamedSet | undefined> {
	const large = await openLargeFile(file, options);
	let count = 0;
	for await (const { demonstrations } of large?.parts() ?? []) {
		count += demonstrations.length;
		if (count > mostHeld) {
			return large;
		}
	}
	return undefined;
}

async function inspectedFile(
	file: string,
	options: ReadSetOptions,
	rules: RuleSettings,
): Promise<InspectedSet | StreamedSet> {
	const { inspected } = await inspectFile(file, options);
	return inspected.set.demonstrations.length > mostHeld
		? streamOf(inspected)
		: { ...inspected, rules: { ...inspected.rules, ...rules } };
}

function streamOf(inspected: InspectedSet): StreamedSet {
	const { document, format, analysis, wishes } = inspected;
	return {
		file: document.name,
		format,
		parts: () => [inspectionOf(inspected)],
		findings: analysis.findings,
		notices: analysis.notices,
		wishes,
	};
}
