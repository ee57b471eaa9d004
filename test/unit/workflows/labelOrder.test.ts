import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { alternating } from '../../../src/workflows/labelOrder';

const order = (labels: string): string => alternating(labels.split(/(?=.)/), label => label).join('');

test('no two of one label follow each other where that can be', () => {
	expect(order('aaabbb')).toMatch(/^(?:ab){3}$|^(?:ba){3}$/);
	const random = seededRandom(5);
	for (let trial = 0; trial < 200; trial++) {
		const labels = Array.from({ length: 12 }, () => 'abcd'.charAt(Math.floor(random() * 4)));
		const result = alternating(labels, label => label);
		expect(result.toSorted()).toEqual(labels.toSorted());
		const most = Math.max(...['a', 'b', 'c', 'd'].map(label => labels.filter(other => other === label).length));
		if (most <= 6) {
			expect(result.some((label, index) => label === result[index + 1])).toBe(false);
		}
	}
});

test('a run that cannot be parted stands at the beginning', () => {
	expect(order('aaaaab')).toBe('aaaaba');
	expect(order('aaaa')).toBe('aaaa');
	expect(order('')).toBe('');
});
