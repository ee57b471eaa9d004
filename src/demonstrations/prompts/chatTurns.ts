import type { Span } from '../../base/textRange';
import { afterLineEnd, endOfLine } from '../lines';
import { proseField } from './promptExample';

/** A message in a prompt: a line with a role, and what stands under it. */
export interface ChatTurn {
	/** In lower case: `system`, `user`, `assistant`, … */
	readonly role: string;
	/** From the line with the role to the end of the content. */
	readonly span: Span;
	readonly content: Span;
}

const roleLine = /^(?:#{1,3}[ \t]*)?(system|developer|user|assistant|function|tool)(?:\[[^\]]*\])?[ \t]*:[ \t]*$/i;
const loopStart = /\{%-?\s*for\b/;
const loopEnd = /\{%-?\s*endfor\b/;

/** The messages of a stretch of a template. Those in a loop, which a conversation fills, are left out. */
export function readChatTurns(text: string, region: Span): readonly ChatTurn[] {
	const turns: ChatTurn[] = [];
	let open: { readonly role: string; readonly start: number; readonly contentStart: number } | undefined;
	let loop: number | undefined;

	const close = (end: number) => {
		if (open !== undefined) {
			const { span: content } = proseField(text, { start: open.contentStart, end });
			turns.push({ role: open.role, span: { start: open.start, end: content.end }, content });
			open = undefined;
		}
	};
	for (let start = region.start; start < region.end;) {
		const end = Math.min(endOfLine(text, start), region.end);
		const line = text.slice(start, end);
		const role = roleLine.exec(line)?.[1]?.toLowerCase();
		if (loop === undefined && loopStart.test(line) && !loopEnd.test(line)) {
			loop = start;
		} else if (loop !== undefined && loopEnd.test(line)) {
			loop = undefined;
		} else if (role !== undefined && loop !== undefined) {
			close(loop);
		} else if (role !== undefined) {
			close(start);
			open = { role, start, contentStart: end };
		}
		start = Math.max(afterLineEnd(text, end), end + 1);
	}
	close(region.end);
	return turns;
}
