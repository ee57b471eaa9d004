import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { UserError } from '../base/errors';
import type { CheckInput, ScoreInput, SuggestInput } from '../protocol/agentTools';
import type { AnalyzedSet } from '../workflows/analyze';
import type { CandidateRuns } from './candidateRuns';
import type { CandidateStore } from './candidateStore';
import type { DocumentSources } from './documentSources';
import { isAbsolutePath } from './paths';
import { currentAnalysis } from './setState';
import type { SetStore } from './setStore';
import type { Suggester } from './suggester';

export interface AgentToolParts {
	readonly sets: SetStore;
	readonly sources: DocumentSources;
	readonly suggester: Suggester;
	readonly runs: CandidateRuns;
	readonly candidates: CandidateStore;
}

export interface AgentTools {
	readonly score: vscode.LanguageModelTool<ScoreInput>;
	readonly check: vscode.LanguageModelTool<CheckInput>;
	readonly suggest: vscode.LanguageModelTool<SuggestInput>;
}

/**
 * Demoscope's tools for the editor's agents. None of them writes: candidates wait in the panel, before those that wait already,
 * until a person accepts them.
 */
export function agentTools({ sets, sources, suggester, runs, candidates }: AgentToolParts): AgentTools {
	async function analyzed(uri: vscode.Uri): Promise<AnalyzedSet> {
		await vscode.workspace.openTextDocument(uri);
		const known = await sets.whenIdle(uri);
		if (known === undefined || currentAnalysis(known) === undefined) {
			await sets.analyze(uri);
		}
		const state = sets.get(uri);
		const analysis = state === undefined ? undefined : currentAnalysis(state);
		if (analysis === undefined) {
			const name = vscode.workspace.asRelativePath(uri);
			throw new UserError(
				'tools.notAnalyzed',
				state?.failure ?? `${name} holds no demonstrations in a known format. Name another file.`,
			);
		}
		return analysis;
	}

	const score: AgentTools['score'] = {
		prepareInvocation: ({ input }) => ({ invocationMessage: l10n.t('Scoring {0}', input.file) }),
		invoke: async ({ input }, token) => {
			const { analysis } = await analyzed(fileNamed(input.file));
			throwIfCancelled(token);
			const { scoreAnswer } = await import('../workflows/agentAnswers');
			return answer(scoreAnswer(analysis));
		},
	};
	const check: AgentTools['check'] = {
		prepareInvocation: ({ input }) => ({ invocationMessage: l10n.t('Checking {0}', input.file) }),
		invoke: async ({ input }, token) => {
			const uri = fileNamed(input.file);
			const { analysis } = await analyzed(uri);
			const { configured } = await sources.of(uri);
			throwIfCancelled(token);
			const [{ checkAnswer }, { checkSet }] = await Promise.all([
				import('../workflows/agentAnswers'),
				import('../workflows/checkSet'),
			]);
			return answer(checkAnswer(checkSet(analysis, configured?.thresholds ?? {})));
		},
	};
	const suggest: AgentTools['suggest'] = {
		prepareInvocation: ({ input }) => ({ invocationMessage: l10n.t('Looking for candidates for {0}', input.file) }),
		invoke: async ({ input: { file, pool, count } }, token) => {
			const uri = fileNamed(file);
			const { analysis } = await analyzed(uri);
			const cancelling = token.onCancellationRequested(() => runs.cancel(uri));
			try {
				const found = await suggester.suggest(uri, fileNamed(pool), null);
				throwIfCancelled(token);
				const { candidateAnswers } = await import('../workflows/agentAnswers');
				const waiting = found === 0 ? undefined : candidates.get(uri);
				return answer({
					file,
					candidates: candidateAnswers(
						waiting?.candidates.slice(0, Math.min(count ?? Infinity, found ?? 0)) ?? [],
						analysis,
					),
					gVendi: waiting?.gVendi ?? null,
					written: false,
					next: 'They wait for review in the Demoscope panel, where a person accepts or rejects each.',
				});
			} finally {
				cancelling.dispose();
			}
		},
	};
	return { score, check, suggest };
}

/**
 * A file of the workspace. Others stay closed to agents, who may have been told by a text what to open.
 *
 * @throws {UserError} `tools.outside`
 */
function fileNamed(name: string): vscode.Uri {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	const uri =
		isAbsolutePath(name) || folder === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder.uri, name);
	if (vscode.workspace.getWorkspaceFolder(uri) === undefined) {
		throw new UserError('tools.outside', `${name} is not in the workspace. Name a file that is.`, 'usage');
	}
	return uri;
}

function throwIfCancelled(token: vscode.CancellationToken): void {
	if (token.isCancellationRequested) {
		throw new vscode.CancellationError();
	}
}

function answer(value: object): vscode.LanguageModelToolResult {
	return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(value, null, 1))]);
}
