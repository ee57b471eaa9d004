import { expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger';
import { selectionSchema } from '../../../src/protocol/selection';
import { inspect } from '../../../src/workflows/inspect';
import { directMeasurer } from '../../../src/workflows/measure';
import { select } from '../../../src/workflows/select';
import { FakeProbe } from '../../support/fakeProbe';

const services = { probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger };

const rows: readonly (readonly [string, string])[] = [
	['price of three apples each two coins', 'six coins'],
	['price of four apples each two coins', 'eight coins'],
	['price of five apples each two coins', 'ten coins'],
	['how many legs have cats', 'four legs'],
	['which way flies the moth at night', 'to the light'],
];
const inspected = inspect({
	document: {
		name: 'set.jsonl',
		text: rows.map(([input, output]) => `${JSON.stringify({ input, output })}\n`).join(''),
	},
});

test('chooses one of those alike and all that differ', async () => {
	const selection = await select(services, inspected, { count: 3 });
	const ids = selection.demonstrations.map(({ id }) => id);
	expect(ids).toEqual(ids.toSorted());
	expect(ids).toContain('4');
	expect(ids).toContain('5');
	expect(selection.gVendi.chosen).toBeGreaterThan(selection.gVendi.random.mean);
	expect(selectionSchema.parse(JSON.parse(JSON.stringify(selection)))).toEqual(selection);
});

test('stands as chosen where that is asked for, with the gains adding up to the score', async () => {
	const selection = await select(services, inspected, { count: 4, order: 'chosen' });
	expect(selection.demonstrations.map(({ rank }) => rank)).toEqual([1, 2, 3, 4]);
	const sum = selection.demonstrations.reduce((total, { gain }) => total + gain, 0);
	expect(sum).toBeCloseTo(selection.gVendi.chosen, 6);
});

test('a floor of consistency needs a task definition, and leaves out what is below it', async () => {
	await expect(select(services, inspected, { count: 2, minimumConsistency: 0 })).rejects.toMatchObject({
		code: 'select.noTask',
	});
	const task = { text: 'Say the price in coins.', source: 'option' as const };
	const withTask = inspect({ document: inspected.document, task });
	await expect(select(services, withTask, { count: 2, minimumConsistency: 1e6 })).rejects.toMatchObject({
		code: 'select.nothingLeft',
	});
	const all = await select(services, withTask, { count: 5, minimumConsistency: -1e6 });
	const scores = all.demonstrations.map(({ vScore }) => vScore?.bitsPerToken ?? NaN).sort((a, b) => a - b);
	const floor = scores[2] ?? NaN;
	const some = await select(services, withTask, { count: 5, minimumConsistency: floor });
	expect(some.demonstrations.every(({ vScore }) => (vScore?.bitsPerToken ?? NaN) >= floor)).toBe(true);
	expect(some.inconsistent).toBe(5 - some.demonstrations.length);
	expect(some.inconsistent).toBeGreaterThan(0);
});
