import * as l10n from '@vscode/l10n';
import { decimal, signed } from '../base/writtenNumbers';
import type { Change, SetComparison } from '../workflows/compareSets';

/** "diversity 6.2 → 6.9 (+0.70), 2 demonstrations added, findings 3 → 1": what has changed, in one line. */
export function comparisonText(comparison: SetComparison): string {
	const { count, diversity, consistency, findings, added, removed } = comparison;
	const parts = [
		...figure(l10n.t('diversity'), diversity, 1),
		...figure(l10n.t('consistency'), consistency, 2),
		...(count.before === count.after ? [] : figure(l10n.t('demonstrations'), count, 0)),
		...(added === 0 ? [] : [l10n.t('{0} added or rewritten', added)]),
		...(removed === 0 ? [] : [l10n.t('{0} gone', removed)]),
		...(findings.before === findings.after ? [] : figure(l10n.t('findings'), findings, 0)),
	];
	return parts.length === 0 ? l10n.t('no demonstration has changed') : parts.join(', ');
}

function figure(name: string, { before, after }: Change, digits: number): readonly string[] {
	if (before === null || after === null) {
		return [];
	}
	const change = digits === 0 ? '' : ` (${signed(after - before, 2)})`;
	return [`${name} ${decimal(before, digits)} → ${decimal(after, digits)}${change}`];
}
