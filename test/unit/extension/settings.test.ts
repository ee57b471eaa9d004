import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type * as vscode from 'vscode';

interface Manifest {
	readonly contributes: {
		readonly configuration: readonly {
			readonly properties: Readonly<Record<string, { readonly default?: unknown }>>;
		}[];
	};
}

const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as Manifest;
const defaults = new Map(
	manifest.contributes.configuration.flatMap(({ properties }) =>
		Object.entries(properties).map(([id, property]) => [id, property.default] as const),
	),
);
const written = new Map<string, unknown>();

/** As the editor does: a setting that is not written has its default, and a prefix is an object of what lies below. */
const configuration = {
	get: (id: string): unknown => {
		if (id !== 'demoscope.rules') {
			return written.has(id) ? written.get(id) : defaults.get(id);
		}
		const below = [...new Map([...defaults, ...written])].filter(([each]) => each.startsWith(`${id}.`));
		const isLimit = (each: string) => each.startsWith(`${id}.limits.`);
		return {
			...Object.fromEntries(
				below.filter(([each]) => !isLimit(each)).map(([each, value]) => [each.slice(id.length + 1), value]),
			),
			limits: Object.fromEntries(
				below.filter(([each]) => isLimit(each)).map(([each, value]) => [each.slice(`${id}.limits.`.length), value]),
			),
		};
	},
	inspect: (id: string) => ({ defaultValue: defaults.get(id) }),
};

vi.mock('vscode', () => ({ workspace: { getConfiguration: () => configuration } }));

const settings = await import('../../../src/extension/settings');
const { settingMistakes } = await import('../../../src/extension/settingMistakes');

/** No setting is looked up by it here. */
const uri = undefined as unknown as vscode.Uri;
const mistakes = () =>
	settingMistakes(configuration as unknown as vscode.WorkspaceConfiguration).map(([sentence]) => sentence);

beforeEach(() => {
	written.clear();
});

test('nothing is wrong with the defaults', () => {
	expect(mistakes()).toEqual([]);
	expect(settings.modelBudget()).toEqual({ calls: 100 });
	expect(settings.modelPrice()).toBeUndefined();
	expect(settings.measureWishes(uri)).toEqual({});
	expect(settings.ruleSettings(uri).limits).toMatchObject({ inputLikeness: 0.74 });
});

describe('a value that a setting cannot have counts as not set, and is told of', () => {
	test.each([
		[
			'demoscope.probe.idleMinutes',
			0,
			'must be a number from 1 to 10080, not 0',
			() => settings.probeIdleMs(),
			600_000,
		],
		[
			'demoscope.cache.maxMegabytes',
			'much',
			'must be a number from 1 to 1048576, not "much"',
			() => settings.cacheBytes(),
			2 ** 30,
		],
		['demoscope.llm.requests', 2.5, 'must be a whole number from 1 to 256, not 2.5', () => settings.modelRequests(), 4],
		[
			'demoscope.probe.provider',
			'gpu',
			'must be one of auto, cpu, webgpu, cuda, dml, coreml, not "gpu"',
			() => settings.probeProvider(),
			'auto',
		],
		['demoscope.pools', ['a.jsonl', 7], '1 must be a path, not ["a.jsonl",7]', () => settings.poolPaths(uri), []],
		['demoscope.hover', 'no', 'must be true or false, not "no"', () => settings.showsHovers(uri), true],
		[
			'demoscope.llm.price',
			{ prompt: -1 },
			'prompt must be a number of at least 0, not {"prompt":-1}',
			() => settings.modelPrice(),
			undefined,
		],
	])('%s', (id, value, mistake, read, effect) => {
		written.set(id, value);
		expect(mistakes()).toEqual([`The setting ${id} ${mistake}. Its default is used.`]);
		expect(read()).toEqual(effect);
	});

	test('a severity and a limit of the rules', () => {
		written.set('demoscope.rules.near-duplicate', 'loud');
		written.set('demoscope.rules.limits.formShare', 0.2);
		expect(mistakes()).toEqual([
			'The setting demoscope.rules.near-duplicate must be one of auto, off, error, warning, information, hint, not "loud". Its default is used.',
			'The setting demoscope.rules.limits.formShare must be a number from 0.5 to 1, not 0.2. Its default is used.',
		]);
		const { limits, ...severities } = settings.ruleSettings(uri);
		expect(severities).not.toHaveProperty('near-duplicate');
		expect(limits).not.toHaveProperty('formShare');
	});

	test('a long one is cut off in what is said of it', () => {
		written.set('demoscope.hover', 'x'.repeat(1000));
		expect(mistakes()[0]?.length).toBeLessThan(130);
	});
});

describe('the limits of a run that asks a language model', () => {
	test('those that cannot be understood are no licence to go on without', () => {
		written.set('demoscope.llm.budget', { calls: 50, cost: 'two' });
		expect(() => settings.modelBudget()).toThrow(/demoscope\.llm\.budget cost must be a number above 0/u);
		written.set('demoscope.llm.budget', { call: 5 });
		expect(() => settings.modelBudget()).toThrow(/calls, tokens or cost, and nothing else/u);
	});

	test('one of the cost needs a price', () => {
		written.set('demoscope.llm.budget', { calls: 50, cost: 2 });
		expect(() => settings.modelBudget()).toThrow(/not known without a price/u);
		written.set('demoscope.llm.price', { prompt: 0.15, answer: 0.6 });
		expect(settings.modelBudget()).toEqual({ calls: 50, cost: 2 });
	});
});
