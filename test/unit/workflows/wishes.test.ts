import { describe, expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger';
import type { SetSettings } from '../../../src/configuration/configuration';
import type { Analysis } from '../../../src/protocol/analysis';
import { measureInspected } from '../../../src/workflows/analyze';
import { chooseInput, type InputSources } from '../../../src/workflows/chooseInput';
import { inspect } from '../../../src/workflows/inspect';
import { directMeasurer } from '../../../src/workflows/measure';
import { FakeProbe } from '../../support/fakeProbe';

const services = { probe: new FakeProbe(), measurer: directMeasurer, logger: nullLogger };
const rows = [
	['a parcel came late', 'delivery'],
	['the door is broken', 'repair'],
	['my parcel is lost', 'Delivery'],
	['what a day', 'other'],
];
const text = rows.map(([input, output]) => `${JSON.stringify({ input, output })}\n`).join('');

async function analysed(configured: Omit<SetSettings, 'files'>, more: Partial<InputSources> = {}): Promise<Analysis> {
	const document = { name: 'tickets.jsonl', text };
	const input = chooseInput(document, { ...more, configured: { files: '*', ...configured } });
	return (await measureInspected(services, inspect(input))).analysis;
}

describe('labels that the configuration allows', () => {
	test('make other outputs findings, but for case', async () => {
		const { findings } = await analysed({ labels: ['delivery', 'repair'] });
		expect(findings.map(({ rule, demonstration }) => [rule, demonstration])).toEqual([['unknown-label', '4']]);
		expect(findings[0]?.message).toBe(
			'The output is none of the labels that the configuration allows: “delivery”, “repair”.',
		);
		expect((await analysed({})).findings).toEqual([]);
	});

	test('count in the balance even where no demonstration has them', async () => {
		// Two, one and one of three labels: 1.5 bits of log₂ 3.
		expect((await analysed({})).labelBalance).toBeNull();
		const all = await analysed({ labels: ['delivery', 'repair', 'other'] });
		expect(all.labelBalance).toBeCloseTo(1.5 / Math.log2(3), 12);
		const unused = await analysed({ labels: ['delivery', 'repair', 'other', 'billing'] });
		expect(unused.labelBalance).toBeCloseTo(1.5 / 2, 12);
		expect((await analysed({ labels: ['yes', 'no'] })).labelBalance).toBeNull();
	});

	test('are read as labels, whatever they look like', async () => {
		expect((await analysed({})).probe?.loss).toBe('joint');
		expect((await analysed({ labels: ['delivery', 'repair', 'other'] })).probe?.loss).toBe('both');
	});
});

describe('the reading and the leading measure', () => {
	test('are chosen by the outputs where nobody says', async () => {
		const { scores } = await analysed({});
		expect(scores?.leading).toEqual({ measure: 'gVendi', value: scores?.gVendi, by: 'outputs' });
	});

	test('follow the setting, and the configuration before it', async () => {
		const preferredWishes = { loss: 'completion', leading: { measure: 'vendi2', by: 'setting' } } as const;
		const set = await analysed({}, { preferredWishes });
		expect(set.probe?.loss).toBe('completion');
		expect(set.scores?.leading).toEqual({ measure: 'vendi2', value: set.scores?.vendi['2'], by: 'setting' });
		const configured = await analysed({ loss: 'joint', leading: 'embeddingVendi' }, { preferredWishes });
		expect(configured.probe?.loss).toBe('joint');
		expect(configured.scores?.leading).toEqual({
			measure: 'embeddingVendi',
			value: configured.surface?.embeddingVendi,
			by: 'configuration',
		});
	});
});
