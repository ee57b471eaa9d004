import { expect, test } from 'vitest';
import { mcNemarExact } from '../../../src/numeric/mcNemar';
import reference from '../../fixtures/reference/mcNemar.json';

test.each(reference.mcNemar)(
	'$onlyFirst against $onlySecond, as the reference has it',
	({ onlyFirst, onlySecond, pValue }) => {
		expect(mcNemarExact(onlyFirst, onlySecond)).toBeCloseTo(pValue, 10);
		expect(mcNemarExact(onlySecond, onlyFirst)).toBeCloseTo(pValue, 10);
	},
);

test('many pairs do not underflow', () => {
	expect(mcNemarExact(5000, 5000)).toBe(1);
	expect(mcNemarExact(5200, 4800)).toBeGreaterThan(0);
	expect(mcNemarExact(5200, 4800)).toBeLessThan(0.0001);
});
