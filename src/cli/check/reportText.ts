import { styleText } from 'node:util';
import type { Check, CheckedFile } from '../../protocol/check';
import { printable } from '../printable';

/** A check for a person to read. */
export function reportText({ files, passed }: Check): string {
	const failed = files.filter(file => !file.passed).length;
	const sets = `${files.length} ${files.length === 1 ? 'set' : 'sets'}`;
	const summary = passed ? `${sets} passed.` : `${failed} of ${sets} did not pass.`;
	return `${files.flatMap(fileLines).join('\n')}\n\n${summary}\n`;
}

function fileLines({ file, passed, violations, notices }: CheckedFile): string[] {
	const verdict = passed ? styleText('green', 'passed') : styleText('red', 'failed');
	return [
		`${printable(file)} ${verdict}`,
		...violations.map(({ rule, message, range: { start } }) => {
			return `  ${printable(file)}:${start.line + 1}:${start.character + 1} ${printable(message)} [${rule}]`;
		}),
		...notices.map(notice => `  note: ${printable(notice)}`),
	];
}
