import * as l10n from '@vscode/l10n';
import { clipped } from '../../src/base/clipped';
import { ruleName } from '../explanations';
import { signed } from '../numberText';
import { plainLine } from '../textParts';
import type { TableRow } from './tableRows';

/** Of each text: what is heard before it can be skipped. */
const longestText = 160;

/** "Demonstration 7", or "Candidate 2". */
export function rowTitle({ label, candidate }: TableRow): string {
	return candidate === undefined ? l10n.t('Demonstration {0}', label) : l10n.t('Candidate {0}', label.slice(1));
}

/** A row in one sentence, with what each number is: cells alone would be heard without their columns' names. */
export function rowName(row: TableRow): string {
	const { demonstration, findings, region, candidate } = row;
	const { input, output, contribution } = demonstration;
	const said = [
		`${clipped(plainLine(input), longestText)} → ${clipped(plainLine(output), longestText)}`,
		...findings.map(({ rule }) => ruleName(rule)),
		...(contribution === undefined
			? []
			: [
					candidate === undefined
						? l10n.t('adds {0} to diversity', signed(contribution, 2))
						: l10n.t('would add {0} to diversity', signed(contribution, 2)),
				]),
		...(region === undefined ? [] : [l10n.t('region {0}', plainLine(region.name))]),
	];
	return `${rowTitle(row)}: ${said.join('; ')}`;
}
