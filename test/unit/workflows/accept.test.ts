import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../src/base/textRange';
import { reviewEdits, type AcceptedCandidate } from '../../../src/workflows/accept';
import { inspect } from '../../../src/workflows/inspect';

function accepted(name: string, text: string, ...candidates: readonly AcceptedCandidate[]): string {
	return applyEdits(text, reviewEdits(inspect({ document: { name, text } }), candidates));
}

const lines = '{"input": "a", "output": "b"}\n{"input": "c", "output": "d"}\n{"input": "e", "output": "f"}\n';
const replaces = { input: 'c', output: 'd' };
const metadata = { strategy: 'prismatic', parents: ['1'] };

describe('a candidate for the place of a demonstration', () => {
	test('takes it, as the file is written', () => {
		expect(accepted('set.jsonl', lines, { input: 'x', output: 'y', replaces })).toBe(
			lines.replace('{"input": "c", "output": "d"}', '{"input": "x", "output": "y"}'),
		);
	});

	test('goes with additions in one change, and a second one for the same place is added', () => {
		expect(
			accepted(
				'set.jsonl',
				lines,
				{ input: 'x', output: 'y', replaces },
				{ input: 'p', output: 'q' },
				{ input: 'v', output: 'w', replaces },
			),
		).toBe(
			`${lines.replace('{"input": "c", "output": "d"}', '{"input": "x", "output": "y"}')}{"input": "p", "output": "q"}\n{"input": "v", "output": "w"}\n`,
		);
	});

	test('does not keep the rationale of another answer', () => {
		const text = '{"input": "a", "rationale": "as", "output": "b"}\n{"input": "c", "rationale": "so", "output": "d"}\n';
		const result = accepted('set.jsonl', text, { input: 'x', output: 'y', replaces });
		expect(result).not.toContain('so');
		expect(result).toContain('"x"');
		expect(result).not.toContain('"c"');
	});

	test('is refused where the demonstration is gone', () => {
		expect(() =>
			accepted('set.jsonl', lines, { input: 'x', output: 'y', replaces: { input: 'z', output: 'z' } }),
		).toThrow(expect.objectContaining({ code: 'accept.gone' }) as Error);
	});
});

describe('metadata', () => {
	test('stands in records with keys of any kind, and later records do not copy it', () => {
		const first = accepted('set.jsonl', lines, { input: 'x', output: 'y', metadata });
		expect(JSON.parse(first.trimEnd().split('\n').at(-1) ?? '')).toEqual({
			input: 'x',
			output: 'y',
			demoscope: metadata,
		});
		const second = accepted('set.jsonl', first, { input: 'v', output: 'w' });
		expect(second).toBe(`${first}{"input": "v", "output": "w"}\n`);
		expect(inspect({ document: { name: 'set.jsonl', text: second } }).set.problems).toEqual([]);
	});

	test('stands beside chat messages', () => {
		const chat = JSON.stringify({
			messages: [
				{ role: 'user', content: 'a' },
				{ role: 'assistant', content: 'b' },
			],
		});
		const result = accepted('set.jsonl', `${chat}\n${chat.replace('"a"', '"c"')}\n`, {
			input: 'x',
			output: 'y',
			metadata,
		});
		expect(JSON.parse(result.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ demoscope: metadata });
	});

	test('is left out where a format has no place for it', () => {
		const csv = 'input,output\na,b\nc,d\n';
		expect(accepted('set.csv', csv, { input: 'x', output: 'y', metadata })).toBe(`${csv}x,y\n`);
		const task = `${JSON.stringify({ Definition: ['Say it.'], 'Positive Examples': [{ input: 'a', output: 'b', explanation: '' }] }, undefined, 2)}\n`;
		expect(accepted('task.json', task, { input: 'x', output: 'y', metadata })).toBe(
			accepted('task.json', task, { input: 'x', output: 'y' }),
		);
	});
});
