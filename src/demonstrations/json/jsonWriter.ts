import { elementsOf, isJsonObject, membersOf, partsOf, wholeOf, type JsonNode } from './jsonSource';

/** A value that is written as it stands. */
export class RawJson {
	constructor(readonly source: string) {}
}

/** How the parts of one array or object are set apart. */
interface Spacing {
	/** White space after the opening bracket. */
	readonly open: string;
	readonly colon: string;
	readonly comma: string;
	/** White space before the closing bracket. */
	readonly close: string;
}

/** What most tools write. */
const usualSpacing: Spacing = { open: '', colon: ': ', comma: ', ', close: '' };

/** Writes values as a file writes its own. */
export class JsonWriter {
	/** Characters beyond ASCII are written as `\u` escapes: the text has such escapes and no such characters. */
	private readonly escaped: boolean;

	constructor(private readonly text: string) {
		this.escaped = /\\u(?:00[89a-f]|0[1-9a-f]|[1-9a-f])/i.test(text) && !/[^\0-\x7f]/.test(text.replace('\ufeff', ''));
	}

	/** The value as JSON, with the white space of the model wherever that has a like part, else on one line. */
	write(value: unknown, model?: JsonNode): string {
		return this.writeLike(value, model, usualSpacing);
	}

	/** The value as JSON that is spread over lines; on one line where the indentation is empty. */
	spread(value: unknown, indentation: string): string {
		return this.escape(JSON.stringify(value, undefined, indentation));
	}

	/** A key with what stands between it and its value, as the model's member has it. */
	writeKey(key: string, model: JsonNode | undefined): string {
		return this.escape(JSON.stringify(key)) + (model === undefined ? usualSpacing.colon : this.colonOf(model));
	}

	private writeLike(value: unknown, model: JsonNode | undefined, outer: Spacing): string {
		if (value instanceof RawJson) {
			return value.source;
		}
		if (typeof value !== 'object' || value === null) {
			return this.escape(JSON.stringify(value));
		}
		const isList = Array.isArray(value);
		const like = model !== undefined && Array.isArray(model.value) === isList ? model : undefined;
		const spacing = this.spacingOf(like, outer, isList);
		const { open, colon, comma, close } = spacing;
		if (isList) {
			const models = like === undefined ? [] : elementsOf(this.text, like);
			const elements = value.map((element, index) => this.writeLike(element, models[index] ?? models.at(-1), spacing));
			return elements.length === 0 ? '[]' : `[${open}${elements.join(comma)}${close}]`;
		}
		const models = like === undefined ? undefined : membersOf(this.text, like);
		const members = Object.entries(value).map(([key, member]) => {
			return this.escape(JSON.stringify(key)) + colon + this.writeLike(member, models?.get(key), spacing);
		});
		return members.length === 0 ? '{}' : `{${open}${members.join(comma)}${close}}`;
	}

	/** The spacing of the model, or what its surroundings have on one line. */
	private spacingOf(model: JsonNode | undefined, outer: Spacing, isList: boolean): Spacing {
		const parts = model === undefined ? [] : partsOf(this.text, model);
		const [first, second] = parts;
		const comma = isSpread(outer.comma) ? usualSpacing.comma : outer.comma;
		if (model === undefined || first === undefined) {
			const padding = isList || isSpread(outer.open) ? '' : outer.open;
			return { open: padding, colon: outer.colon, comma, close: padding };
		}
		const open = this.spaceBefore(wholeOf(first).start);
		const end = model.span.end - 1;
		return {
			open,
			colon: isJsonObject(model.value) ? this.colonOf(first) : outer.colon,
			comma: second !== undefined ? `,${this.spaceBefore(wholeOf(second).start)}` : isSpread(open) ? `,${open}` : comma,
			close: this.spaceBefore(end),
		};
	}

	private spaceBefore(offset: number): string {
		return /\s*$/.exec(this.text.slice(Math.max(0, offset - 1000), offset))?.[0] ?? '';
	}

	private colonOf(member: JsonNode): string {
		const beforeValue = this.text.slice(wholeOf(member).start, member.span.start);
		return /\s*:\s*$/.exec(beforeValue)?.[0] ?? usualSpacing.colon;
	}

	private escape(json: string): string {
		return this.escaped ? json.replace(/[^\0-\x7f]/g, escapeUnit) : json;
	}
}

function escapeUnit(unit: string): string {
	return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function isSpread(space: string): boolean {
	return /[\r\n]/.test(space);
}
