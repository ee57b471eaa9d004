import type { ReadingRequest } from '../probeModel';
import { renderPlain, renderVerbatim, type RenderedText, type Renderer } from '../template';
import type { ProbeTokenizer } from '../tokenizer/tokenizer';

/** A request in tokens, ready for the graph. */
export interface EncodedRequest {
	readonly ids: readonly number[];
	/** Positions of the scored tokens, rising; never 0, since nothing predicts the first token. */
	readonly scored: readonly number[];
	readonly truncated: boolean;
}

interface TokenRange {
	readonly start: number;
	readonly end: number;
}

/**
 * Renders and encodes a request and finds the tokens that its loss counts. The text is encoded as a whole, so that
 * tokens are those that the probe was trained on; a token counts for a field if any of its bytes lies in it (the space
 * of "Output: yes" belongs to the token " yes"). A request without an output is read with the joint loss.
 *
 * Too long for the window, it loses its in-context examples from the first on, then what follows the output and is no
 * part of it, then the middle of the input, then the beginning of the task. The output is cut, at its end, only where it alone is longer
 * than the window.
 */
export function encodeRequest(
	request: ReadingRequest,
	tokenizer: ProbeTokenizer,
	window: number,
	template: Renderer = renderPlain,
): EncodedRequest {
	const { encoded, kept, scored, truncated } = encodeKept(request, tokenizer, window, template);
	const { ids } = encoded;
	return {
		ids: kept.length === ids.length ? ids : kept.map(index => ids[index] ?? 0),
		scored,
		truncated: truncated || kept.length < ids.length,
	};
}

/**
 * The text of each scored token of a request, in the order of a reading's log-probabilities. A character that several tokens make
 * together belongs to the first of them, and the others are empty.
 */
export function scoredTexts(
	request: ReadingRequest,
	tokenizer: ProbeTokenizer,
	window: number,
	template: Renderer = renderPlain,
): readonly string[] {
	const { encoded, kept, scored } = encodeKept(request, tokenizer, window, template);
	const bytes = Buffer.from(encoded.text);
	const boundary = (offset: number): number => {
		let place = offset;
		while (isContinuation(bytes[place])) {
			place++;
		}
		return place;
	};
	return scored.map(position => {
		const token = (kept[position] ?? 0) - encoded.shift;
		const start = token > 0 ? (encoded.ends[token - 1] ?? 0) : 0;
		return bytes.toString('utf8', boundary(start), boundary(encoded.ends[token] ?? start));
	});
}

/** A byte of UTF-8 that goes on with a character. */
function isContinuation(byte: number | undefined): boolean {
	return byte !== undefined && (byte & 0xc0) === 0x80;
}

interface KeptRequest {
	readonly encoded: EncodedText;
	/** Indices of the tokens that are read. */
	readonly kept: readonly number[];
	/** Positions among them of those that are scored. */
	readonly scored: readonly number[];
	/** In-context examples were left out. */
	readonly truncated: boolean;
}

function encodeKept(
	request: ReadingRequest,
	tokenizer: ProbeTokenizer,
	window: number,
	template: Renderer,
): KeptRequest {
	const render = request.verbatim === true ? renderVerbatim : template;
	let examples = request.examples ?? [];
	let encoded = encodeText(render({ ...request, examples }), tokenizer);
	let truncated = false;
	while (encoded.ids.length > window && examples.length > 0) {
		examples = examples.slice(1);
		encoded = encodeText(render({ ...request, examples }), tokenizer);
		truncated = true;
	}
	const { ids, input, output } = encoded;
	const joint = request.loss !== 'completion' || output.start === output.end;
	const kept = fitWindow(ids.length, input, output, window);
	const scored: number[] = [];
	for (const [position, index] of kept.entries()) {
		if (position > 0 && (contains(output, index) || (joint && contains(input, index)))) {
			scored.push(position);
		}
	}
	return { encoded, kept, scored, truncated };
}

interface EncodedText {
	readonly text: string;
	/** As in `Encoding`: without the first `shift` ids, which begin the sequence. */
	readonly ends: readonly number[];
	readonly shift: number;
	readonly ids: readonly number[];
	readonly input: TokenRange;
	readonly output: TokenRange;
}

function encodeText(rendered: RenderedText, tokenizer: ProbeTokenizer): EncodedText {
	const segments = rendered.segments.map(({ text, part }) => ({ text: tokenizer.normalize(text), part }));
	const whole = segments.map(segment => segment.text).join('');
	const { ids, ends } = tokenizer.encode(whole);
	const bytes = { input: { start: 0, end: 0 }, output: { start: 0, end: 0 } };
	let offset = 0;
	for (const { text, part } of segments) {
		const start = offset;
		offset += Buffer.byteLength(text);
		if (part !== 'template') {
			bytes[part] = { start, end: offset };
		}
	}
	const prefix = rendered.complete ? [] : tokenizer.prefix;
	const shift = prefix.length;
	return {
		text: whole,
		ends,
		shift,
		ids: [...prefix, ...ids],
		input: tokensOverlapping(bytes.input, ends, shift),
		output: tokensOverlapping(bytes.output, ends, shift),
	};
}

function tokensOverlapping(bytes: TokenRange, ends: readonly number[], shift: number): TokenRange {
	if (bytes.start === bytes.end) {
		return { start: 0, end: 0 };
	}
	const start = ends.findIndex(end => end > bytes.start);
	const last = ends.findIndex(end => end >= bytes.end);
	return { start: start + shift, end: last + 1 + shift };
}

/** Indices of the tokens that stay, in order, at most `window` of them. */
function fitWindow(length: number, input: TokenRange, output: TokenRange, window: number): readonly number[] {
	const all = Array.from({ length }, (_, index) => index);
	if (length <= window) {
		return all;
	}
	const end = Math.max(input.end, output.end) || length;
	const excess = Math.max(0, end - window);
	const inputLength = Math.max(0, Math.min(input.end, output.start === output.end ? end : output.start) - input.start);
	const fromInput = Math.min(excess, inputLength);
	const cutStart = input.start + Math.ceil((inputLength - fromInput) / 2);
	const withoutMiddle = all.filter(index => index < end && (index < cutStart || index >= cutStart + fromInput));
	return output.end - output.start > window
		? all.slice(output.start, output.start + window)
		: withoutMiddle.slice(Math.max(0, withoutMiddle.length - window));
}

function contains(range: TokenRange, index: number): boolean {
	return index >= range.start && index < range.end;
}
