import * as l10n from '@vscode/l10n';
import { isolated, runsFromRight } from '../base/isolated';
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
	/** Brackets are then mirrored, and a space before a word is at its right. */
	readonly isFromRight: boolean;
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
	const parts = placed.map(({ shown, bits, row, column, width: cells, isFromRight }) => {
		const x = margin + column * columnWidth;
		const y = row * rowHeight;
		const share = Math.min(1, Math.max(0, bits / fullBits));
		const height = Math.max(1, share * tallestBar);
		const fill = heat[Math.min(heat.length - 1, Math.floor(share * heat.length))] ?? colour;
		return (
			textElement(shown, { x, y: y + baseline, width: cells * columnWidth }, isFromRight) +
			`<rect x="${(x + 0.5).toFixed(1)}" y="${(y + rowHeight - 3 - height).toFixed(1)}" width="${(cells * columnWidth - 1).toFixed(1)}" height="${height.toFixed(1)}" fill="${fill}"/>`
		);
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${rows * rowHeight}" font-family="monospace" font-size="12" fill="${colour}">${parts.join('')}</svg>`;
}

/** A text that fills its place; a single letter from the right stands in the middle, as such fonts are of no fixed width. */
function textElement(
	shown: string,
	{ x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
	isFromRight: boolean,
): string {
	const [place, fit] =
		isFromRight && /^\P{M}\p{M}*$/u.test(shown) ? [x + width / 2, 'middle'] : [x, isFromRight ? 'end' : 'start'];
	const length = fit === 'middle' ? '' : ` textLength="${width.toFixed(1)}" lengthAdjust="spacingAndGlyphs"`;
	const direction = isFromRight ? ` direction="rtl" text-anchor="${fit}"` : '';
	return `<text x="${place.toFixed(1)}" y="${y}"${direction}${length} xml:space="preserve">${escaped(shown)}</text>`;
}

/** The same in words, for those who do not see it: the most surprising stretches, "“x” 12.3 bits". */
export function mostSurprising(stretches: readonly Surprise[], count: number): readonly string[] {
	return stretches
		.filter(({ text }) => text.trim() !== '')
		.toSorted((a, b) => b.bits - a.bits)
		.slice(0, count)
		.map(({ text, bits }) => l10n.t('“{0}” {1} bits', isolated(visible(text.trim())), decimal(bits, 1)));
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
		const next = { text, bits, shown, row, column, width, isFromRight: false };
		column += width;
		return next;
	});
	const [letter = ''] = /\p{L}/u.exec(stretches.map(({ text }) => text).join('')) ?? [];
	return runsFromRight(letter) ? rightToLeft(placed) : placed;
}

/**
 * Rows that begin at the right, in which numbers and what is written from left to right keep their order: the runs of
 * the Unicode Bidirectional Algorithm with one level of nesting, and other characters in the direction of the text.
 */
function rightToLeft(placed: readonly Placed[]): readonly Placed[] {
	const moved: Placed[] = [];
	for (let start = 0, end = 0; start < placed.length; start = end) {
		const isFromLeft = runsFromLeft(placed[start]?.text ?? '');
		end = start + (isFromLeft ? lengthOfRun(placed.slice(start)) : 1);
		const run = placed.slice(start, end);
		const first = run[0]?.column ?? 0;
		const last = run.at(-1);
		const right = last === undefined ? first : last.column + last.width;
		// The space before a run from the left is at its right, beside what came before it.
		const space = isFromLeft ? (/^ */u.exec(run[0]?.shown ?? '')?.[0].length ?? 0) : 0;
		moved.push(
			...run.map((each, index) => {
				const column = columns - right + (each.column - first);
				return index === 0 && space < each.width
					? { ...each, shown: each.shown.slice(space), column, width: each.width - space, isFromRight: !isFromLeft }
					: { ...each, column: column - space, isFromRight: !isFromLeft };
			}),
		);
	}
	return moved;
}

/** How many stretches of the row run on from the left, signs between two of them included. */
function lengthOfRun(placed: readonly Placed[]): number {
	const row = placed[0]?.row;
	const textAt = (index: number): string => (placed[index]?.row === row ? (placed[index]?.text ?? '') : '');
	let length = 1;
	for (;;) {
		const next = textAt(length);
		if (runsFromLeft(next)) {
			length++;
		} else if (runsFromLeft(textAt(length + 1)) && staysBetween(next, textAt(length - 1), textAt(length + 1))) {
			length += 2;
		} else {
			return length;
		}
	}
}

/** A sign between two words, or what parts the digits of a time, a date or a number. */
function staysBetween(sign: string, before: string, after: string): boolean {
	return !/\p{L}/u.test(sign) && (/^[.,:/]$/u.test(sign) || (/\p{L}/u.test(before) && /\p{L}/u.test(after)));
}

/** By the first letter or digit; neither is in a text of signs alone. */
function runsFromLeft(text: string): boolean {
	const [character] = /[\p{L}\p{Nd}]/u.exec(text) ?? [];
	return character !== undefined && (/\p{Nd}/u.test(character) || !runsFromRight(character));
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
