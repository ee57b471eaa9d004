import * as l10n from '@vscode/l10n';
import { cannotInsert, cannotReplace } from '../../edits';
import type { Format } from '../../format';

const reason = (): string => l10n.t('a text that begins with file:// would be read as a file. Reword it');

/** The format, which writes no text that promptfoo would take for the name of a file to open or to run. */
export function refusingReferences(format: Format): Format {
	return {
		...format,
		insert: (document, set, additions, options) => {
			if (additions.some(({ input, output }) => isReference(input) || isReference(output))) {
				throw cannotInsert(reason());
			}
			return format.insert(document, set, additions, options);
		},
		replace: (document, set, id, demonstration, options) => {
			const former = set.demonstrations.find(candidate => candidate.id === id);
			const { input, output } = demonstration;
			const isNew = input !== former?.input.text && isReference(input);
			if (isNew || (output !== former?.output?.text && isReference(output))) {
				throw cannotReplace(reason());
			}
			return format.replace(document, set, id, demonstration, options);
		},
	};
}

/** Alone, or in the line of a variable of several. */
function isReference(text: string): boolean {
	return /^\s*(?:[\w.-]+: *)?file:\/\//m.test(text);
}
