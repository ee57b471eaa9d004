import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger';
import { HistoryFiles } from '../../../src/extension/historyFiles';
import { historyText, mostRecords, readHistory, recordOf, withRecord } from '../../../src/extension/scoreHistory';
import type { ScoreRecord } from '../../../src/protocol/scoreHistory';
import { analyze } from '../../../src/workflows/analyze';
import { directMeasurer } from '../../../src/workflows/measure';
import { FakeProbe } from '../../support/fakeProbe';

const services = { probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger };

function record(known: Partial<ScoreRecord>): ScoreRecord {
	return {
		time: 0,
		hash: 'a',
		count: 2,
		gVendi: 1.5,
		share: 0.75,
		consistency: null,
		surface: null,
		reader: 'probe 1 joint',
		...known,
	};
}

describe('what is kept of a save', () => {
	test('are the scores of the set, and a hash of the text in place of it', async () => {
		const text = '{"input":"a b","output":"c"}\n{"input":"d e","output":"f"}\n';
		const analyzed = await analyze(services, { document: { name: 'set.jsonl', text } });
		const kept = recordOf(analyzed, 42);
		const { scores, surface } = analyzed.analysis;
		expect(kept).toMatchObject({ time: 42, count: 2, gVendi: scores?.gVendi, consistency: null });
		expect(kept?.share).toBeCloseTo((scores?.gVendi ?? NaN) / 2, 12);
		expect(kept?.surface?.compressionRatio).toBe(surface?.compressionRatio);
		expect(kept?.hash).toMatch(/^[0-9a-f]{64}$/);
		expect(JSON.stringify(kept)).not.toContain('a b');
	});

	test('is nothing where no probe scored the set', async () => {
		const analyzed = await analyze(services, { document: { name: 'a.jsonl', text: '{"input":"a","output":"b"}\n' } });
		expect(recordOf({ ...analyzed, analysis: { ...analyzed.analysis, scores: null } }, 0)).toBeUndefined();
	});
});

describe('the saves of a document', () => {
	test('the same text twice in a row is one save, and counts again after another', () => {
		const once = withRecord([], record({ time: 1 }));
		expect(withRecord(once, record({ time: 2 }))).toBe(once);
		const thrice = withRecord(withRecord(once, record({ hash: 'b' })), record({ time: 3 }));
		expect(thrice.map(({ hash }) => hash)).toEqual(['a', 'b', 'a']);
	});

	test('the oldest go first', () => {
		let records: readonly ScoreRecord[] = [];
		for (let time = 0; time < mostRecords + 5; time++) {
			records = withRecord(records, record({ time, hash: String(time) }));
		}
		expect(records).toHaveLength(mostRecords);
		expect(records[0]?.time).toBe(5);
	});

	test('come back as they were written', () => {
		const records = [record({}), record({ hash: 'b', consistency: -0.25 })];
		expect(readHistory(historyText(records))).toEqual(records);
	});

	test.each(['', '{', 'null', '{"version":2,"records":[]}', '{"version":1,"records":[{"time":"now"}]}'])(
		'what is no history is an empty one (%s)',
		text => {
			expect(readHistory(text)).toEqual([]);
		},
	);
});

describe('files of histories', () => {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'demoscope-history-'));
	afterAll(() => rmSync(folder, { recursive: true }));
	const files = new HistoryFiles(path.join(folder, 'history'));
	const document = `file:///${'deep/'.repeat(100)}set?.jsonl`;

	test('a document without one has none', async () => {
		expect(await files.read(document)).toBeUndefined();
		await files.remove(document);
	});

	test('each document has its own, and nothing is left beside it', async () => {
		await files.write(document, 'first');
		await files.write(document, 'second');
		await files.write('file:///other', 'other');
		expect(await files.read(document)).toBe('second');
		expect(readdirSync(path.join(folder, 'history')).filter(name => !name.endsWith('.json'))).toEqual([]);
		await files.remove(document);
		expect(await files.read(document)).toBeUndefined();
		expect(await files.read('file:///other')).toBe('other');
	});
});
