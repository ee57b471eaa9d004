import type { Analysis } from '../../protocol/analysis';
import type { Thresholds } from '../../workflows/checkSet';
import type { ReadSetOptions } from '../commandContext';
import { configuredSettings } from '../configurationFile';
import type { CommandServices } from '../environment';
import { withReferences } from '../referenceFiles';
import { scoreFile } from '../scoreFile';

/** What a check goes by: the measured file and its thresholds in `.demoscope.yaml`. */
export async function measureForCheck(
	services: CommandServices,
	file: string,
	options: ReadSetOptions,
	signal: AbortSignal,
): Promise<{ readonly analysis: Analysis; readonly thresholds: Thresholds }> {
	const thresholds = (await configuredSettings(file))?.thresholds ?? {};
	const { maximumDuplicates, maximumInconsistent, minimumCoverage, minimumOfPool } = thresholds;
	const rules = maximumInconsistent === undefined ? {} : { inconsistent: 'warning' as const };
	const holdFor =
		maximumDuplicates !== undefined
			? 'maximumDuplicates'
			: maximumInconsistent !== undefined
				? 'maximumInconsistent'
				: minimumCoverage !== undefined
					? 'minimumCoverage'
					: minimumOfPool !== undefined
						? 'minimumOfPool'
						: undefined;
	const { analysis, analyzed } = await scoreFile(file, options, services, signal, { rules, holdFor });
	const isRead = analyzed !== undefined && (minimumCoverage !== undefined || minimumOfPool !== undefined);
	return { analysis: isRead ? await withReferences(services, analyzed, {}, signal) : analysis, thresholds };
}
