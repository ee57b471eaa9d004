import * as l10n from '@vscode/l10n';
import { textHash } from '../demonstrations/textHash';
import type { Rule } from './rule';

/**
 * An accepted candidate whose answer nothing vouches for: it was never checked, or most answers that a language model gave
 * to its input were others. It speaks only of what is known to have been a candidate and stands as it was accepted: of
 * what people wrote there is no telling.
 */
export const unverifiedAnswer: Rule = {
	id: 'unverified-answer',
	defaultSeverity: 'warning',
	enabledByDefault: true,
	check: ({ set: { demonstrations }, verifications }) => {
		if (verifications === undefined || verifications.size === 0) {
			return [];
		}
		return demonstrations.flatMap(demonstration => {
			const verification = verifications.get(textHash(demonstration));
			const { id, span, output } = demonstration;
			const found = (message: string) => [{ demonstration: id, span: output?.span ?? span, message, related: [] }];
			if (verification === undefined) {
				return [];
			}
			if (verification === null) {
				return found(l10n.t('Written by a language model, and nobody has checked its output.'));
			}
			const { agreed, asked } = verification;
			return 2 * agreed > asked
				? []
				: found(
						l10n.t(
							'Written by a language model, which gave this output in {0} of {1} answers to the input.',
							agreed,
							asked,
						),
					);
		});
	},
};
