import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool } from '../../../src/cli/poolFile';

let folder = '';

beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'demoscope-pool-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
	['a small file', 10, 10],
	['a file over 16 MiB', 6000, 3200],
])(
	'%s gives its entries, as often as they are asked for',
	async (_, count, words) => {
		const file = path.join(folder, `${count}.jsonl`);
		const lines = Array.from({ length: count }, (_, index) =>
			JSON.stringify({ input: `${index} ${'x '.repeat(words / 2)}`, output: `Answer ${index}.` }),
		);
		await writeFile(file, lines.join('\n'));
		const pool = await openPool(file, new AbortController().signal);
		expect(pool.count).toBe(count);
		for (let time = 0; time < 2; time++) {
			const outputs: string[] = [];
			for await (const { id, output } of pool.entries()) {
				outputs.push(`${id}: ${output}`);
			}
			expect(outputs).toEqual(lines.map((_line, index) => `${index + 1}: Answer ${index}.`));
		}
	},
	60_000,
);
