import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { scoresTables } from '../../support/scoresTables';

const page = 'docs/scores.md';

/** Processors differ in the last digits, and with them what is rounded. */
const tolerance = 0.015;

const blockOf = (name: string): RegExp =>
	new RegExp(`(<!-- generated: ${name} -->\\n\\n)([\\s\\S]*?)(\\n\\n<!-- end -->)`);

const cellsOf = (table: string): readonly (readonly string[])[] =>
	table.split('\n').map(line =>
		line
			.split('|')
			.slice(1, -1)
			.map(cell => cell.trim().replace(/^-+:?$/, '-')),
	);

/** With `UPDATE_SCORES=1` the page is written anew; `prettier --write` then sets its columns. */
test('the numbers in the tables of the page on scores are those of the program', { timeout: 600_000 }, async () => {
	const tables = await scoresTables();
	let text = await readFile(page, 'utf8');
	for (const [name, table] of Object.entries(tables) as [string, string][]) {
		if (process.env['UPDATE_SCORES'] !== undefined) {
			text = text.replace(blockOf(name), (_, before: string, __: string, after: string) => before + table + after);
			await writeFile(page, text);
		}
		const written = cellsOf(blockOf(name).exec(text)?.[2] ?? '');
		const measured = cellsOf(table);
		expect(written.map(([first]) => first)).toEqual(measured.map(([first]) => first));
		measured.flat().forEach((cell, index) => {
			const stands = written.flat()[index] ?? '';
			const [value, told] = [cell, stands].map(item => Number(item.replace('−', '-')));
			if (value === undefined || told === undefined || Number.isNaN(value)) {
				expect(stands, name).toBe(cell);
			} else {
				expect(Math.abs(value - told), `${name}: ${stands} is now ${cell}`).toBeLessThanOrEqual(tolerance);
			}
		});
	}
});
