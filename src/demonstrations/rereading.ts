import * as l10n from '@vscode/l10n';
import type { TextChange } from '../base/textChange';
import type { DemonstrationSet } from './demonstration';
import type { Format, ParseOptions, SourceDocument } from './format';

/**
 * Reading in two steps. The first one cuts the text into pieces, such as lines and rows, of which each can be read by
 * itself; it is the one that costs. What the pieces are is for the second to say, for all of them together decide it.
 */
export interface ReadingSteps<Pieces> {
	readonly format: string;
	/** Longer texts, in UTF-16 units, are not read. */
	readonly maximumLength: number;
	readonly cut: (text: string) => Pieces;
	/** What `cut` gives for the text, out of the pieces of the text before the change. */
	readonly cutAgain: (text: string, pieces: Pieces, change: TextChange) => Pieces;
	readonly interpret: (text: string, pieces: Pieces, options: ParseOptions | undefined) => DemonstrationSet;
}

/** Reading and reading again for a format. The pieces are remembered as long as someone holds the set. */
export function rereading<Pieces>({
	format,
	maximumLength,
	cut,
	cutAgain,
	interpret,
}: ReadingSteps<Pieces>): Required<Pick<Format, 'parse' | 'reread'>> {
	const memory = new WeakMap<DemonstrationSet, Pieces>();
	return {
		parse: ({ text }, options) => read(text, () => cut(text), options),
		reread: ({ text }: SourceDocument, previous, change, options) => {
			const pieces = memory.get(previous);
			return read(text, () => (pieces === undefined ? cut(text) : cutAgain(text, pieces, change)), options);
		},
	};

	function read(text: string, readPieces: () => Pieces, options: ParseOptions | undefined): DemonstrationSet {
		if (text.length > maximumLength) {
			const message = l10n.t(
				'This file is too large to be read whole (over {0} million characters).',
				maximumLength / 2 ** 20,
			);
			const problems = [{ message, span: { start: 0, end: 0 } }];
			return { format, task: undefined, demonstrations: [], problems };
		}
		const pieces = readPieces();
		const set = interpret(text, pieces, options);
		memory.set(set, pieces);
		return set;
	}
}
