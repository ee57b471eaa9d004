import * as l10n from '@vscode/l10n';
import { decimal } from '../base/writtenNumbers';
import type { Surprise } from '../workflows/surprise';

/** Colours of a picture that stands on the editor's background; in high contrast nothing rests on them. */
export interface StripColours {
	readonly text: string;
	/** From the least surprising to the most. */
	readonly heat: readonly string[];
}

export const stripColours = {
	dark: { text: '#d4d4d4', heat: ['#2d5f73', '#3f7f8c', '#8f8a4a', '#b9783a', '#d1553a'] },
	light: { text: '#1f1f1f', heat: ['#a9cfdc', '#7fb6c4', '#d8c65f', '#e39a4d', '#d8593d'] },
	highContrast: { text: '#ffffff', heat: ['#ffffff'] },
	highContrastLight: { text: '#000000', heat: ['#000000'] },
} as const satisfies Record<string, StripColours>;

/** A tooltip shows no more. */
const mostStretches = 160;
const columns = 64;
const columnWidth = 7.5;
const rowHeight = 38;
const baseline = 15;
const tallestBar = 15;
const margin = 4;
/** So many bits and more fill the bar: one in 65,536. */
const fullBits = 16;

interface Placed extends Surprise {
	readonly shown: string;
	readonly row: number;
	readonly column: number;
	readonly width: number;
}

/**
 * A picture of a text in which a bar under each token says how surprising it is: the taller, the more; colour says the same again. The text
 * is other people's: it stands in the picture as characters, whatever it says.
 *
 * @returns SVG
 */
export function heatStrip(stretches: readonly Surprise[], { text: colour, heat }: StripColours): string {
	const placed = placeAll(stretches.slice(0, mostStretches));
	const rows = (placed.at(-1)?.row ?? 0) + 1;
	const width = columns * columnWidth + 2 * margin;
	const parts = placed.map(({ shown, bits, row, column, width: cells }) => {
		const x = margin + column * columnWidth;
		const y = row * rowHeight;
		const share = Math.min(1, Math.max(0, bits / fullBits));
		const height = Math.max(1, share * tallestBar);
		const fill = heat[Math.min(heat.length - 1, Math.floor(share * heat.length))] ?? colour;
		const length = (cells * columnWidth).toFixed(1);
		return (
			`<text x="${x.toFixed(1)}" y="${y + baseline}" textLength="${length}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${escaped(shown)}</text>` +
			`<rect x="${(x + 0.5).toFixed(1)}" y="${(y + rowHeight - 3 - height).toFixed(1)}" width="${(cells * columnWidth - 1).toFixed(1)}" height="${height.toFixed(1)}" fill="${fill}"/>`
		);
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${rows * rowHeight}" font-family="monospace" font-size="12" fill="${colour}">${parts.join('')}</svg>`;
}

/** The same in words, for those who do not see it: the most surprising stretches, "“x” 12.3 bits". */
export function mostSurprising(stretches: readonly Surprise[], count: number): readonly string[] {
	return stretches
		.filter(({ text }) => text.trim() !== '')
		.toSorted((a, b) => b.bits - a.bits)
		.slice(0, count)
		.map(({ text, bits }) => l10n.t('“{0}” {1} bits', visible(text.trim()), decimal(bits, 1)));
}

/** How many stretches a picture leaves out. */
export function leftOut(stretches: readonly Surprise[]): number {
	return Math.max(0, stretches.length - mostStretches);
}

function placeAll(stretches: readonly Surprise[]): readonly Placed[] {
	let [row, column] = [0, 0];
	const placed = stretches.map(({ text, bits }) => {
		const shown = visible(text);
		const width = Math.min(columns, Math.max(1, cellsOf(shown)));
		if (column + width > columns) {
			row++;
			column = 0;
		}
		const next = { text, bits, shown, row, column, width };
		column += width;
		return next;
	});
	return directionOf(stretches.map(({ text }) => text).join('')) === 'rtl' ? rightToLeft(placed) : placed;
}

/**
 * Rows that begin at the right, in which what is written from left to right keeps its order: the runs of the Unicode
 * Bidirectional Algorithm with one level of nesting, and characters without a direction in that of the text.
 */
function rightToLeft(placed: readonly Placed[]): readonly Placed[] {
	const moved: Placed[] = [];
	for (let start = 0, end = 0; start < placed.length; start = end) {
		const isLeftToRight = directionOf(placed[start]?.text ?? '') === 'ltr';
		const row = placed[start]?.row;
		end = start + 1;
		while (isLeftToRight && placed[end]?.row === row && directionOf(placed[end]?.text ?? '') === 'ltr') {
			end++;
		}
		const run = placed.slice(start, end);
		const first = run[0]?.column ?? 0;
		const last = run.at(-1);
		const right = last === undefined ? first : last.column + last.width;
		moved.push(...run.map(each => ({ ...each, column: columns - right + (each.column - first) })));
	}
	return moved;
}

/** That of the first character which has one. */
function directionOf(text: string): 'ltr' | 'rtl' | undefined {
	const [letter] = /\p{L}/u.exec(text) ?? [];
	return letter === undefined
		? undefined
		: /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u.test(letter)
			? 'rtl'
			: 'ltr';
}

/** Characters that would move, hide or reorder others are shown as signs. */
function visible(text: string): string {
	return text
		.replace(/\r?\n/g, '↵')
		.replaceAll('\t', '→')
		.replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Cf}]/gu, '\uFFFD');
}

/** Columns of a text in a font of fixed width, about: wide characters take two. */
function cellsOf(text: string): number {
	let cells = 0;
	for (const character of text) {
		cells += /\p{M}/u.test(character)
			? 0
			: /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Emoji_Presentation}\u3000-\u303F\uFF01-\uFF60]/u.test(
						character,
				  )
				? 2
				: 1;
	}
	return cells;
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
