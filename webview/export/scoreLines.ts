import * as l10n from '@vscode/l10n';
import type { Analysis, Scores, SurfaceMetrics } from '../../src/protocol/analysis';
import type { LeadingMeasure } from '../../src/protocol/measures';
import { explanations, type Explanation } from '../explanations';
import { counted, decimal, percent, signed } from '../numberText';
import { leadText, ofCount, ofExamples } from '../views/scores';

/** A score in words. */
export interface ScoreLine {
	readonly explanation: Explanation;
	readonly value: string;
	/** What to read it against; may be empty. */
	readonly note: string;
}

/** Every score of the panel, in its order there. */
export function scoreLines(analysis: Analysis): readonly ScoreLine[] {
	const {
		scores,
		surface,
		coverage,
		labelBalance,
		linearStudent,
		llmCluster,
		reasoningStyles,
		count,
		findings,
		probe,
	} = analysis;
	const repeated = new Set(
		findings.filter(({ rule }) => rule === 'near-duplicate').flatMap(({ demonstration }) => demonstration ?? []),
	).size;
	return [
		...(scores === null ? [] : scoresOf(scores, count)),
		line(explanations.duplicates, counted(repeated, 'demonstration'), ofCount(count)),
		...(labelBalance === null ? [] : [line(explanations.labelBalance, percent(labelBalance), l10n.t('of even'))]),
		...(coverage === undefined
			? []
			: [line(explanations.coverage, percent(coverage.share), ofExamples(coverage.read))]),
		...(linearStudent === undefined ? [] : [student(linearStudent)]),
		...(surface === null ? [] : surfaceOf(surface, probe !== null)),
		...(llmCluster === undefined
			? []
			: [line(explanations.llmCluster, decimal(llmCluster.score, 2), l10n.t('by {0}', llmCluster.model))]),
		...(reasoningStyles === undefined
			? []
			: [line(explanations.reasoningStyles, percent(reasoningStyles.share), l10n.t('by {0}', reasoningStyles.model))]),
	];
}

function scoresOf({ gVendi, vendi, marks, leading, consistency }: Scores, count: number): readonly ScoreLine[] {
	const ofAll = ofCount(count);
	return [
		...(leading.measure === 'gVendi'
			? []
			: [
					line(
						explanationOf(leading.measure),
						decimal(leading.value, 1),
						`${ofAll}; ${leadText(leading.measure, leading.by)}`,
					),
				]),
		line(explanations.gVendi, decimal(gVendi, 1), ofAll),
		...(marks?.pool === undefined
			? []
			: [
					line(
						explanations.pool,
						decimal(marks.pool.mean, 1),
						l10n.t(
							'{0} to {1} in {2}',
							decimal(marks.pool.lowest, 1),
							decimal(marks.pool.highest, 1),
							counted(marks.pool.draws, 'draw'),
						),
					),
				]),
		...(marks === null
			? []
			: [
					line(explanations.resampled, decimal(marks.resampled.mean, 1)),
					line(explanations.doubled, decimal(marks.doubled, 1)),
				]),
		consistency === null
			? line(explanations.consistency, '–', l10n.t('needs a task definition'))
			: line(
					explanations.consistency,
					l10n.t('{0} bits/token', signed(consistency.medianBitsPerToken, 2)),
					l10n.t('median; {0} bits a demonstration on average', signed(consistency.meanBits, 1)),
				),
		line(
			explanations.vendi,
			[vendi['0.5'], vendi['1'], vendi['2'], vendi.inf].map(value => decimal(value, 1)).join(' · '),
			l10n.t('orders ½ · 1 · 2 · ∞'),
		),
	];
}

function explanationOf(measure: LeadingMeasure): () => Explanation {
	return measure === 'vendi2' || measure === 'vendiInf' ? explanations.vendi : explanations[measure];
}

function student({ accuracy, interval, count, baseline }: NonNullable<Analysis['linearStudent']>): ScoreLine {
	return line(
		explanations.linearStudent,
		percent(accuracy),
		`${ofExamples(count)}; ${l10n.t('95 %: {0} to {1}; the commonest label alone {2}', percent(interval.low), percent(interval.high), percent(baseline))}`,
	);
}

function surfaceOf(surface: SurfaceMetrics, byProbe: boolean): readonly ScoreLine[] {
	const { ngramDiversity: shares } = surface;
	return [
		line(explanations.contextLength, counted(Math.round(surface.contextLength), byProbe ? 'token' : 'word')),
		...optional(explanations.selfRepetition, surface.selfRepetition, 2),
		...(shares === null
			? []
			: [
					line(
						explanations.ngramDiversity,
						[shares['1'], shares['2'], shares['3'], shares['4']].map(share => decimal(share, 2)).join(' · '),
						l10n.t('lengths 1 · 2 · 3 · 4'),
					),
				]),
		line(explanations.compressionRatio, decimal(surface.compressionRatio, 2)),
		...optional(explanations.ngramVendi, surface.ngramVendi, 1),
		...optional(explanations.embeddingVendi, surface.embeddingVendi, 1),
		...optional(explanations.blendedVendi, surface.blendedVendi, 1),
		...optional(explanations.clusterSpread, surface.clusterSpread, 2),
		...optional(explanations.perplexity, surface.perplexity, 1),
		...optional(explanations.perplexityGap, surface.perplexityGap, 1),
	];
}

function optional(explanation: () => Explanation, value: number | null, digits: number): readonly ScoreLine[] {
	return value === null ? [] : [line(explanation, decimal(value, digits))];
}

function line(explanation: () => Explanation, value: string, note = ''): ScoreLine {
	return { explanation: explanation(), value, note };
}
