import type * as vscode from 'vscode';
import type { Progress } from '../workflows/services';

/**
 * Shows progress in a notification: the phase in words, how far it is by the bar alone. Screen readers read a
 * notification out whenever its words change, so a count in them would be heard at every step.
 *
 * @returns what takes a step, and says whether there was anything to show
 */
export function progressSteps(
	shown: vscode.Progress<{ message: string; increment: number }>,
): (progress: Progress) => boolean {
	let phase: string | undefined;
	let percent = 0;
	return ({ message, done, total }) => {
		const now = Math.max(percent, Math.floor((100 * done) / Math.max(total, 1)));
		const isNews = message !== phase || now > percent;
		if (isNews) {
			// Without the words again the notification would lose them; the same ones are not read out anew.
			shown.report({ message: `${message}…`, increment: now - percent });
		}
		phase = message;
		percent = now;
		return isNews;
	};
}
