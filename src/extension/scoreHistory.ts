import { createHash } from 'node:crypto';
import type { AnalyzedSet } from '../workflows/analyze';
import { scoreHistorySchema, type ScoreRecord } from '../protocol/scoreHistory';

/** Saves remembered of one document. */
export const mostRecords = 200;

/**
 * What a document scored as it was saved; nothing where the probe did not score it.
 *
 * @param time of the save, in milliseconds since 1970
 */
export function recordOf({ document, analysis }: AnalyzedSet, time: number): ScoreRecord | undefined {
	const { scores, surface, probe, count } = analysis;
	if (scores === null || probe === null) {
		return undefined;
	}
	return {
		time,
		hash: createHash('sha256').update(document.text).digest('hex'),
		count,
		gVendi: scores.gVendi,
		share: count === 0 ? 0 : scores.gVendi / count,
		consistency: scores.consistency?.medianBitsPerToken ?? null,
		surface: surface && {
			contextLength: surface.contextLength,
			compressionRatio: surface.compressionRatio,
			ngramVendi: surface.ngramVendi,
			perplexity: surface.perplexity,
		},
		reader: `${probe.id} ${probe.revision} ${probe.loss}`,
	};
}

/** With one save more, the oldest left out where there are too many; the same where the text is that of the last save. */
export function withRecord(records: readonly ScoreRecord[], record: ScoreRecord): readonly ScoreRecord[] {
	return records.at(-1)?.hash === record.hash ? records : [...records, record].slice(-mostRecords);
}

export function historyText(records: readonly ScoreRecord[]): string {
	return `${JSON.stringify({ version: 1, records })}\n`;
}

/** The saves in a file that `historyText` wrote; none in one of another shape or version. */
export function readHistory(text: string): readonly ScoreRecord[] {
	let kept: unknown;
	try {
		kept = JSON.parse(text);
	} catch {
		return [];
	}
	const { data } = scoreHistorySchema.safeParse(kept);
	return data?.records.slice(-mostRecords) ?? [];
}
