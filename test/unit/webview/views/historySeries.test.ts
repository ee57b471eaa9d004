import { expect, test } from 'vitest';
import type { ScoreRecord } from '../../../../src/protocol/scoreHistory';
import { historySeries } from '../../../../webview/views/historySeries';

function record(gVendi: number, known: Partial<ScoreRecord> = {}): ScoreRecord {
	return {
		time: 0,
		hash: '',
		count: 10,
		gVendi,
		share: gVendi / 10,
		consistency: null,
		surface: null,
		reader: 'a',
		...known,
	};
}

const named = (records: readonly ScoreRecord[], name: string) =>
	historySeries(records).find(series => series.name === name);

test('a score that no save has is left out', () => {
	expect(historySeries([record(5)]).map(({ name }) => name)).toEqual([
		'Diversity',
		'Diversity share',
		'Demonstrations',
	]);
});

test('each score has its last value, its change and its range', () => {
	const records = [record(5), record(7, { consistency: 0.5 }), record(6.5, { consistency: 0.25 })];
	expect(named(records, 'Diversity')).toMatchObject({ last: '6.5', change: '−0.5', range: '5.0 to 7.0' });
	expect(named(records, 'Diversity share')).toMatchObject({ last: '65 %', change: '−5 points' });
	expect(named(records, 'Consistency')).toMatchObject({ last: '+0.25', change: '−0.25' });
});

test('what its name does not tell stands beside the number: the unit', () => {
	const surface = { contextLength: 102, compressionRatio: 1.5, ngramVendi: null, perplexity: null };
	const units = historySeries([record(5, { consistency: 0.3, surface })]).map(({ name, unit }) => [name, unit]);
	expect(units).toEqual([
		['Diversity', undefined],
		['Diversity share', undefined],
		['Consistency', 'bits/token'],
		['Demonstrations', undefined],
		['Length', 'tokens'],
		['Compression', undefined],
	]);
});

test('scores by another reader are neither joined nor compared', () => {
	const series = named([record(5), record(7, { reader: 'b' })], 'Diversity');
	expect(series?.change).toBeUndefined();
	expect(series?.points.map(({ joined }) => joined)).toEqual([false, false]);
});
