import { beforeAll, describe, expect, test } from 'vitest';
import { strategyRow, type RunRow } from '../../../bench/synthesis/endToEnd';
import { hasRealSets, realSet, type RealSet } from '../../../bench/synthesis/realSets';
import { nullLogger } from '../../../src/base/logger';
import { strategyIds } from '../../../src/synthesis/registry';
import { measureInspected, type AnalyzedSet } from '../../../src/workflows/analyze';
import { directMeasurer } from '../../../src/workflows/measure';
import { FakeProbe } from '../../support/fakeProbe';

const folder = process.env['DEMOSCOPE_DATA'] ?? '../shared/data';
const isThere = hasRealSets(folder);

/** A real set, its real pool, and a server on the loopback that answers from the pool; only the probe is a stand-in. */
describe.skipIf(!isThere)(`each strategy on a real set of ${folder}${isThere ? '' : ', which is absent'}`, () => {
	const services = { probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger };
	let real: RealSet;
	let analyzed: AnalyzedSet;
	beforeAll(async () => {
		real = await realSet(folder, 'ni-task1582_bless_hypernym_generation');
		analyzed = await measureInspected(services, real.set);
	}, 60_000);

	test.each([...strategyIds, 'pool'] as const)(
		'%s adds diversity and takes no consistency',
		{ timeout: 120_000 },
		async strategy => {
			const row: RunRow = await strategyRow(services, analyzed, real, strategy);
			expect(row.candidates).toBeGreaterThan(0);
			expect(row.gVendi.after).toBeGreaterThan(row.gVendi.before);
			expect(row.consistency.after ?? NaN).toBeGreaterThanOrEqual(row.consistency.before ?? NaN);
			expect(row.calls).toBeLessThanOrEqual(100);
			if (strategy !== 'pool') {
				const rejected = Object.values(row.rejected).reduce((sum, count) => sum + count, 0);
				expect(row.considered).toBe(row.candidates + rejected);
				expect(row.tokens).toBeGreaterThan(row.calls);
			}
		},
	);
});
