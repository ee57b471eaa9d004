import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { clipped } from '../base/clipped';
import { isolated } from '../base/isolated';
import type { LineMap } from '../base/textRange';
import type { Demonstration, Field } from '../demonstrations/demonstration';
import { editorRange } from './locations';
import type { SetState } from './setState';
import type { SetStore } from './setStore';

/** These bring an outline of their own. */
const outlined: ReadonlySet<string> = new Set(['json', 'jsonc']);
/** These fold by themselves, by syntax or by indentation, and would cease to where others give ranges. */
const folded: ReadonlySet<string> = new Set(['json', 'jsonc', 'jsonl', 'yaml']);

const longestName = 80;

/** In larger sets the outline names demonstrations alone: the editor asks for all of it after every change. */
const mostWithFields = 250;

/** Demonstrations and their fields for the outline, breadcrumbs and *Go to Symbol*, where the language has none. */
export class DemonstrationOutline implements vscode.DocumentSymbolProvider {
	constructor(private readonly sets: SetStore) {}

	provideDocumentSymbols({ uri, version, languageId }: vscode.TextDocument): vscode.DocumentSymbol[] {
		const state = this.sets.get(uri);
		if (state?.version !== version || outlined.has(languageId)) {
			return [];
		}
		const { demonstrations } = state.inspected.set;
		const hasFields = demonstrations.length <= mostWithFields;
		return demonstrations.map((demonstration, index) => symbolOf(state, demonstration, index + 1, hasFields));
	}
}

/** Folds demonstrations of several lines, where the language does not. */
export class DemonstrationFolding implements vscode.FoldingRangeProvider, vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<void>();
	private readonly subscription: vscode.Disposable;

	readonly onDidChangeFoldingRanges = this.changed.event;

	constructor(private readonly sets: SetStore) {
		this.subscription = sets.onDidChange(() => this.changed.fire());
	}

	dispose(): void {
		this.subscription.dispose();
		this.changed.dispose();
	}

	/** Nothing rather than no ranges: the editor then folds by indentation as it would without us. */
	provideFoldingRanges({ uri, version, languageId }: vscode.TextDocument): vscode.FoldingRange[] | undefined {
		const state = this.sets.get(uri);
		if (state?.version !== version || folded.has(languageId)) {
			return undefined;
		}
		const { set, lines } = state.inspected;
		const ranges = set.demonstrations.flatMap(({ span }) => {
			const { start, end } = lines.range(span);
			const last = end.character === 0 ? end.line - 1 : end.line;
			return last > start.line ? [new vscode.FoldingRange(start.line, last, vscode.FoldingRangeKind.Region)] : [];
		});
		return ranges.length === 0 ? undefined : ranges;
	}
}

function symbolOf(
	{ inspected: { lines } }: SetState,
	demonstration: Demonstration,
	number: number,
	hasFields: boolean,
): vscode.DocumentSymbol {
	const { span, input, output } = demonstration;
	const range = editorRange(lines.range(span));
	const symbol = new vscode.DocumentSymbol(
		`${number} ${isolated(inLine(input.text))}`,
		inLine(output?.text ?? ''),
		vscode.SymbolKind.Object,
		range,
		range.with({ end: range.start }),
	);
	symbol.children = hasFields ? fieldsOf(lines, demonstration, range) : [];
	return symbol;
}

function fieldsOf(
	lines: LineMap,
	{ input, rationale, output }: Demonstration,
	range: vscode.Range,
): vscode.DocumentSymbol[] {
	const fields: readonly (readonly [string, Field | undefined])[] = [
		[l10n.t('Input'), input],
		[l10n.t('Rationale'), rationale],
		[l10n.t('Output'), output],
	];
	return fields.flatMap(([name, field]) => {
		const place = field === undefined ? undefined : editorRange(lines.range(field.span));
		return field === undefined || place === undefined || !range.contains(place)
			? []
			: [new vscode.DocumentSymbol(name, inLine(field.text), vscode.SymbolKind.Field, place, place)];
	});
}

function inLine(text: string): string {
	const line = text
		.slice(0, 2 * longestName)
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim();
	return clipped(line, longestName);
}
