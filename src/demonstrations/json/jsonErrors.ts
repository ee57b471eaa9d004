import * as l10n from '@vscode/l10n';
import { printParseErrorCode, type ParseError } from 'jsonc-parser';

const words: Readonly<Record<string, () => string>> = {
	InvalidSymbol: () => l10n.t('a word that is no JSON value'),
	InvalidNumberFormat: () => l10n.t('a number in a wrong form'),
	PropertyNameExpected: () => l10n.t('a key in double quotes is missing'),
	ValueExpected: () => l10n.t('a value is missing'),
	ColonExpected: () => l10n.t('a colon is missing'),
	CommaExpected: () => l10n.t('a comma is missing'),
	CloseBraceExpected: () => l10n.t('a closing brace is missing'),
	CloseBracketExpected: () => l10n.t('a closing bracket is missing'),
	EndOfFileExpected: () => l10n.t('something follows the end'),
	InvalidCommentToken: () => l10n.t('a comment, which JSON does not have'),
	UnexpectedEndOfComment: () => l10n.t('a comment, which JSON does not have'),
	UnexpectedEndOfString: () => l10n.t('a string without its closing quote'),
	UnexpectedEndOfNumber: () => l10n.t('a number in a wrong form'),
	InvalidUnicode: () => l10n.t('a \\u without four hexadecimal digits'),
	InvalidEscapeCharacter: () => l10n.t('a backslash before a character that takes none'),
	InvalidCharacter: () => l10n.t('a control character that must be escaped'),
};

/** What is wrong, in words that go on after "not valid JSON:". */
export function describeJsonError({ error }: ParseError): string {
	return words[printParseErrorCode(error)]?.() ?? l10n.t('something unexpected');
}
