import type { Scores, SurfaceMetrics } from '../protocol/analysis';
import type { LeadingMeasure } from '../protocol/measures';
import type { MeasureWishes } from './inspect';
import type { OutputForm } from './readings';

/**
 * The measure of diversity that is shown first, by kind of output. G-Vendi for both, by bench/truth: over labels it is the
 * best; over other outputs the Vendi score of embeddings orders sets a little better, but no measure reaches what is
 * asked for there, and contributions, regions and gains follow from G-Vendi.
 */
const leadingFor: Readonly<Record<OutputForm, LeadingMeasure>> = { labels: 'gVendi', other: 'gVendi' };

/** Which measure leads and what it says of a set. G-Vendi, where the one that is wanted was not measured. */
export function leadingOf(
	{ gVendi, vendi }: Pick<Scores, 'gVendi' | 'vendi'>,
	surface: Pick<SurfaceMetrics, 'blendedVendi' | 'embeddingVendi' | 'ngramVendi'> | null,
	form: OutputForm,
	{ leading }: MeasureWishes,
): Scores['leading'] {
	const values: Readonly<Record<LeadingMeasure, number | null | undefined>> = {
		gVendi,
		vendi2: vendi['2'],
		vendiInf: vendi.inf,
		blendedVendi: surface?.blendedVendi,
		embeddingVendi: surface?.embeddingVendi,
		ngramVendi: surface?.ngramVendi,
	};
	const wanted = leading ?? { measure: leadingFor[form], by: 'outputs' };
	const value = values[wanted.measure] ?? null;
	return value === null ? { measure: 'gVendi', value: gVendi, by: 'outputs' } : { ...wanted, value };
}
