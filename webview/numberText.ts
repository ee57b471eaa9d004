import * as l10n from '@vscode/l10n';
import { grouped, numberFormat } from '../src/base/writtenNumbers';

export { decimal, grouped, signed } from '../src/base/writtenNumbers';

/** A share 0..1 in whole per cent. A share under 1 never reads as 100 %: it would pass for identity. */
export function percent(share: number): string {
	const rounded = Math.round(share * 100);
	return `${share < 1 && rounded === 100 ? '> 99' : rounded} %`;
}

/** A large count in three significant digits: 135000000 is `135M`. */
export function compactCount(count: number): string {
	return numberFormat({ notation: 'compact', maximumSignificantDigits: 3 }).format(count);
}

/** What is counted, and how that is said of one and of several. */
const nouns = {
	demonstration: [() => l10n.t('1 demonstration'), (count: string) => l10n.t('{0} demonstrations', count)],
	candidate: [() => l10n.t('1 candidate'), (count: string) => l10n.t('{0} candidates', count)],
	proposal: [() => l10n.t('1 proposal'), (count: string) => l10n.t('{0} proposals', count)],
	finding: [() => l10n.t('1 finding'), (count: string) => l10n.t('{0} findings', count)],
	error: [() => l10n.t('1 error'), (count: string) => l10n.t('{0} errors', count)],
	grouping: [() => l10n.t('1 grouping'), (count: string) => l10n.t('{0} groupings', count)],
	'earlier run': [() => l10n.t('1 earlier run'), (count: string) => l10n.t('{0} earlier runs', count)],
	call: [() => l10n.t('1 call'), (count: string) => l10n.t('{0} calls', count)],
	token: [() => l10n.t('1 token'), (count: string) => l10n.t('{0} tokens', count)],
	save: [() => l10n.t('1 save'), (count: string) => l10n.t('{0} saves', count)],
	draw: [() => l10n.t('1 draw'), (count: string) => l10n.t('{0} draws', count)],
	word: [() => l10n.t('1 word'), (count: string) => l10n.t('{0} words', count)],
} as const;

/** A count with its noun. */
export function counted(count: number, noun: keyof typeof nouns): string {
	const [one, several] = nouns[noun];
	return count === 1 ? one() : several(grouped(count));
}
