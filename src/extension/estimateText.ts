import * as l10n from '@vscode/l10n';
import { decimal, grouped, numberFormat } from '../base/writtenNumbers';
import type { Budget, Ledger } from '../llm/budgetedModel';

/** "Some 45 calls and 22,000 tokens, about 0.02 at your price; never more than 100 calls." */
export function estimateText({ calls, tokens, cost }: Ledger, { calls: mostCalls, ...limits }: Budget): string {
	const most = [
		...(mostCalls === undefined ? [] : [l10n.t('{0} calls', amount(mostCalls))]),
		...(limits.tokens === undefined ? [] : [l10n.t('{0} tokens', amount(limits.tokens))]),
		...(limits.cost === undefined || cost === undefined ? [] : [l10n.t('{0} at your price', money(limits.cost))]),
	];
	const expected =
		cost === undefined
			? l10n.t('Some {0} calls and {1} tokens', amount(calls), amount(tokens))
			: l10n.t('Some {0} calls and {1} tokens, about {2} at your price', amount(calls), amount(tokens), money(cost));
	const [last = ''] = most.slice(-1);
	const others = most.slice(0, -1).join(', ');
	switch (most.length) {
		case 0:
			return l10n.t('{0}.', expected);
		case 1:
			return l10n.t('{0}; never more than {1}.', expected, last);
		default:
			return l10n.t('{0}; never more than {1} or {2}.', expected, others, last);
	}
}

function amount(value: number): string {
	return grouped(Math.round(value));
}

/** In two significant digits where it is small. */
export function money(value: number): string {
	return value >= 1 || value === 0 ? decimal(value, 2) : numberFormat({ maximumSignificantDigits: 2 }).format(value);
}
