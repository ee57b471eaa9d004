import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { parquetWriteBuffer, type ParquetWriteOptions } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/base/errors';
import { seededRandom } from '../../../src/base/random';
import { parquet } from '../../../src/demonstrations/formats/parquet';
import { detectFormat } from '../../../src/demonstrations/registry';
import { checkWritable } from '../../../src/cli/documents';
import { readParquet } from '../../../src/cli/readParquet';
import { bundle, type Bundle } from '../../support/bundle';
import { pairsOf } from '../demonstrations/editing';

const texts = ['It leaks.', 'Two “lines”,\none {{name}}', 'tab\t, quote " and \u202e', '', 'Ja: schön 🚲'];
const labels = ['fault', 'praise', 'fault', 'other', 'praise'];

let folder = '';
let thread: Bundle;

async function written(name: string, options: Omit<ParquetWriteOptions, 'writer'>): Promise<string> {
	const file = path.join(folder, name);
	await writeFile(file, new Uint8Array(parquetWriteBuffer(options)));
	return file;
}

beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'demoscope-parquet-'));
	thread = await bundle('src/cli/parquetThread.ts');
});

afterAll(async () => {
	await rm(folder, { recursive: true, force: true });
	await thread.remove();
});

function read(file: string, patienceMilliseconds = 30_000): Promise<string> {
	return readParquet(file, { threadFile: path.resolve(thread.file), patienceMilliseconds });
}

describe('a Parquet file', () => {
	test.each<[string, Partial<ParquetWriteOptions>]>([
		['as most tools write it', {}],
		['in several row groups', { rowGroupSize: 2 }],
		['not compressed', { codec: 'UNCOMPRESSED' }],
		['with gzip', { codec: 'GZIP', compressors: { GZIP: input => gzipSync(input) } }],
		['with Brotli', { codec: 'BROTLI', compressors: { BROTLI: input => brotliCompressSync(input) } }],
	])('%s is a demonstration a row, and the line of each is its row', async (name, options) => {
		const columnData = [
			{ name: 'text', data: texts, type: 'STRING' as const },
			{ name: 'label', data: labels, type: 'STRING' as const },
		];
		const file = await written(`${name}.parquet`, { columnData, ...options });
		const document = { name: file, text: await read(file) };
		const format = detectFormat(document);
		expect(format).toBe(parquet);
		const set = parquet.parse(document);
		expect(pairsOf(set)).toEqual(texts.map((text, index) => [text, labels[index]]));
		const lines = document.text.split('\n');
		expect(set.demonstrations.map(({ span }) => document.text.slice(span.start, span.end))).toEqual(lines.slice(0, -1));
		expect(set.problems).toEqual([]);
	});

	test('keeps what JSON can say: messages, numbers, dates; bytes that are no text are nothing', async () => {
		const file = await written('kinds.parquet', {
			columnData: [
				{ name: 'count', data: [3n, 9007199254740993n], type: 'INT64' },
				{ name: 'day', data: [new Date(0), null], type: 'TIMESTAMP', nullable: true },
				{ name: 'image', data: [new Uint8Array([0xff, 0xd8]), new Uint8Array([0x6f, 0x6b])], type: 'BYTE_ARRAY' },
			],
		});
		expect((await read(file)).split('\n')).toEqual([
			'{"count":3,"day":"1970-01-01T00:00:00.000Z","image":null}',
			'{"count":"9007199254740993","day":null,"image":"ok"}',
			'',
		]);
	});

	test('is only read: every edit is refused, and so is writing the file', () => {
		const document = { name: 'a.parquet', text: '{"input":"a","output":"b"}\n{"input":"c","output":"d"}\n' };
		const set = parquet.parse(document);
		const addition = { input: 'e', output: 'f' };
		expect(parquet.insert(document, set, [])).toEqual([]);
		for (const edit of [
			() => parquet.insert(document, set, [addition]),
			() => parquet.remove(document, set, '1'),
			() => parquet.replace(document, set, '1', addition),
			() => parquet.reorder(document, set, ['2', '1']),
		]) {
			expect(edit).toThrow('Parquet files are only read. Convert it to JSON Lines and change that.');
			expect(edit).toThrow(UserError);
		}
		expect(() => checkWritable('folder/a.PARQUET')).toThrow(expect.objectContaining({ code: 'file.readOnly' }));
		expect(() => checkWritable('folder/a.jsonl')).not.toThrow();
	});

	test('that is damaged is refused in words, whatever is wrong with it', async () => {
		const columnData = [{ name: 'text', data: texts, type: 'STRING' as const }];
		const whole = new Uint8Array(parquetWriteBuffer({ columnData }));
		const random = seededRandom(7);
		const file = path.join(folder, 'damaged.parquet');
		const damages = Array.from({ length: 100 }, (_, round) => {
			const damaged = whole.slice(0, round % 3 === 0 ? Math.floor(random() * whole.length) : whole.length);
			for (let change = 0; change < 3 && damaged.length > 0; change++) {
				damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
			}
			return damaged;
		});
		// The reader goes round in circles over the 90th.
		for (const damaged of damages.slice(75)) {
			await writeFile(file, damaged);
			const outcome = await read(file, 2000).catch((error: unknown) => error);
			expect(typeof outcome === 'string' || UserError.is(outcome), String(outcome)).toBe(true);
		}
	}, 60_000);

	test('that is not there is refused like any other file', async () => {
		await expect(read(path.join(folder, 'nowhere.parquet'))).rejects.toMatchObject({ code: 'file.unreadable' });
	});
});
