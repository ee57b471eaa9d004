import * as l10n from '@vscode/l10n';
import type { Format } from './format';

/** What people call a format, in their language; a name such as "Parquet" is the same in every one. */
export function titleOf({ title }: Pick<Format, 'title'>): string {
	switch (title) {
		case 'Prompt text':
			return l10n.t('Prompt text');
		case 'YAML list':
			return l10n.t('YAML list');
		case 'CSV or TSV':
			return l10n.t('CSV or TSV');
		case 'JSON with a list for each field':
			return l10n.t('JSON with a list for each field');
		case 'JSON list or map of prompts':
			return l10n.t('JSON list or map of prompts');
		case 'Auto-CoT demonstrations':
			return l10n.t('Auto-CoT demonstrations');
		case 'BIG-bench task':
			return l10n.t('BIG-bench task');
		case 'LM Evaluation Harness task':
			return l10n.t('LM Evaluation Harness task');
		case 'AI Toolkit evaluation':
			return l10n.t('AI Toolkit evaluation');
		case 'LangChain few-shot prompt (JSON)':
			return l10n.t('LangChain few-shot prompt (JSON)');
		case 'LangChain few-shot prompt (YAML)':
			return l10n.t('LangChain few-shot prompt (YAML)');
		case 'LangSmith examples':
			return l10n.t('LangSmith examples');
		case 'Langfuse dataset items':
			return l10n.t('Langfuse dataset items');
		case 'DSPy program':
			return l10n.t('DSPy program');
		case 'DSPy dataset':
			return l10n.t('DSPy dataset');
		case 'Jinja chat template':
			return l10n.t('Jinja chat template');
		case 'Rasa training data':
			return l10n.t('Rasa training data');
		case 'Self-Instruct tasks':
			return l10n.t('Self-Instruct tasks');
		case 'Snips NLU queries':
			return l10n.t('Snips NLU queries');
		case 'promptfoo tests (CSV)':
			return l10n.t('promptfoo tests (CSV)');
		case 'promptfoo tests (JSON)':
			return l10n.t('promptfoo tests (JSON)');
		case 'promptfoo tests (JSON Lines)':
			return l10n.t('promptfoo tests (JSON Lines)');
		case 'promptfoo tests (YAML)':
			return l10n.t('promptfoo tests (YAML)');
		default:
			return title;
	}
}
