import * as l10n from '@vscode/l10n';
import { signed } from '../numberText';
import { plainLine } from '../textParts';

/** What the mark of a candidate says of it. @param number its place in the list, from 1 on */
export function candidateTitle(number: number, gain: number, input: string): string {
	return l10n.t('Candidate {0}, {1} diversity: {2}', number, signed(gain, 2), plainLine(input));
}
