import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { numbersOf, type Finding, type Severity } from '../protocol/analysis';
import { editorRange, rangeOf } from './locations';
import { isOutdated, shownAnalysis, type SetState } from './setState';
import type { SetStore } from './setStore';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
	error: vscode.DiagnosticSeverity.Error,
	warning: vscode.DiagnosticSeverity.Warning,
	information: vscode.DiagnosticSeverity.Information,
	hint: vscode.DiagnosticSeverity.Hint,
};

/** Shows the findings of every set as problems. */
export class FindingDiagnostics implements vscode.Disposable {
	private readonly collection = vscode.languages.createDiagnosticCollection('demoscope');
	/** By document. */
	private readonly shown = new Map<string, readonly Finding[]>();
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
		const state = this.sets.get(uri);
		if (state === undefined) {
			this.shown.delete(uri.toString());
			this.collection.delete(uri);
			return;
		}
		const { findings } = shownAnalysis(state);
		// Until the text is read again, the editor moves what it shows along with it.
		if (isOutdated(state) || this.shown.get(uri.toString()) === findings) {
			return;
		}
		this.shown.set(uri.toString(), findings);
		this.collection.set(
			uri,
			findings.map(finding => this.diagnostic(state, finding)),
		);
	}

	private diagnostic(state: SetState, finding: Finding): vscode.Diagnostic {
		const diagnostic = new vscode.Diagnostic(editorRange(finding.range), finding.message, severities[finding.severity]);
		diagnostic.source = 'demoscope';
		diagnostic.code = {
			value: finding.rule,
			target: vscode.Uri.joinPath(this.extensionUri, 'docs', 'rules', `${finding.rule}.md`),
		};
		const analysis = shownAnalysis(state);
		const numbers = numbersOf(analysis.demonstrations);
		diagnostic.relatedInformation = finding.related.flatMap(id => {
			const range = rangeOf(analysis, id);
			return range === undefined
				? []
				: new vscode.DiagnosticRelatedInformation(
						new vscode.Location(state.uri, range),
						l10n.t('Demonstration {0}', numbers.get(id) ?? ''),
					);
		});
		return diagnostic;
	}
}
