import { hashSeed, seededRandom, type Random } from '../../src/base/random';
import type { SourceDocument } from '../../src/demonstrations/format';

/** Texts that have a meaning in some format, or that readers stumble over. */
const fragments = [
	'"',
	"'",
	'\\',
	'\\u',
	'\\ud800',
	'{',
	'}',
	'[',
	']',
	',',
	':',
	': ',
	'\n',
	'\r',
	'\r\n',
	'\t',
	' ',
	'\n\n',
	'- ',
	'---\n',
	'...',
	'#',
	' # ',
	'|',
	'|+\n',
	'>-\n',
	'&a ',
	'*a',
	'<<: *a',
	'!tag ',
	'? ',
	'/*',
	'*/',
	'//',
	'```',
	'\0',
	'\ufeff',
	'\ud83d',
	'\udc00',
	'\u2028',
	'é',
	'NaN',
	'-',
	'1e999',
	'null',
	'true',
	'[]',
	'{}',
	'""',
	'__proto__',
	'constructor',
	'toString',
	'input',
	'output',
	'Q: ',
	'A:',
	'Input: ',
	'Output: ',
	'\nuser:\n',
	'\nassistant:\n',
	'{{x}}',
	'{% raw %}',
	'{% endraw %}',
	'{% for',
	'equals:',
	'examples: |',
	'The answer is ',
];

/** The `index`-th mutation under a seed: one of the files, changed in up to six places, now and then under another name. */
export function mutation(files: readonly SourceDocument[], seed: number, index: number): SourceDocument {
	const random = seededRandom(hashSeed(`${seed}:${index}`));
	const file = pick(random, files) ?? { name: '', text: '' };
	let { text } = file;
	const changes = 1 + Math.floor(random() * 6);
	for (let change = 0; change < changes; change++) {
		text = changed(random, text, files);
	}
	const name = random() < 0.05 ? (pick(random, files)?.name ?? file.name) : file.name;
	return { name, text };
}

function changed(random: Random, text: string, files: readonly SourceDocument[]): string {
	const place = Math.floor(random() * (text.length + 1));
	const end = Math.min(text.length, place + Math.floor(random() ** 3 * 200));
	switch (Math.floor(random() * 9)) {
		case 0:
			return text.slice(0, place) + text.slice(end);
		case 1:
			return text.slice(0, end) + text.slice(place);
		case 2:
			return text.slice(0, place);
		case 3: {
			const other = pick(random, files)?.text ?? '';
			const start = Math.floor(random() * other.length);
			return text.slice(0, place) + other.slice(start, start + 100) + text.slice(end);
		}
		case 4:
			return text.slice(0, place) + String.fromCharCode(Math.floor(random() * 128)) + text.slice(place + 1);
		case 5: {
			const lines = text.split('\n');
			const from = Math.floor(random() * lines.length);
			const [line = ''] = lines.splice(from, 1);
			lines.splice(Math.floor(random() * (lines.length + 1)), 0, line);
			return lines.join('\n');
		}
		case 6: {
			const repeated = (pick(random, fragments) ?? '').repeat(Math.floor(random() ** 4 * 300));
			return text.slice(0, place) + repeated + text.slice(place);
		}
		default:
			return text.slice(0, place) + (pick(random, fragments) ?? '') + text.slice(random() < 0.5 ? place : end);
	}
}

function pick<Item>(random: Random, items: readonly Item[]): Item | undefined {
	return items[Math.floor(random() * items.length)];
}
