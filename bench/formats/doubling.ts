import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../src/base/random';
import { applyEdits } from '../../src/base/textRange';
import type { Format, SourceDocument } from '../../src/demonstrations/format';
import { detectFormat, formats } from '../../src/demonstrations/registry';

const folder = 'test/fixtures/demonstrations';

/** Pieces of which the syntaxes are made, each repeated by itself and in pairs drawn at random. */
const pieces = [
	...[
		'[',
		']',
		'{',
		'}',
		'"',
		"'",
		'\\',
		',',
		':',
		'`',
		'#',
		'*',
		'|',
		'-',
		'=',
		'<',
		'%',
		'/',
		'1',
		'x',
		'é',
		'\ufeff',
	],
	...[
		' ',
		'\t',
		'\n',
		'\r\n',
		'\n\n',
		'- ',
		'a: ',
		'? ',
		'&a ',
		'*a ',
		'!t ',
		'---\n',
		'|\n ',
		'//',
		'/*',
		'```\n',
		'**a**',
	],
	...['{"a":', '["a",', '{"input":', '[[1],', '"a",', '\\u0041', 'a,b\n', '"a\n",', 'x;y\t'],
	...['{{ x }}', '{% raw %}', '{{', '{%', '${a}', 'file://a ', 'equals:'],
	...[
		'Q: a\nA: b\n\n',
		'Q: a\n',
		'A: ',
		'Input: a\nOutput: b\n',
		'# Example 1\n',
		'## Question\n',
		'1. a\n',
		'**Q:** a\n',
	],
	...[
		'user:\na\n',
		'assistant:\nb\n',
		'- input: a\n  output: b\n',
		'{"input": "a", "output": "b"}\n',
		'<|user|>\n',
		'a word ',
	],
];
const pairs = 20;

/** Shorter readings say nothing of how they grow. */
const leastMilliseconds = 8;
/** Twice the length may take so many times as long before it is measured anew. */
const suspicious = 2.6;

interface Growth {
	readonly ratio: number;
	readonly milliseconds: number;
	readonly what: string;
}

/**
 * Prints, for each format, how many times as long a text of twice the length takes to recognise and read: the file with
 * twice as many plain demonstrations, and the worst of many hostile texts.
 */
export function measure(characters = '100000', only = ''): void {
	const length = Number(characters);
	const hostile = hostileUnits();
	const fixtures = readdirSync(folder).map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
	console.log(`${characters} and ${2 * length} characters, ${hostile.length} hostile texts, Node ${process.version}`);
	for (const format of formats.filter(({ id }) => only === '' || id === only)) {
		const own = fixtures.filter(document => detectFormat(document) === format);
		const name = own[0]?.name ?? 'a.json';
		const growths = hostile.map(unit =>
			growthOf(format, JSON.stringify(unit), size => ({ name, text: repeated(unit, size) }), length),
		);
		const worst = growths.filter(growth => growth !== undefined).toSorted((a, b) => b.ratio - a.ratio)[0];
		const plain = plainGrowth(format, own, length);
		console.log(`${format.id.padEnd(24)} plain ${shown(plain)}   hostile ${shown(worst)}`);
	}
}

function shown(growth: Growth | undefined): string {
	return growth === undefined
		? 'too short to tell'
		: `${growth.ratio.toFixed(2)} (${growth.milliseconds.toFixed(0)} ms, ${growth.what})`;
}

function hostileUnits(): readonly string[] {
	const random = seededRandom(8);
	const draw = () => pieces[Math.floor(random() * pieces.length)] ?? '';
	return [...pieces, ...Array.from({ length: pairs }, () => draw() + draw())];
}

function repeated(unit: string, length: number): string {
	return unit.repeat(Math.ceil(length / unit.length));
}

/** A fixture of the format with many demonstrations more. */
function plainGrowth(format: Format, own: readonly SourceDocument[], length: number): Growth | undefined {
	for (const document of own) {
		const filled = (size: number): SourceDocument => {
			const additions = Array.from({ length: Math.ceil(size / 100) }, (_, index) => ({
				input: `Which of the ${index} roads leads to the mill?`,
				output: `road ${index}`,
			}));
			return {
				...document,
				text: applyEdits(document.text, format.insert(document, format.parse(document), additions)),
			};
		};
		try {
			return growthOf(format, document.name, filled, length);
		} catch {
			// This file takes no such demonstrations; another one of the format may.
		}
	}
	return undefined;
}

function growthOf(
	format: Format,
	what: string,
	make: (length: number) => SourceDocument,
	length: number,
): Growth | undefined {
	const once = make(length);
	const twice = make(2 * length);
	let milliseconds = Infinity;
	let least = Infinity;
	for (let round = 0; round < 5; round++) {
		milliseconds = Math.min(milliseconds, timeOf(format, twice));
		if (milliseconds < leastMilliseconds) {
			return undefined;
		}
		least = Math.min(least, timeOf(format, once));
		if (milliseconds / least < suspicious) {
			break;
		}
	}
	return { ratio: milliseconds / least, milliseconds, what };
}

function timeOf(format: Format, { name, text }: SourceDocument): number {
	const started = process.cpuUsage();
	// A new object: what is remembered of a document is not to be found.
	format.detect({ name, text });
	format.parse({ name, text });
	const { user, system } = process.cpuUsage(started);
	return (user + system) / 1000;
}
