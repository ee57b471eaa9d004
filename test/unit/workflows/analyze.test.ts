import { describe, expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger';
import type { Truth } from '../../../src/probe/truth';
import { analysisSchema } from '../../../src/protocol/analysis';
import { analyze, measureInspected, type AnalyzedSet, type AnalyzeInput } from '../../../src/workflows/analyze';
import { inspect } from '../../../src/workflows/inspect';
import { directMeasurer } from '../../../src/workflows/measure';
import { FakeProbe } from '../../support/fakeProbe';

function jsonLines(rows: readonly (readonly [string, string])[]): AnalyzeInput {
	const text = rows.map(([input, output]) => `${JSON.stringify({ input, output })}\n`).join('');
	return { document: { name: 'set.jsonl', text } };
}

async function analyzed(input: AnalyzeInput, probe = new FakeProbe()): Promise<AnalyzedSet> {
	return await analyze({ probe, measurer: directMeasurer, logger: nullLogger }, input);
}

const cities = jsonLines([
	['Which river runs through Vienna and Budapest?', 'The river Danube runs there'],
	['Name a mountain that stands in Japan', 'Mount Fuji is such one'],
	['Name one mountain standing in Japan', 'Mount Fuji is such one'],
	['Who painted sunflowers in Arles?', 'Vincent van Gogh did so'],
]);

test('gives every demonstration its twin, its contribution and its place', async () => {
	const { analysis } = await analyzed(cities);
	expect(analysis.demonstrations.map(({ twin }) => twin?.id).slice(1, 3)).toEqual(['3', '2']);
	const contributions = analysis.demonstrations.map(({ contribution = NaN }) => contribution);
	expect(Math.max(contributions[1] ?? NaN, contributions[2] ?? NaN)).toBeLessThan(
		Math.min(contributions[0] ?? NaN, contributions[3] ?? NaN),
	);
	expect(analysis.demonstrations.every(({ place }) => place !== undefined)).toBe(true);
});

test('is plain data of the documented shape', async () => {
	const { analysis } = await analyzed({
		...cities,
		task: { text: 'Answer about mountain and river', source: 'option' },
	});
	expect(analysisSchema.parse(JSON.parse(JSON.stringify(analysis)))).toEqual(analysis);
	expect(analysis.scores?.consistency?.medianBitsPerToken).toBeGreaterThan(0);
});

test('has no consistency without a task definition, and says so', async () => {
	const { analysis } = await analyzed(cities);
	expect(analysis.scores?.consistency).toBeNull();
	expect(analysis.notices).toContain('No task definition was found, so there is no consistency score.');
});

test('shows nothing but the demonstration and the task definition when it measures consistency', async () => {
	const probe = new FakeProbe();
	const task = { text: 'Answer', source: 'option' } as const;
	await analyzed({ ...cities, task }, probe);
	const shown = probe.requests.filter(request => !request.gradient);
	expect(shown).toHaveLength(8);
	expect(shown.flatMap(({ examples = [] }) => examples)).toEqual([]);
	expect(shown.filter(request => request.task === task.text)).toHaveLength(4);
});

test('reads the fit to the task only where a rule asks for it', async () => {
	const task = { text: 'Answer', source: 'option' } as const;
	const without = await analyzed({ ...cities, task });
	expect(without.analysis.demonstrations.map(({ fit }) => fit)).toEqual([undefined, undefined, undefined, undefined]);
	const probe = new FakeProbe();
	const { analysis } = await analyzed({ ...cities, task, rules: { inconsistent: 'warning' } }, probe);
	expect(analysis.demonstrations.every(({ fit = NaN }) => fit > 0 && fit < 1)).toBe(true);
	expect(probe.requests.some(({ examples = [] }) => examples.length > 0)).toBe(false);
});

test('scores a set of one: it is worth one, and adds all of it', async () => {
	const { analysis } = await analyzed(jsonLines([['a question of some length', 'an answer of some length']]));
	expect(analysis.scores?.gVendi).toBeCloseTo(1, 6);
	expect(analysis.demonstrations[0]?.contribution).toBeCloseTo(1, 6);
	expect(analysis.demonstrations[0]?.twin).toBeUndefined();
});

test('refuses a file without demonstrations, with the reason', async () => {
	await expect(analyzed({ ...jsonLines([]), format: 'jsonl' })).rejects.toMatchObject({ code: 'set.empty' });
	await expect(analyzed({ document: { name: 'a.txt', text: 'plain prose' } })).rejects.toMatchObject({
		code: 'format.unknown',
	});
	await expect(analyzed({ ...cities, format: 'word' })).rejects.toMatchObject({ code: 'format.unknown' });
});

test('a file that names its task outranks the sidecar, and the user outranks both', async () => {
	const text = JSON.stringify({
		messages: [
			{ role: 'system', content: 'From the file' },
			{ role: 'user', content: 'q' },
			{ role: 'assistant', content: 'a' },
		],
	});
	const document = { name: 'chat.jsonl', text: `${text}\n` };
	const own = await analyzed({ document, task: { text: 'From the sidecar', source: 'sidecar' } });
	const given = await analyzed({ document, task: { text: 'From the user', source: 'option' } });
	expect(own.analysis.task).toEqual({ text: 'From the file', source: 'file' });
	expect(given.analysis.task).toEqual({ text: 'From the user', source: 'option' });
});

test('keeps the map still where nothing changed', async () => {
	const before = await analyzed(cities);
	const after = await analyzed({ ...cities, previous: before });
	for (const [index, { place }] of after.analysis.demonstrations.entries()) {
		const old = before.analysis.demonstrations[index]?.place;
		expect(place?.x).toBeCloseTo(old?.x ?? NaN, 6);
		expect(place?.y).toBeCloseTo(old?.y ?? NaN, 6);
	}
});

test('tells its findings before all is measured, and they are those of the analysis', async () => {
	const services = { probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger };
	const told: unknown[] = [];
	const { analysis } = await measureInspected(
		services,
		inspect(cities),
		{},
		{ onFindings: findings => told.push(findings) },
	);
	expect(told).toEqual([analysis.findings]);
});

test('stops when it is cancelled', async () => {
	const services = { probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger };
	await expect(analyze(services, cities, { signal: AbortSignal.abort() })).rejects.toMatchObject({
		name: 'AbortError',
	});
});

describe('with what is known of the probe', () => {
	const good: Truth = {
		version: 1,
		revision: '0',
		consistency: {
			tasks: 40,
			pairs: 400,
			pairedAccuracy: 0.9,
			auc: 0.9,
			rival: { name: 'words', pairedAccuracy: 0.6 },
		},
		diversity: {
			labels: { completion: 0.9, joint: 0.9, both: 0.9 },
			other: { completion: 0.9, joint: 0.9, both: 0.9 },
		},
	};

	test('says of every measure how far it can be trusted', async () => {
		const { trust } = (await analyzed(cities)).analysis;
		expect([trust?.diversity.level, trust?.consistency.level]).toEqual(['unmeasured', 'unmeasured']);
		const known = (await analyzed(cities, new FakeProbe(good))).analysis.trust;
		expect([known?.diversity.level, known?.consistency.level]).toEqual(['trusted', 'trusted']);
	});
});
