import type { Ledger } from '../src/protocol/ledger';
import { counted } from './numberText';

/** "12 calls, 3,400 tokens", and what they cost where a price is set. */
export function ledgerText({ calls, tokens, cost }: Ledger): string {
	const price = cost === undefined ? '' : `, ${cost.toPrecision(2)} at your price`;
	return `${counted(calls, 'call')}, ${counted(tokens, 'token')}${price}`;
}
