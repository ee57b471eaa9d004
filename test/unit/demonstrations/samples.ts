import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom, type Random } from '../../../src/base/random';
import type { NewDemonstration } from '../../../src/demonstrations/demonstration';
import type { SourceDocument } from '../../../src/demonstrations/format';

const fixtures = join(import.meta.dirname, '../../fixtures/demonstrations');

export function fixture(name: string): SourceDocument {
	return { name, text: readFileSync(join(fixtures, name), 'utf8') };
}

/** Every set of demonstrations that was written for the tests. */
export function allFixtures(): readonly SourceDocument[] {
	return readdirSync(fixtures).toSorted().map(fixture);
}

/** The same file as other tools would have saved it. */
export function variantsOf({ name, text }: SourceDocument): readonly (SourceDocument & { readonly variant: string })[] {
	return [
		{ name, text, variant: 'as it is' },
		{ name, text: text.replaceAll('\n', '\r\n'), variant: 'with CRLF' },
		{ name, text: `\ufeff${text}`, variant: 'with a byte order mark' },
		{ name, text: text.trimEnd(), variant: 'without a final line end' },
		{ name, text: `\ufeff${text.trimEnd().replaceAll('\n', '\r\n')}`, variant: 'with all of that' },
	];
}

const pieces = [
	'plain words',
	'é ß 漢字',
	'🧂👩‍🚀',
	' ',
	'\n',
	'\n\n',
	'\t',
	'"',
	"'",
	'\\',
	': ',
	' #',
	'- ',
	'{{name}}',
	'{',
	']',
	',',
	'|',
	'>',
	'&a',
	'*b',
	'!tag',
	'%',
	'@',
	'`',
	'---',
	'true',
	'null',
	'42',
	'1e3',
	'~',
	'<<',
	'\u0007',
	'\u0085',
	'\u2028',
	'\ufeff',
	'\ud800',
	'\r',
];

/** Texts made to break formats: quotes, escapes, syntax of YAML and JSON, controls, half a surrogate pair. */
export function nastyDemonstrations(count: number, seed: number): readonly NewDemonstration[] {
	const random = seededRandom(seed);
	return Array.from({ length: count }, () => ({ input: nastyText(random), output: nastyText(random) }));
}

function nastyText(random: Random): string {
	const length = Math.floor(random() * 6);
	return Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)] ?? '').join('');
}

/** Folder with the real files, where this machine has one. */
export const dataFolder = process.env['DEMOSCOPE_DATA'] ?? '../shared/data';

export const hasData = existsSync(join(dataFolder, 'demosets/index.json'));
