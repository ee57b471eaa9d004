import * as l10n from '@vscode/l10n';
import type { Ledger } from '../src/protocol/ledger';
import { counted } from './numberText';

/** "12 calls, 3,400 tokens", and what they cost where a price is set. */
export function ledgerText({ calls, tokens, cost }: Ledger): string {
	const used = [counted(calls, 'call'), counted(tokens, 'token')];
	return [...used, ...(cost === undefined ? [] : [l10n.t('{0} at your price', cost.toPrecision(2))])].join(', ');
}
