import * as l10n from '@vscode/l10n';

/** What a record of a file is called. */
export type RecordNoun = 'record' | 'line' | 'row' | 'item' | 'value' | 'example' | 'demonstration' | 'test' | 'query';

/**
 * What is wrong with a record, as a sentence.
 *
 * @param lack what goes on after "This line": `has no "output"`
 */
export function recordProblem(noun: RecordNoun, lack: string): string {
	switch (noun) {
		case 'record':
			return l10n.t('This record {0}.', lack);
		case 'line':
			return l10n.t('This line {0}.', lack);
		case 'row':
			return l10n.t('This row {0}.', lack);
		case 'item':
			return l10n.t('This item {0}.', lack);
		case 'value':
			return l10n.t('This value {0}.', lack);
		case 'example':
			return l10n.t('This example {0}.', lack);
		case 'demonstration':
			return l10n.t('This demonstration {0}.', lack);
		case 'test':
			return l10n.t('This test {0}.', lack);
		case 'query':
			return l10n.t('This query {0}.', lack);
	}
}
