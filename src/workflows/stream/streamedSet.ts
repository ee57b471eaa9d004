import type { Format } from '../../demonstrations/format';
import type { Example } from '../../probe/probeModel';
import type { Finding } from '../../protocol/analysis';
import type { MeasureWishes } from '../inspect';
import type { InspectedDemonstration, Inspection } from '../inspection';

/** A set that is read part by part, as often as it takes: too large to be held with its readings. */
export interface StreamedSet {
	readonly file: string;
	readonly format: Format;
	/** From the first part on, at each call. */
	readonly parts: () => AsyncIterable<Inspection> | Iterable<Inspection>;
	/** Where its text could be held after all: what the rules found in it. */
	readonly findings?: readonly Finding[];
	readonly notices?: readonly string[];
	readonly wishes?: MeasureWishes;
}

export async function* demonstrationsOf({ parts }: StreamedSet): AsyncGenerator<InspectedDemonstration> {
	for await (const { demonstrations } of parts()) {
		yield* demonstrations;
	}
}

/** As `examplesOf` has it for sets that are held. */
export function exampleOf({ fields }: InspectedDemonstration, withRationale: boolean): Example {
	const { input, rationale, output } = fields;
	const answer = output?.text ?? '';
	return {
		input: input.text,
		output: withRationale && rationale !== undefined ? `${rationale.text}\n${answer}` : answer,
	};
}
