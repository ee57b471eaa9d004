import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { relativeLinks, withoutRelativeLinks } from '../../../tools/package/readme';

describe('the packed README', () => {
	test('keeps the text of relative links, and links to the outside and within', () => {
		const markdown = 'See [scores](docs/scores.md), [the paper](https://example.org/p) and [below](#formats).';
		expect(withoutRelativeLinks(markdown)).toBe(
			'See scores, [the paper](https://example.org/p) and [below](#formats).',
		);
	});

	test('loses relative pictures with the empty lines that they leave', () => {
		expect(withoutRelativeLinks('Before\n\n![A map](docs/images/map.png)\n\nAfter')).toBe('Before\n\nAfter');
	});

	test('of this project has no relative link left', () => {
		const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
		expect(relativeLinks(readme).length).toBeGreaterThan(0);
		expect(relativeLinks(withoutRelativeLinks(readme))).toEqual([]);
	});
});
