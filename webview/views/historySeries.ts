import * as l10n from '@vscode/l10n';
import type { ScoreRecord } from '../../src/protocol/scoreHistory';
import type { SparkPoint } from '../components/sparkShape';
import { decimal, percent, signed } from '../numberText';

/** One score over the saves of a file. */
export interface Series {
	readonly name: string;
	/** What its numbers count, where that is not in them or in the name. */
	readonly unit: string | undefined;
	readonly points: readonly SparkPoint[];
	/** The last value, its change since the save before where the two compare, and the range, as people read them. */
	readonly last: string;
	readonly change: string | undefined;
	readonly range: string;
}

interface Measure {
	name(): string;
	unit?(): string;
	of(record: ScoreRecord): number | null | undefined;
	text(value: number): string;
	change(difference: number): string;
}

const measures: readonly Measure[] = [
	{ name: () => l10n.t('Diversity'), of: ({ gVendi }) => gVendi, ...inDigits(1) },
	{
		name: () => l10n.t('Diversity share'),
		of: ({ share }) => share,
		text: percent,
		change: difference => l10n.t('{0} points', signed(100 * difference, 0)),
	},
	{
		name: () => l10n.t('Consistency'),
		unit: () => l10n.t('bits/token'),
		of: ({ consistency }) => consistency,
		text: value => signed(value, 2),
		change: difference => signed(difference, 2),
	},
	{ name: () => l10n.t('Demonstrations'), of: ({ count }) => count, ...inDigits(0) },
	{
		name: () => l10n.t('Length'),
		unit: () => l10n.t('tokens'),
		of: ({ surface }) => surface?.contextLength,
		...inDigits(0),
	},
	{ name: () => l10n.t('Compression'), of: ({ surface }) => surface?.compressionRatio, ...inDigits(2) },
	{ name: () => l10n.t('N-gram Vendi'), of: ({ surface }) => surface?.ngramVendi, ...inDigits(1) },
	{ name: () => l10n.t('Perplexity'), of: ({ surface }) => surface?.perplexity, ...inDigits(1) },
];

/** A series for each score that some save has. @param records oldest first */
export function historySeries(records: readonly ScoreRecord[]): readonly Series[] {
	return measures.flatMap(measure => {
		const points = records.map((record, index) => ({
			value: measure.of(record) ?? undefined,
			joined: records[index - 1]?.reader === record.reader,
		}));
		const values = points.flatMap(({ value }) => value ?? []);
		const last = values.at(-1);
		if (last === undefined) {
			return [];
		}
		const [before, now] = points.slice(-2);
		const [low, high] = [measure.text(Math.min(...values)), measure.text(Math.max(...values))];
		return [
			{
				name: measure.name(),
				unit: measure.unit?.(),
				points,
				last: measure.text(last),
				change:
					before?.value === undefined || now?.value === undefined || !now.joined
						? undefined
						: measure.change(now.value - before.value),
				range: low === high ? low : l10n.t('{0} to {1}', low, high),
			},
		];
	});
}

function inDigits(digits: number): Pick<Measure, 'text' | 'change'> {
	return { text: value => decimal(value, digits), change: difference => signed(difference, digits) };
}
