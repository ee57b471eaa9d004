import { printParseErrorCode, type ParseError } from 'jsonc-parser';

const words: Readonly<Record<string, string>> = {
	InvalidSymbol: 'a word that is no JSON value',
	InvalidNumberFormat: 'a number in a wrong form',
	PropertyNameExpected: 'a key in double quotes is missing',
	ValueExpected: 'a value is missing',
	ColonExpected: 'a colon is missing',
	CommaExpected: 'a comma is missing',
	CloseBraceExpected: 'a closing brace is missing',
	CloseBracketExpected: 'a closing bracket is missing',
	EndOfFileExpected: 'something follows the end',
	InvalidCommentToken: 'a comment, which JSON does not have',
	UnexpectedEndOfComment: 'a comment, which JSON does not have',
	UnexpectedEndOfString: 'a string without its closing quote',
	UnexpectedEndOfNumber: 'a number in a wrong form',
	InvalidUnicode: 'a \\u without four hexadecimal digits',
	InvalidEscapeCharacter: 'a backslash before a character that takes none',
	InvalidCharacter: 'a control character that must be escaped',
};

/** What is wrong, in words that go on after "not valid JSON:". */
export function describeJsonError({ error }: ParseError): string {
	return words[printParseErrorCode(error)] ?? 'something unexpected';
}
