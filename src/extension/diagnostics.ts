import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { numbersOf, type Finding, type Severity } from '../protocol/analysis';
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
		const found = shownFindings(state);
		if (this.shown.get(uri.toString()) === found.findings) {
			return;
		}
		this.shown.set(uri.toString(), found.findings);
		this.collection.set(
			uri,
			found.findings.map(finding => this.diagnostic(uri, finding, found)),
		);
	}

	private diagnostic(uri: vscode.Uri, finding: Finding, { demonstrations }: Findings): vscode.Diagnostic {
		const diagnostic = new vscode.Diagnostic(editorRange(finding.range), finding.message, severities[finding.severity]);
		diagnostic.source = 'demoscope';
		diagnostic.code = {
			value: finding.rule,
			target: vscode.Uri.joinPath(this.extensionUri, 'docs', 'rules', `${finding.rule}.md`),
		};
		const numbers = numbersOf(demonstrations);
		diagnostic.relatedInformation = finding.related.flatMap(id => {
			const range = rangeOf({ demonstrations }, id);
			return range === undefined
				? []
				: new vscode.DiagnosticRelatedInformation(
						new vscode.Location(uri, range),
						l10n.t('Demonstration {0}', numbers.get(id) ?? ''),
					);
		});
		return diagnostic;
	}
}
