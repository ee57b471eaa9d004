import * as l10n from '@vscode/l10n';
import { grouped } from '../base/writtenNumbers';
import type { Synthesis } from '../protocol/candidate';

/** Why a run ended, where that is worth a word. */
function endings({ reason, message = '' }: Synthesis['stopped']): readonly string[] {
	switch (reason) {
		case 'enough':
			return [];
		case 'budget':
			return [l10n.t('The budget ended it; demoscope.llm.budget allows more.')];
		case 'no-gain':
			return [l10n.t('It ended because twenty calls in a row brought next to nothing.')];
		case 'exhausted':
			return [l10n.t('The strategy has no more to propose.')];
		case 'failure':
			return [l10n.t('It ended early: {0}', message)];
	}
}

/** What a run came to, for a person to read, and what to do next. */
export function synthesisText({ candidates, rejected, ledger, unusable, stopped }: Synthesis): string {
	const count = candidates.length;
	const found =
		count === 0
			? l10n.t('No candidate was found: the panel lists what was rejected, and why.')
			: count === 1
				? l10n.t('1 candidate waits for review in the panel.')
				: l10n.t('{0} candidates wait for review in the panel.', count);
	const tokens = grouped(ledger.tokens);
	const spent =
		unusable === 0
			? l10n.t('{0} rejected; {1} calls, {2} tokens.', rejected.length, ledger.calls, tokens)
			: l10n.t(
					'{0} rejected, {1} answers unusable; {2} calls, {3} tokens.',
					rejected.length,
					unusable,
					ledger.calls,
					tokens,
				);
	return [found, spent, ...endings(stopped)].join(' ');
}
