import { styleText } from 'node:util';
import type {
	Analysis,
	DemonstrationView,
	Finding,
	Scores,
	Severity,
	SurfaceMetrics,
	Trust,
} from '../protocol/analysis';
import { leadingName } from '../protocol/measures';
import { printable } from './printable';
import { signed } from './signed';

const weakestShown = 3;
const previewCharacters = 70;

const severityStyles: Readonly<Record<Severity, 'red' | 'yellow' | 'blue' | 'gray'>> = {
	error: 'red',
	warning: 'yellow',
	information: 'blue',
	hint: 'gray',
};

const lossNames = { completion: 'completion', joint: 'joint', both: 'completion and joint' } as const;

/** An analysis for a person to read. Colours only where standard output is a terminal that wants them. */
export function printAnalysis(analysis: Analysis): string {
	const { file, formatTitle, count, notices } = analysis;
	const lines = [
		bold(`${printable(file)} · ${formatTitle} · ${count} demonstrations`),
		...scoreLines(analysis),
		...weakest(analysis),
		...regionLines(analysis),
		...analysis.findings.map(finding => findingLine(file, finding)),
		...notices.map(notice => `  note         ${notice}`),
	];
	return `${lines.join('\n')}\n\n`;
}

function scoreLines({
	task,
	probe,
	trust,
	scores,
	surface,
	labelBalance,
	llmCluster,
	llmConsistency,
	reasoningStyles,
	coverage,
	linearStudent,
	count,
}: Analysis): string[] {
	const lines = [
		task === null ? '  task         none found' : `  task         ${printable(task.text, 90)} (${task.source})`,
	];
	if (probe === null || scores === null || surface === null) {
		return lines;
	}
	const { vendi, gVendi, consistency } = scores;
	lines.push(
		...leadingLines(scores, count),
		`  diversity    G-Vendi ${bold(gVendi.toFixed(2))} of ${count}, as many really different demonstrations`,
		`               Vendi of order 0.5 ${vendi['0.5'].toFixed(2)} · 1 ${vendi['1'].toFixed(2)} · 2 ${vendi['2'].toFixed(2)} · ∞ ${vendi.inf.toFixed(2)}`,
		...marksLines(scores),
	);
	if (consistency !== null) {
		lines.push(
			`  consistency  V-Score median ${signed(consistency.medianBitsPerToken)} bits/token, mean ${signed(consistency.meanBits)} bits`,
		);
	}
	const byModel = llmConsistency?.consistency;
	if (byModel !== undefined && byModel !== null) {
		lines.push(
			`               by ${printable(llmConsistency?.model ?? '')} median ${signed(byModel.medianBitsPerToken)} bits/token, mean ${signed(byModel.meanBits)} bits`,
		);
	}
	lines.push(
		...surfaceLines(surface, labelBalance),
		...clusterLines(llmCluster),
		...styleLines(reasoningStyles),
		...coverageLines(coverage),
		...studentLines(linearStudent),
		`  probe        ${printable(probe.id)}, ${(probe.parameters / 1e6).toFixed(1)} M parameters, ${probe.provider}, ${lossNames[probe.loss]} loss`,
	);
	return [...lines, ...(trust === null ? [] : trustLines(trust, consistency !== null))];
}

/** Another measure than G-Vendi that is wanted first. */
function leadingLines({ leading: { measure, value, by } }: Scores, count: number): string[] {
	return measure === 'gVendi'
		? []
		: [`  leading      ${leadingName(measure)} ${bold(value.toFixed(2))} of ${count}, by ${by}`];
}

/** What the score is read against. */
function marksLines({ marks }: Scores): string[] {
	if (marks === null) {
		return [];
	}
	const { resampled, doubled, pool } = marks;
	return [
		...(pool === undefined
			? []
			: [
					`               random sets from ${printable(pool.pool)} ${pool.mean.toFixed(2)} (${pool.lowest.toFixed(2)} to ${pool.highest.toFixed(2)}), drawn from ${pool.read} of its ${pool.count}`,
				]),
		`               to compare: resampled ${resampled.mean.toFixed(2)} (${resampled.lowest.toFixed(2)} to ${resampled.highest.toFixed(2)}) · with the weakest one twice ${doubled.toFixed(2)}`,
	];
}

const uncoveredShown = 5;

function coverageLines(coverage: Analysis['coverage']): string[] {
	if (coverage === undefined) {
		return [];
	}
	const { validation, count, read, share, threshold, uncovered } = coverage;
	const examples = read < count ? `${read} of the ${count} examples` : `the ${count} examples`;
	return [
		`  coverage     ${Math.round(100 * share)} % of ${examples} of ${printable(validation)} (nearer than ${threshold.toFixed(2)})`,
		...uncovered
			.slice(0, uncoveredShown)
			.map(
				({ id, range, input, nearest }) =>
					`               uncovered ${id} at line ${range.start.line + 1} (nearest ${nearest.id}, ${nearest.similarity.toFixed(2)}) ${printable(input, previewCharacters)}`,
			),
	];
}

function studentLines(student: Analysis['linearStudent']): string[] {
	if (student === undefined) {
		return [];
	}
	const { validation, count, accuracy, interval, labels, unknown, baseline } = student;
	const percent = (share: number): string => `${Math.round(100 * share)} %`;
	return [
		`  student      ${percent(accuracy)} right on the ${count} examples of ${printable(validation)} (95 %: ${percent(interval.low)} to ${percent(interval.high)})`,
		`               linear, ${labels} labels; the commonest label alone is right on ${percent(baseline)}${unknown === 0 ? '' : `; ${unknown} have a label that no demonstration has`}`,
	];
}

function clusterLines(cluster: Analysis['llmCluster']): string[] {
	if (cluster === undefined) {
		return [];
	}
	const { score, standardError, clusters, size, groupings, unusable, model, ledger } = cluster;
	const error = standardError === null ? '' : ` ± ${standardError.toFixed(2)}`;
	return [
		`  LLM clusters ${score.toFixed(2)}${error}: ${clusters.toFixed(1)} clusters of ${size.toFixed(1)} on average in ${groupings} groupings`,
		`               by ${printable(model)}, ${ledger.calls} calls, some ${ledger.tokens} tokens${unusable === 0 ? '' : `; ${unusable} answers were unusable`}`,
	];
}

function styleLines(found: Analysis['reasoningStyles']): string[] {
	if (found === undefined) {
		return [];
	}
	const { styles, missing, labelled, unusable, model, ledger } = found;
	const shown = styles
		.filter(({ demonstrations }) => demonstrations.length > 0)
		.map(({ name, demonstrations }) => `${printable(name)} ${demonstrations.length}`);
	return [
		`  reasoning    ${styles.length - missing.length} of ${styles.length} styles: ${shown.join(' · ')}`,
		...(missing.length === 0 ? [] : [`               missing: ${missing.map(name => printable(name)).join(', ')}`]),
		`               by ${printable(model)}, ${labelled} demonstrations labelled, ${ledger.calls} calls, some ${ledger.tokens} tokens${unusable === 0 ? '' : `; ${unusable} could not be labelled`}`,
	];
}

function surfaceLines(surface: SurfaceMetrics, labelBalance: number | null): string[] {
	const { contextLength, selfRepetition, ngramDiversity, compressionRatio, perplexity, perplexityGap } = surface;
	const runs = ngramDiversity && [ngramDiversity[1], ngramDiversity[2], ngramDiversity[3], ngramDiversity[4]];
	const text = [
		`${contextLength.toFixed(0)} tokens each`,
		...(runs === null ? [] : [`n-grams ${runs.map(value => value.toFixed(2)).join(' ')}`]),
		...(selfRepetition === null ? [] : [`self-repetition ${selfRepetition.toFixed(2)}`]),
		`gzip ${compressionRatio.toFixed(2)}×`,
		...(labelBalance === null ? [] : [`label balance ${labelBalance.toFixed(2)}`]),
	];
	const likeness = [
		...(surface.ngramVendi === null ? [] : [`n-gram Vendi ${surface.ngramVendi.toFixed(2)}`]),
		...(surface.embeddingVendi === null ? [] : [`embedding Vendi ${surface.embeddingVendi.toFixed(2)}`]),
		...(surface.blendedVendi === null ? [] : [`blended Vendi ${surface.blendedVendi.toFixed(2)}`]),
		...(surface.clusterSpread === null ? [] : [`cluster spread ${surface.clusterSpread.toFixed(2)}`]),
		...(perplexity === null ? [] : [`perplexity ${perplexity.toFixed(1)}`]),
		...(perplexityGap === null ? [] : [`perplexity gap ${perplexityGap.toFixed(1)}`]),
	];
	return [
		`  surface      ${text.join(' · ')}`,
		...(likeness.length === 0 ? [] : [`               ${likeness.join(' · ')}`]),
	];
}

/** Names the measures that are a hint only with this probe, with what was found. */
function trustLines(trust: Trust, hasConsistency: boolean): string[] {
	const measures = (['diversity', 'consistency'] as const).filter(
		measure => (measure === 'diversity' || hasConsistency) && trust[measure].level !== 'trusted',
	);
	return measures.map(
		(measure, index) => `  ${index === 0 ? 'indicative' : '          '}   ${measure}: ${trust[measure].reason}`,
	);
}

function weakest({ demonstrations }: Analysis): string[] {
	const ranked = demonstrations
		.flatMap(demonstration =>
			demonstration.contribution === undefined ? [] : [{ demonstration, contribution: demonstration.contribution }],
		)
		.sort((a, b) => a.contribution - b.contribution);
	return ranked
		.slice(0, weakestShown)
		.map(({ demonstration, contribution }, index) =>
			[
				index === 0 ? '  adds least  ' : '              ',
				`${demonstration.id.padStart(3)} ${signed(contribution)} ${twinText(demonstration)}`,
				printable(demonstration.input, previewCharacters),
			].join(' '),
		);
}

function twinText({ twin }: DemonstrationView): string {
	return twin === undefined ? '' : `(twin ${twin.id}, ${twin.similarity.toFixed(2)})`;
}

function regionLines({ regions }: Analysis): string[] {
	if (regions.length === 0) {
		return [];
	}
	const names = regions.map(({ name, size, sparse }) => `${printable(name)} ${size}${sparse ? ' (sparse)' : ''}`);
	return [`  regions      ${names.join(' · ')}`];
}

function findingLine(file: string, { range, severity, rule, message }: Finding): string {
	const { line, character } = range.start;
	const place = `${printable(file)}:${line + 1}:${character + 1}`;
	return `  ${place} ${styleText(severityStyles[severity], severity)} ${printable(message)} [${rule}]`;
}

function bold(text: string): string {
	return styleText('bold', text);
}
