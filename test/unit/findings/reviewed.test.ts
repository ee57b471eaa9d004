import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger';
import { startProbe } from '../../../src/probe/process/client';
import { numbersOf } from '../../../src/protocol/analysis';
import { analyze } from '../../../src/workflows/analyze';
import { inspect } from '../../../src/workflows/inspect';
import { directMeasurer } from '../../../src/workflows/measure';
import reviewed from '../../fixtures/reviewedFindings.json';
import { bundleProbeWorker } from '../../support/probeWorker';
import { dataFolder, hasData } from '../demonstrations/samples';

type Places = Readonly<Record<string, readonly number[]>>;
type Reviewed = Readonly<Record<string, Readonly<Record<string, Places>>>>;

const folder = join(dataFolder, 'demosets');
const files = hasData ? readdirSync(folder).filter(file => file !== 'index.json') : [];

/** Places of a file's findings by rule, as they were reviewed. */
function expectedOf(set: Reviewed, file: string): Record<string, readonly number[]> {
	return Object.fromEntries(
		Object.entries(set[file] ?? {}).map(([rule, verdicts]) => [
			rule,
			Object.values(verdicts)
				.flat()
				.toSorted((a, b) => a - b),
		]),
	);
}

describe.skipIf(!hasData)('real files (skipped without the data folder; DEMOSCOPE_DATA says where it is)', () => {
	test('there are 82 of them', () => {
		expect(files).toHaveLength(82);
	});

	test.each(files)('%s: what is found without a probe is what was reviewed, and nothing else', file => {
		const { analysis } = inspect({ document: { name: file, text: readFileSync(join(folder, file), 'utf8') } });
		const numbers = numbersOf(analysis.demonstrations);
		const found: Record<string, number[]> = {};
		for (const { rule, demonstration = '' } of analysis.findings) {
			(found[rule] ??= []).push(numbers.get(demonstration) ?? 0);
		}
		for (const places of Object.values(found)) {
			places.sort((a, b) => a - b);
		}
		expect(found).toEqual(expectedOf(reviewed.withoutProbe, file));
	});

	// The sets that are read soon; the other files of the list take minutes and were reviewed once.
	test.each([
		'rasa-restaurant-nlu.yml',
		'legalbench-cuad_audit_rights.txt',
		'legalbench-personal_jurisdiction.tsv',
		'ni-task1146_country_capital.json',
		'ni-task1566_propara_structured_text_generation.json',
	])(
		'%s: what the built-in probe finds superfluous or out of place is what was reviewed, and nothing else',
		async file => {
			const worker = await bundleProbeWorker();
			const probe = startProbe({ workerFile: worker.file, checkpoint: 'media/probe', logger: nullLogger });
			try {
				const services = { probe, measurer: directMeasurer, logger: nullLogger };
				const document = { name: file, text: readFileSync(join(folder, file), 'utf8') };
				const { analysis } = await analyze(services, { document });
				const numbers = numbersOf(analysis.demonstrations);
				for (const rule of ['low-contribution', 'inconsistent']) {
					const found = analysis.findings
						.filter(finding => finding.rule === rule)
						.map(({ demonstration = '' }) => numbers.get(demonstration));
					expect(found).toEqual(expectedOf(reviewed.withBuiltInProbe, file)[rule] ?? []);
				}
			} finally {
				probe.dispose();
				await worker.remove();
			}
		},
		120_000,
	);
});
