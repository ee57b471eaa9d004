import type { Span } from './textRange';

/** One stretch of a text that was replaced; what stands before and behind it is the same. */
export interface TextChange {
	readonly start: number;
	/** Where it ended before, and where what replaced it ends now; exclusive. */
	readonly oldEnd: number;
	readonly newEnd: number;
}

/** How many units are compared at once: cut out, which costs nothing, and compared as memory. */
const block = 4096;

/** The shortest change that makes one text of the other; nothing where they are equal. */
export function changeBetween(before: string, after: string): TextChange | undefined {
	if (before === after) {
		return undefined;
	}
	const shorter = Math.min(before.length, after.length);
	let start = 0;
	while (start + block <= shorter && before.slice(start, start + block) === after.slice(start, start + block)) {
		start += block;
	}
	while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) {
		start++;
	}
	const longest = shorter - start;
	let same = 0;
	while (
		same + block <= longest &&
		before.slice(before.length - same - block, before.length - same) ===
			after.slice(after.length - same - block, after.length - same)
	) {
		same += block;
	}
	while (same < longest && before.charCodeAt(before.length - same - 1) === after.charCodeAt(after.length - same - 1)) {
		same++;
	}
	return { start, oldEnd: before.length - same, newEnd: after.length - same };
}

/** How far what stands behind the change moved. */
export function shiftOf({ oldEnd, newEnd }: TextChange): number {
	return newEnd - oldEnd;
}

export function movedSpan({ start, end }: Span, by: number): Span {
	return { start: start + by, end: end + by };
}
