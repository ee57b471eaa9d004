import type { Budget, Ledger } from '../llm/budgetedModel';

/** "Some 45 calls and 22,000 tokens, about 0.02 at your price; never more than 100 calls." */
export function estimateText({ calls, tokens, cost }: Ledger, { calls: mostCalls, ...limits }: Budget): string {
	const most = [
		...(mostCalls === undefined ? [] : [`${amount(mostCalls)} calls`]),
		...(limits.tokens === undefined ? [] : [`${amount(limits.tokens)} tokens`]),
		...(limits.cost === undefined || cost === undefined ? [] : [`${money(limits.cost)} at your price`]),
	];
	const price = cost === undefined ? '' : `, about ${money(cost)} at your price`;
	const cap = most.length === 0 ? '' : `; never more than ${most.join(' or ')}`;
	return `Some ${amount(calls)} calls and ${amount(tokens)} tokens${price}${cap}.`;
}

function amount(value: number): string {
	return Math.round(value).toLocaleString('en');
}

/** In two significant digits where it is small. */
export function money(value: number): string {
	return value >= 1 || value === 0 ? value.toFixed(2) : String(Number(value.toPrecision(2)));
}
