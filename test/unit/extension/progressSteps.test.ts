import { expect, test } from 'vitest';
import { progressSteps } from '../../../src/extension/progressSteps';

test('the words change with the phase alone, and steps move the bar', () => {
	const reports: { message: string; increment: number }[] = [];
	const show = progressSteps({ report: step => reports.push(step) });
	show({ message: 'Reading the pool', done: 0, total: 0 });
	show({ message: 'Reading the pool', done: 1, total: 4 });
	show({ message: 'Reading the pool', done: 1, total: 4 });
	show({ message: 'Reading the pool', done: 4, total: 4 });
	show({ message: 'Measuring', done: 0, total: 2 });
	expect(reports).toEqual([
		{ message: 'Reading the pool…', increment: 0 },
		{ message: 'Reading the pool…', increment: 25 },
		{ message: 'Reading the pool…', increment: 75 },
		{ message: 'Measuring…', increment: 0 },
	]);
});
