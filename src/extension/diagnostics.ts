import * as l10n from '@vscode/l10n';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { numbersOf, type Finding, type RuleId, type Severity } from '../protocol/analysis';
import { rangeOf } from './demonstrationRanges';
import { editorRange } from './locations';
import { shownFindings, type Findings } from './setState';
import type { SetStore } from './setStore';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
	error: vscode.DiagnosticSeverity.Error,
	warning: vscode.DiagnosticSeverity.Warning,
	information: vscode.DiagnosticSeverity.Information,
	hint: vscode.DiagnosticSeverity.Hint,
};

/** A finding with all that a problem shows of it. */
interface Problem extends Omit<Finding, 'demonstration' | 'related'> {
	readonly related: readonly { readonly number: number; readonly range: vscode.Range }[];
}

interface Shown {
	readonly findings: readonly Finding[];
	readonly problems: readonly Problem[];
}

/** Shows the findings of every set as problems. */
export class FindingDiagnostics implements vscode.Disposable {
	private readonly collection = vscode.languages.createDiagnosticCollection('demoscope');
	/** By document. */
	private readonly shown = new Map<string, Shown>();
	private readonly pages = new Map<RuleId, vscode.Uri>();
	private readonly subscription: vscode.Disposable;

	constructor(
		private readonly sets: SetStore,
		private readonly extensionUri: vscode.Uri,
	) {
		this.subscription = sets.onDidChange(uri => this.update(uri));
	}

	dispose(): void {
		this.subscription.dispose();
		this.collection.dispose();
	}

	private update(uri: vscode.Uri): void {
		const key = uri.toString();
		const state = this.sets.get(uri);
		if (state === undefined) {
			this.shown.delete(key);
			this.collection.delete(uri);
			return;
		}
		const found = shownFindings(state);
		const before = this.shown.get(key);
		if (before?.findings === found.findings) {
			return;
		}
		const problems = problemsOf(found);
		this.shown.set(key, { findings: found.findings, problems });
		// Findings made anew are often what they were, and handing a thousand over takes longer than comparing them.
		if (isDeepStrictEqual(before?.problems, problems)) {
			return;
		}
		this.collection.set(
			uri,
			problems.map(problem => this.diagnostic(uri, problem)),
		);
	}

	private diagnostic(uri: vscode.Uri, { rule, severity, range, message, related }: Problem): vscode.Diagnostic {
		const diagnostic = new vscode.Diagnostic(editorRange(range), message, severities[severity]);
		diagnostic.source = 'demoscope';
		diagnostic.code = { value: rule, target: this.pageOf(rule) };
		diagnostic.relatedInformation = related.map(
			other =>
				new vscode.DiagnosticRelatedInformation(
					new vscode.Location(uri, other.range),
					l10n.t('Demonstration {0}', other.number),
				),
		);
		return diagnostic;
	}

	private pageOf(rule: RuleId): vscode.Uri {
		const page = this.pages.get(rule) ?? vscode.Uri.joinPath(this.extensionUri, 'docs', 'rules', `${rule}.md`);
		this.pages.set(rule, page);
		return page;
	}
}

function problemsOf({ findings, demonstrations }: Findings): readonly Problem[] {
	const numbers = numbersOf(demonstrations);
	return findings.map(({ rule, severity, range, message, related }) => ({
		rule,
		severity,
		range,
		message,
		related: related.flatMap(id => {
			const other = rangeOf({ demonstrations }, id);
			return other === undefined ? [] : [{ number: numbers.get(id) ?? 0, range: other }];
		}),
	}));
}
