import { outputText, type DemonstrationSet } from '../demonstrations/demonstration';
import type { Strategy } from './strategy';

/** Proposes the finished entries of the user's own pool, in their order. No language model is asked. */
export function pool(name: string, entries: DemonstrationSet): Strategy {
	return {
		id: 'pool',
		*propose() {
			for (const entry of entries.demonstrations) {
				const output = outputText(entry);
				if (output !== '') {
					yield { input: entry.input.text, output, origin: `${name}:${entry.id}` };
				}
			}
		},
	};
}
