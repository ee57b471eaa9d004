import type { Analysis } from '../../protocol/analysis';
import type { Thresholds } from '../../workflows/checkSet';
import type { ReadSetOptions } from '../commandContext';
import { configuredSettings } from '../configurationFile';
import type { CommandServices } from '../environment';
import { scoreFile } from '../scoreFile';

/** What a check goes by: the measured file and its thresholds in `.demoscope.yaml`. */
export async function measureForCheck(
	services: CommandServices,
	file: string,
	options: ReadSetOptions,
	signal: AbortSignal,
): Promise<{ readonly analysis: Analysis; readonly thresholds: Thresholds }> {
	const thresholds = (await configuredSettings(file))?.thresholds ?? {};
	const { maximumDuplicates, maximumInconsistent } = thresholds;
	const rules = maximumInconsistent === undefined ? {} : { inconsistent: 'warning' as const };
	const holdFor =
		maximumDuplicates !== undefined
			? 'maximumDuplicates'
			: maximumInconsistent !== undefined
				? 'maximumInconsistent'
				: undefined;
	const { analysis } = await scoreFile(file, options, services, signal, { rules, holdFor });
	return { analysis, thresholds };
}
