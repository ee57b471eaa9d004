import * as l10n from '@vscode/l10n';
import { Composer, Lexer, Parser, type CST, type Document } from 'yaml';
import { maximumYamlMistakes, maximumYamlTokens } from '../../limits';

/**
 * The first document of a YAML text, as `parseDocument` gives it, in bounded time: the cost is in tokens and in mistakes,
 * not in characters.
 *
 * @throws {RangeError} there are too many of them, or they nest too deeply
 */
export function parseBoundedYaml(text: string): Document {
	const stackTraces = Error.stackTraceLimit;
	// A mistake is an error to the parser, and a stack trace costs more than all else about it.
	Error.stackTraceLimit = 0;
	try {
		const composer = new Composer({ keepSourceTokens: true, logLevel: 'silent', merge: true, uniqueKeys: false });
		for (const document of composer.compose(tokensOf(text), true, text.length)) {
			return document;
		}
		throw new Error('the parser gives a document for any text');
	} finally {
		Error.stackTraceLimit = stackTraces;
	}
}

/** Top-level tokens: documents, and what belongs to none. */
function* tokensOf(text: string): Generator<CST.Token> {
	const parser = new Parser();
	let mistakes = 0;
	for (const lexeme of lexemesOf(text)) {
		for (const token of parser.next(lexeme)) {
			if (token.type === 'error' && ++mistakes > maximumYamlMistakes) {
				throw new RangeError(l10n.t('it has over {0} mistakes as YAML', maximumYamlMistakes));
			}
			yield token;
		}
	}
	yield* parser.end();
}

/** They are counted before the costly part begins. */
function lexemesOf(text: string): readonly string[] {
	const lexemes: string[] = [];
	for (const lexeme of new Lexer().lex(text)) {
		if (lexemes.push(lexeme) > maximumYamlTokens) {
			throw new RangeError(l10n.t('it has over {0} tokens of YAML', maximumYamlTokens));
		}
	}
	return lexemes;
}
