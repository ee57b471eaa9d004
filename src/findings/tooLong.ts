import * as l10n from '@vscode/l10n';
import { grouped } from '../base/writtenNumbers';
import type { Demonstration } from '../demonstrations/demonstration';
import { median } from '../numeric/statistics';
import { numbersOf } from '../protocol/analysis';
import { defaultLimits } from './limits';
import type { Rule } from './rule';

/** Bytes of UTF-8 that make a token, about: tokenizers of language models merge four of English, and fewer of others. */
const bytesPerToken = 4;
/** Shorter ones are never too long beside their siblings. */
const leastTokens = 500;
/** With fewer demonstrations there is no middle one to speak of. */
const smallestSet = 5;

/**
 * A demonstration that takes up more room than a prompt should give to one, or as much as many of its siblings together.
 * Tokens are estimated from bytes, so that what is found depends neither on a probe nor on its tokenizer.
 */
export const tooLong: Rule = {
	id: 'too-long',
	defaultSeverity: 'information',
	enabledByDefault: true,
	check: ({ set: { demonstrations }, limits = defaultLimits }) => {
		const lengths = demonstrations.map(estimatedTokens);
		const middle = demonstrations.length < smallestSet ? Infinity : median(lengths);
		const distances = lengths.map(length => Math.abs(length - middle));
		const typical =
			demonstrations[distances.indexOf(distances.reduce((least, distance) => Math.min(least, distance), Infinity))];
		const numbers = numbersOf(demonstrations);
		return demonstrations.flatMap(({ id, span }, index) => {
			const tokens = lengths[index] ?? 0;
			if (tokens > limits.tokens) {
				const message = l10n.t(
					'About {0} tokens long, and every request pays for them: more than {1} are too many for one demonstration.',
					grouped(tokens),
					grouped(limits.tokens),
				);
				return [{ demonstration: id, span, message, related: [] }];
			}
			if (tokens >= leastTokens && tokens > limits.timesMedian * middle) {
				const times = Math.round(tokens / Math.max(middle, 1));
				const message =
					typical === undefined
						? l10n.t('About {0} tokens long: as much as {1} demonstrations of middling length.', grouped(tokens), times)
						: l10n.t(
								'About {0} tokens long: as much as {1} demonstrations of middling length such as {2}.',
								grouped(tokens),
								times,
								numbers.get(typical.id) ?? '',
							);
				return [{ demonstration: id, span, message, related: typical === undefined ? [] : [typical.id] }];
			}
			return [];
		});
	},
};

function estimatedTokens({ input, rationale, output }: Demonstration): number {
	const bytes = [input, rationale, output].reduce((sum, field) => sum + Buffer.byteLength(field?.text ?? ''), 0);
	return Math.ceil(bytes / bytesPerToken);
}
