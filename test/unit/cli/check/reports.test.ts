import { expect, test } from 'vitest';
import { reportJunit } from '../../../../src/cli/check/reportJunit';
import { reportSarif } from '../../../../src/cli/check/reportSarif';
import { reportText } from '../../../../src/cli/check/reportText';
import type { Check } from '../../../../src/protocol/check';

const check: Check = {
	version: 1,
	passed: false,
	files: [
		{ file: 'prompts/good.jsonl', format: 'jsonl', passed: true, violations: [], notices: ['No task was found.'] },
		{
			file: 'prompts/a & "b".jsonl',
			format: 'jsonl',
			passed: false,
			violations: [
				{
					rule: 'near-duplicate',
					message: 'Says <nearly> the\u0007 same\ud800.',
					demonstration: '3',
					range: { start: { line: 2, character: 0 }, end: { line: 2, character: 40 } },
				},
			],
			notices: [],
		},
	],
};

test('the text names file, line and rule, and shows no control characters', () => {
	const text = reportText(check);
	expect(text).toContain('prompts/good.jsonl');
	expect(text).toMatch(/:3:1 Says <nearly> the.* same.*\[near-duplicate\]/u);
	expect(text).toContain('1 of 2 sets did not pass.');
	expect(text).not.toMatch(/\u0007/u);
});

test('JUnit counts a passed set as a passed test, and escapes what XML cannot hold', () => {
	expect(reportJunit(check)).toMatchInlineSnapshot(`
		"<?xml version="1.0" encoding="UTF-8"?>
		<testsuites name="demoscope" tests="2" failures="1">
			<testsuite name="prompts/good.jsonl" tests="1" failures="0">
				<testcase classname="prompts/good.jsonl" name="demoscope check"/>
			</testsuite>
			<testsuite name="prompts/a &amp; &quot;b&quot;.jsonl" tests="1" failures="1">
				<testcase classname="prompts/a &amp; &quot;b&quot;.jsonl" name="near-duplicate (line 3)">
					<failure type="near-duplicate" message="Says &lt;nearly&gt; the  same�.">prompts/a &amp; &quot;b&quot;.jsonl:3: Says &lt;nearly&gt; the  same�.</failure>
				</testcase>
			</testsuite>
		</testsuites>
		"
	`);
});

test('SARIF counts lines and columns from 1 and keeps paths relative', () => {
	const log = JSON.parse(reportSarif(check, '1.2.3')) as {
		runs: { tool: { driver: { version: string; rules: { id: string }[] } }; results: Record<string, unknown>[] }[];
	};
	const [run] = log.runs;
	expect(run?.tool.driver.version).toBe('1.2.3');
	expect(run?.results).toHaveLength(1);
	expect(run?.results[0]).toMatchObject({
		ruleId: 'near-duplicate',
		ruleIndex: run?.tool.driver.rules.findIndex(({ id }) => id === 'near-duplicate'),
		level: 'error',
		message: { text: 'Says <nearly> the\u0007 same\ufffd.' },
		locations: [
			{
				physicalLocation: {
					artifactLocation: { uri: 'prompts/a%20%26%20%22b%22.jsonl' },
					region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 41 },
				},
			},
		],
	});
});
