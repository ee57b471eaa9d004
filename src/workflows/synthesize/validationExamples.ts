import { createHash } from 'node:crypto';
import { outputText } from '../../demonstrations/demonstration';
import type { NamedExample } from '../../synthesis/strategy';
import type { InspectedSet } from '../inspect';

const hashCharacters = 12;

/** The examples of a validation set that have both input and output. Their ids say nothing of what they say, and stand in no set. */
export function validationExamples({ set }: InspectedSet): readonly NamedExample[] {
	return set.demonstrations.flatMap((demonstration, index) => {
		const [input, output] = [demonstration.input.text, outputText(demonstration)];
		const hash = createHash('sha256')
			.update(JSON.stringify([input, output]))
			.digest('hex');
		return input.trim() === '' || output === ''
			? []
			: [
					{
						id: `validation:${hash.slice(0, hashCharacters)}`,
						name: `validation example ${index + 1}`,
						input,
						output,
					},
				];
	});
}
