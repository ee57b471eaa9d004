import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { nullLogger } from '../../src/base/logger';
import { cachedProbe } from '../../src/probe/cache/cachedProbe';
import { startProbe } from '../../src/probe/process/client';
import type { ProbeModel } from '../../src/probe/probeModel';
import { measureDefinitions } from './consistency';
import { assistantIntents, bankingIntents, tools, unseenTasks } from './data';
import { drawOf, shuffled } from './draw';
import { measureLadder, type Ladder } from './ladders';
import { OnceProbe } from './onceProbe';
import { truthTables } from './tables';

/** Bytes on disk, where readings are kept between runs. */
const cacheBytes = 4e9;
const ladderGroups = 40;
const steps = [1, 2, 4, 8, 16, 32];

/**
 * Measures what a probe's measures are worth on tasks and texts that its training has not seen, and prints the figures
 * as Markdown. The same probe and data give the same figures.
 */
export async function measure(parameters: readonly string[], workerFile: string): Promise<void> {
	const { values } = parseArgs({
		args: [...parameters],
		options: {
			probe: { type: 'string', default: 'media/probe' },
			data: { type: 'string', default: process.env['DEMOSCOPE_DATA'] ?? '../shared/data' },
			json: { type: 'string' },
			cache: { type: 'string' },
			only: { type: 'string' },
		},
	});
	const process_ = startProbe({ workerFile, checkpoint: values.probe, logger: nullLogger });
	const kept: ProbeModel =
		values.cache === undefined
			? process_
			: cachedProbe(process_, { folder: values.cache, maxBytes: cacheBytes, logger: nullLogger });
	const probe = new OnceProbe(kept, reportReadings());
	try {
		const { id, revision, parameters: size } = await probe.describe();
		const wanted = (name: string): boolean => values.only === undefined || values.only.split(',').includes(name);
		const tasks = await unseenTasks(values.data);
		const consistency = wanted('consistency')
			? await timed('consistency', measureDefinitions(probe, tasks))
			: undefined;
		const ladders = [];
		for (const ladder of await laddersOf(values.data)) {
			if (wanted('ladders') || wanted(ladder.name)) {
				ladders.push(await timed(`ladder of ${ladder.name}`, measureLadder(probe, ladder)));
			}
		}
		const figures = { probe: { id, revision, parameters: size }, consistency, ladders };
		process.stdout.write(truthTables(figures));
		if (values.json !== undefined) {
			await writeFile(values.json, `${JSON.stringify(figures, null, '\t')}\n`);
		}
	} finally {
		probe.dispose();
	}
}

async function laddersOf(data: string): Promise<readonly Ladder[]> {
	const enough = (groups: Awaited<ReturnType<typeof tools>>): Ladder['groups'] =>
		shuffled(
			groups.filter(({ examples }) => examples.length >= 32),
			drawOf('ladder groups'),
		)
			.slice(0, ladderGroups)
			.map(group => ({ ...group, examples: group.examples.slice(0, 32) }));
	return [
		{ name: 'tasks', size: 32, steps, groups: enough(await unseenTasks(data)) },
		{ name: 'tools', size: 32, steps, groups: enough(await tools(data)) },
		{ name: 'banking intents', size: 16, steps: [2, 4, 8, 16], groups: await bankingIntents(data) },
		{ name: 'assistant intents', size: 32, steps, groups: enough(await assistantIntents(data)) },
	];
}

/** Tells of a reading now and then, on standard error. */
function reportReadings(): (count: number) => void {
	return count => {
		if (count % 500 === 0) {
			process.stderr.write(`${count} texts read\n`);
		}
	};
}

async function timed<T>(name: string, work: Promise<T>): Promise<T> {
	const started = performance.now();
	const result = await work;
	process.stderr.write(`${name}: ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
	return result;
}
