import * as l10n from '@vscode/l10n';
import { UserError } from '../base/errors';
import type { SynthesisContext } from './strategy';

/** @throws {UserError} `synthesis.needsTask`: there is nothing that says what the task is */
export function needsTaskOrSet({ task, demonstrations }: SynthesisContext): void {
	if (task === undefined && demonstrations.length === 0) {
		throw new UserError(
			'synthesis.needsTask',
			l10n.t('There is neither a task definition nor a demonstration with an output. Give one of them.'),
			'usage',
		);
	}
}
