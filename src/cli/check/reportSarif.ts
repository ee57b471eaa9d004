import { createHash } from 'node:crypto';
import type { Check, CheckedFile, Violation } from '../../protocol/check';

const ruleTexts: Readonly<Record<Violation['rule'], string>> = {
	'near-duplicate': 'A demonstration says nearly what an earlier one says.',
	'conflicting-label': 'The same input stands with different outputs.',
	'unknown-label': 'An output is none of the labels that the configuration allows.',
	'low-contribution': 'A demonstration adds nothing to the diversity of the set.',
	'format-drift': 'An output has another form than its siblings.',
	'too-long': 'A demonstration takes up too much room.',
	'unverified-answer': 'Nothing vouches for the output of an accepted candidate.',
	inconsistent: 'A demonstration fits the task definition far worse than the others.',
	'parse-error': 'A stretch of the file cannot be read as a demonstration.',
	'low-diversity': 'The set is worth fewer different demonstrations than asked for.',
	'too-many-duplicates': 'More demonstrations are near-duplicates than allowed.',
	'too-many-inconsistent': 'More demonstrations are inconsistent than allowed.',
	'label-imbalance': 'Labels are used less evenly than asked for.',
	'low-coverage': 'Fewer validation examples than asked for have a demonstration near them.',
	'worse-than-random': 'The set is less diverse, against random sets from its pool, than asked for.',
	'worse-than-baseline': 'The set scores worse than its baseline.',
};

/**
 * A check as SARIF 2.1.0 (OASIS standard). Columns count UTF-16 units, as the whole of Demoscope does.
 *
 * @param version of Demoscope
 */
export function reportSarif({ files }: Check, version: string): string {
	const rules = Object.entries(ruleTexts).map(([id, text]) => ({ id, shortDescription: { text } }));
	const log = {
		$schema: 'https://json.schemastore.org/sarif-2.1.0.json',
		version: '2.1.0',
		runs: [
			{
				tool: { driver: { name: 'Demoscope', version, semanticVersion: version, rules } },
				columnKind: 'utf16CodeUnits',
				results: files.flatMap(results),
				invocations: [
					{
						executionSuccessful: true,
						toolExecutionNotifications: files.flatMap(({ file, notices }) =>
							notices.map(text => ({ level: 'note', message: { text }, locations: [location(file)] })),
						),
					},
				],
			},
		],
	};
	return `${JSON.stringify(log, null, 2)}\n`;
}

function results({ file, violations }: CheckedFile): object[] {
	const rules = Object.keys(ruleTexts);
	return violations.map(({ rule, message, range }) => ({
		ruleId: rule,
		ruleIndex: rules.indexOf(rule),
		level: 'error',
		message: { text: message.replace(/\p{Cs}/gu, '\uFFFD') },
		locations: [location(file, range)],
		partialFingerprints: {
			'demoscope/v1': createHash('sha256').update(`${file}\n${rule}\n${message}`).digest('hex').slice(0, 32),
		},
	}));
}

function location(file: string, range?: Violation['range']): object {
	const region =
		range === undefined
			? {}
			: {
					region: {
						startLine: range.start.line + 1,
						startColumn: range.start.character + 1,
						endLine: range.end.line + 1,
						endColumn: range.end.character + 1,
					},
				};
	return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } };
}

/** Relative paths stay relative, which is what code hosts resolve against the repository. */
function uriOf(file: string): string {
	const uri = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
	return uri.startsWith('/') ? `file://${uri}` : uri;
}
