import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { applyEdits } from '../../../src/base/textRange';
import { inspectFile } from '../../../src/cli/documentOptions';
import { checkEncoding, checkReplaceable, readDocument, replaceFile } from '../../../src/cli/documents';
import { decodeText, encodeText } from '../../../src/cli/encoding';

const lines = '{"input": "Où est la gare ?", "output": "là-bas"}\n{"input": "Wo ist der Bahnhof?", "output": "dort"}\n';
const bom = '\ufeff';
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const latin = (text: string) => Buffer.from(text, 'latin1');

describe('what can be decoded is written back byte for byte', () => {
	test.each([
		['UTF-8', 'UTF-8', Buffer.from(lines)],
		['UTF-8 with a byte order mark', 'UTF-8', Buffer.from(bom + lines)],
		['UTF-8 with NUL bytes', 'UTF-8', Buffer.from(`${lines}\0`)],
		['UTF-16 LE', 'UTF-16 LE', utf16(bom + lines)],
		['UTF-16 BE', 'UTF-16 BE', utf16(bom + lines).swap16()],
		['UTF-16 LE with half of a pair', 'UTF-16 LE', utf16(`${bom}${lines}\ud83d`)],
		['UTF-16 LE without a mark', 'UTF-16 LE', utf16(lines)],
		['UTF-16 BE without a mark', 'UTF-16 BE', utf16(lines).swap16()],
		['nothing', 'UTF-8', Buffer.alloc(0)],
	] as const)('%s', (_, encoding, bytes) => {
		const original = Buffer.from(bytes);
		const decoded = decodeText(bytes);
		expect(decoded.encoding).toBe(encoding);
		expect(encodeText(decoded.text, encoding).equals(original)).toBe(true);
		expect(bytes.equals(original)).toBe(true);
	});

	test('any bytes: either they can be written again, or they have no encoding', () => {
		const random = seededRandom(11);
		for (let round = 0; round < 500; round++) {
			const zeros = random();
			const bytes = Buffer.from(
				Array.from({ length: Math.floor(random() * 60) }, (_, index) =>
					index % 2 === 1 && random() < zeros ? 0 : Math.floor(random() ** 2 * 256),
				),
			);
			const { text, encoding, problems } = decodeText(bytes);
			if (encoding === undefined) {
				expect(problems.length).toBeGreaterThan(0);
			} else {
				expect(encodeText(text, encoding).equals(bytes)).toBe(true);
			}
		}
	});
});

describe('what is in doubt is said where it stands', () => {
	test('UTF-16 without a byte order mark', () => {
		const { text, problems } = decodeText(utf16(lines));
		expect(text).toBe(lines);
		expect(problems).toMatchObject([{ span: { start: 0, end: 0 } }]);
		expect(decodeText(utf16(bom + lines)).problems).toEqual([]);
	});

	test('a line of Windows-1252 among lines of UTF-8: each is read as what it is', () => {
		const bytes = Buffer.concat([Buffer.from('é\r\n'), latin('\x93caf\xe9\x94\r\n'), Buffer.from('漢字')]);
		const { text, encoding, problems } = decodeText(bytes);
		expect(encoding).toBeUndefined();
		expect(text).toBe('é\r\n“café”\r\n漢字');
		expect(problems.map(({ span }) => text.slice(span.start, span.end))).toEqual(['“café”']);
	});

	test('a character that is cut off, and UTF-16 with half a unit', () => {
		expect(decodeText(Buffer.from('a é').subarray(0, 3)).problems).toHaveLength(1);
		expect(decodeText(Buffer.concat([utf16(bom + lines), Buffer.from('x')])).encoding).toBeUndefined();
	});
});

describe('files', () => {
	const folder = mkdtempSync(join(tmpdir(), 'demoscope-encoding-'));
	afterAll(() => rmSync(folder, { recursive: true }));
	const file = (name: string, bytes: Buffer) => {
		const path = join(folder, name);
		writeFileSync(path, bytes);
		return path;
	};

	test('UTF-16 is read, said, and written in the same encoding', async () => {
		const path = file('wide.jsonl', utf16(bom + lines).swap16());
		const { inspected, decoded } = await inspectFile(path, {});
		const { format, set, document, analysis } = inspected;
		expect(set.demonstrations.map(({ output }) => output?.text)).toEqual(['là-bas', 'dort']);
		expect(analysis.notices).toEqual(['This file is in UTF-16 BE; what is written stays so.']);
		const edits = format.insert(document, set, [{ input: 'Dov’è la stazione?', output: 'là' }]);
		await replaceFile(path, applyEdits(document.text, edits), checkEncoding(decoded));
		const written = readFileSync(path);
		expect(written.subarray(0, 2)).toEqual(Buffer.from([0xfe, 0xff]));
		expect(written.swap16().toString('utf16le')).toBe(
			`${bom}${lines}{"input": "Dov’è la stazione?", "output": "là"}\n`,
		);
	});

	test('Windows-1252 is read with a finding on the line, and never written', async () => {
		const path = file('old.jsonl', latin(lines));
		const { inspected, decoded } = await inspectFile(path, {});
		expect(inspected.set.demonstrations[0]?.output?.text).toBe('là-bas');
		expect(inspected.analysis.findings).toMatchObject([
			{ rule: 'parse-error', range: { start: { line: 0, character: 0 }, end: { line: 0 } } },
		]);
		expect(() => checkEncoding(decoded)).toThrow(/not UTF-8/);
		await expect(readDocument(path)).rejects.toMatchObject({ code: 'file.encoding' });
		await expect(checkReplaceable(path)).rejects.toMatchObject({ code: 'file.encoding' });
		expect(readFileSync(path).equals(latin(lines))).toBe(true);
	});
});
