import type { Synthesis } from '../protocol/candidate';

const endings: Readonly<Record<Synthesis['stopped']['reason'], string>> = {
	enough: '',
	budget: ' The budget ended it; demoscope.llm.budget allows more.',
	'no-gain': ' It ended because twenty calls in a row brought next to nothing.',
	exhausted: ' The strategy has no more to propose.',
	failure: ' It ended early:',
};

/** What a run came to, for a person to read, and what to do next. */
export function synthesisText({ candidates, rejected, ledger, unusable, stopped }: Synthesis): string {
	const count = candidates.length;
	const found =
		count === 0
			? 'No candidate was found: the panel lists what was rejected, and why.'
			: `${count} candidate${count === 1 ? ' waits' : 's wait'} for review in the panel.`;
	const failure = stopped.message === undefined ? '' : ` ${stopped.message}`;
	const lost = unusable === 0 ? '' : `, ${unusable} answers unusable`;
	return `${found} ${rejected.length} rejected${lost}; ${ledger.calls} calls, ${ledger.tokens.toLocaleString('en')} tokens.${endings[stopped.reason]}${failure}`;
}
