import type { Check, CheckedFile } from '../../protocol/check';

/** A check as JUnit XML: a test suite for each set, a test case for each rule that it breaks, or one that it passed. */
export function reportJunit({ files }: Check): string {
	const suites = files.map(suite).join('');
	const tests = files.reduce((sum, file) => sum + caseCount(file), 0);
	const failures = files.reduce((sum, { violations }) => sum + violations.length, 0);
	return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="demoscope" tests="${tests}" failures="${failures}">\n${suites}</testsuites>\n`;
}

function suite(checked: CheckedFile): string {
	const { file, violations } = checked;
	const name = escapeXml(file);
	const cases = violations.map(({ rule, message, range: { start } }) => {
		const place = `line ${start.line + 1}`;
		const reason = escapeXml(message);
		return `\t\t<testcase classname="${name}" name="${rule} (${place})">\n\t\t\t<failure type="${rule}" message="${reason}">${name}:${start.line + 1}: ${reason}</failure>\n\t\t</testcase>\n`;
	});
	const body = cases.length === 0 ? `\t\t<testcase classname="${name}" name="demoscope check"/>\n` : cases.join('');
	return `\t<testsuite name="${name}" tests="${caseCount(checked)}" failures="${violations.length}">\n${body}\t</testsuite>\n`;
}

function caseCount({ violations }: CheckedFile): number {
	return Math.max(1, violations.length);
}

/** Text for XML 1.0, in which most control characters cannot stand at all. */
function escapeXml(text: string): string {
	const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
	return text
		.replace(/\p{Cs}/gu, '\uFFFD')
		.replace(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ')
		.replace(/[&<>"]/g, character => entities[character] ?? character);
}
