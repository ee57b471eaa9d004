import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** German words that are the English ones. */
const sameInBoth = new Set(['{0}.', 'Demonstration {0}', 'Prompt', 'Region', 'V-Score {0}', 'Zoom']);

/** Attributes that people see or hear. */
const spoken = /\s(?:title|aria-label|placeholder|alt)="[^"\0]*\p{L}{2}[^"]*"/gu;

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
const english = read('l10n/bundle.l10n.json');
const german = read('l10n/bundle.l10n.de.json');
const manifest = read('package.nls.json');
const germanManifest = read('package.nls.de.json');

const sources = ['src', 'webview'].flatMap(folder =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter(name => name.endsWith('.ts'))
		.map(name => join(folder, name))
		.map(file => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)),
);

function visit(node: ts.Node, look: (node: ts.Node) => boolean): void {
	if (look(node)) {
		ts.forEachChild(node, child => visit(child, look));
	}
}

const isTranslated = (node: ts.Node): node is ts.CallExpression =>
	ts.isCallExpression(node) && node.expression.getText() === 'l10n.t';

const placeOf = (node: ts.Node) => {
	const source = node.getSourceFile();
	return `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
};

const placeholders = (text: string) => [...new Set(text.match(/\{\d+\}/gu))].sort();
const links = (text: string) => [...(text.match(/#[\w.-]+#|`[^`]*`|\(command:[\w.]+\)/gu) ?? [])].sort();

describe('texts at run time', () => {
	test('the bundle holds the text of every call, and nothing else', () => {
		const texts = new Set<string>();
		for (const source of sources) {
			visit(source, node => {
				const [text] = isTranslated(node) ? node.arguments : [];
				if (text !== undefined) {
					expect(ts.isStringLiteralLike(text), `${placeOf(node)} has a text that is no literal`).toBe(true);
					texts.add((text as ts.StringLiteralLike).text);
				}
				return true;
			});
		}
		expect(Object.keys(english).sort()).toEqual([...texts].sort());
		expect(Object.entries(english).filter(([key, text]) => key !== text)).toEqual([]);
	});

	test('none is looked up as a module is loaded, before the language is known', () => {
		const early: string[] = [];
		for (const source of sources) {
			visit(source, node => {
				if (isTranslated(node)) {
					early.push(placeOf(node));
				}
				return !ts.isFunctionLike(node);
			});
		}
		expect(early).toEqual([]);
	});

	test('no template of the page holds words of its own', () => {
		const found: string[] = [];
		for (const source of sources) {
			visit(source, node => {
				if (ts.isTaggedTemplateExpression(node) && /^(?:html|svg)$/.test(node.tag.getText())) {
					const words = wordsIn(node.template);
					found.push(...words.map(word => `${placeOf(node)}: ${word}`));
				}
				return true;
			});
		}
		expect(found).toEqual([]);
	});

	test('every text has a German one with the same places to fill', () => {
		expect(Object.keys(german).toSorted()).toEqual(Object.keys(english).toSorted());
		const differing = Object.keys(english).filter(
			key => placeholders(key).join() !== placeholders(german[key] ?? '').join(),
		);
		expect(differing).toEqual([]);
	});

	test('no German text is left in English', () => {
		expect(Object.keys(german).filter(key => german[key] === key && !sameInBoth.has(key))).toEqual([]);
	});
});

describe('texts of the manifest', () => {
	test('every one has a German one, with the same settings and commands linked and the same code', () => {
		expect(Object.keys(germanManifest).sort()).toEqual(Object.keys(manifest).sort());
		const differing = Object.entries(manifest).filter(
			([key, text]) => links(text).join() !== links(germanManifest[key] ?? '').join(),
		);
		expect(differing).toEqual([]);
	});

	test('none is left in English', () => {
		expect(Object.keys(manifest).filter(key => manifest[key] === germanManifest[key])).toEqual([]);
	});
});

/** What stands between the tags of a template, and in attributes that are read out, beside what is filled in. */
function wordsIn(template: ts.TemplateLiteral): readonly string[] {
	const text = ts.isNoSubstitutionTemplateLiteral(template)
		? template.text
		: template.head.text + template.templateSpans.map(({ literal }) => `\0${literal.text}`).join('');
	const between = text.replace(/<[^>]*>/gu, '\0').split('\0');
	return [...(text.match(spoken) ?? []), ...between].map(part => part.trim()).filter(part => /\p{L}{2}/u.test(part));
}
