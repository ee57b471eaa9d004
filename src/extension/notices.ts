import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { UserError, isAbort, messageOf } from '../base/errors';
import type { ProbeCrash } from '../probe/process/client';
import type { ProviderRefusal } from '../probe/provider';
import { commandIds, type CommandId } from './manifestIds';

interface Action {
	readonly title: string;
	/** One of ours, or of the editor. */
	readonly command: CommandId | 'workbench.action.openSettings' | 'workbench.action.openWorkspaceSettings';
	readonly argument?: string;
}

const showLog = (): Action => ({ title: l10n.t('Show Log'), command: commandIds.showLog });
const chooseProbe = (): Action => ({ title: l10n.t('Choose Probe'), command: commandIds.chooseProbe });
const restartProbe = (): Action => ({ title: l10n.t('Restart Probe'), command: commandIds.restartProbe });

const connectService = (): Action => ({
	title: l10n.t('Connect GPU Service'),
	command: commandIds.connectService,
});

const chooseModel = (): Action => ({ title: l10n.t('Choose LLM'), command: commandIds.chooseModel });
const setApiKey = (): Action => ({ title: l10n.t('Set API Key'), command: commandIds.setApiKey });

/** The one place that turns failures into notifications and log lines. */
export class Notices {
	private readonly told = new Set<string>();
	private tellsOfCrash = false;

	constructor(private readonly logger: vscode.LogOutputChannel) {}

	/** Words for a failure. What is not meant for people goes to the log, and the words point there. */
	describe(error: unknown): string {
		if (UserError.is(error)) {
			this.logger.warn(`${error.code}: ${error.message}`);
			return error.message;
		}
		this.logger.error(error instanceof Error ? error : messageOf(error));
		return l10n.t('Something went wrong inside Demoscope. The log has the details.');
	}

	/** Shows the failure of something that the user asked for; a cancelled request is none. */
	showFailure(error: unknown): void {
		if (!isAbort(error)) {
			void this.show(vscode.window.showErrorMessage, this.describe(error), actionsFor(error));
		}
	}

	/** The same for work that nobody asked for and that may fail often: said once until the probe is restarted. */
	showFailureOnce(error: unknown, description: string): void {
		const key = UserError.is(error) ? error.code : description;
		if (!this.told.has(key)) {
			this.told.add(key);
			void this.show(vscode.window.showErrorMessage, description, actionsFor(error));
		}
	}

	/** One message for a crash, until it is closed; a probe that stops for good is a failure. */
	probeCrashed({ reason, restarts }: ProbeCrash): void {
		if (!restarts) {
			const error = new UserError(
				'probe.crashed',
				l10n.t('{0} It ended too often within a few minutes and is not started again by itself.', reason),
				'service',
			);
			this.showFailureOnce(error, error.message);
		} else if (!this.tellsOfCrash) {
			this.tellsOfCrash = true;
			void this.show(vscode.window.showWarningMessage, l10n.t('{0} It is started again.', reason), [showLog()]).finally(
				() => {
					this.tellsOfCrash = false;
				},
			);
		}
	}

	/** Said once until the probe is restarted: reading goes on all the same. */
	providerRefused({ reason }: ProviderRefusal): void {
		if (!this.told.has(reason)) {
			this.told.add(reason);
			void this.show(vscode.window.showWarningMessage, reason, [showLog()]);
		}
	}

	/** Said once until the probe is restarted: reading goes on all the same. */
	readsHere(failure: UserError): void {
		const message = l10n.t('{0} The probe reads on this machine meanwhile.', failure.message);
		if (!this.told.has(failure.code)) {
			this.told.add(failure.code);
			this.logger.warn(`${failure.code}: ${failure.message}`);
			void this.show(vscode.window.showWarningMessage, message, [connectService(), showLog()]);
		}
	}

	/** Said once of each file until the probe is restarted. */
	fileTooLarge(name: string): void {
		if (!this.told.has(name)) {
			this.told.add(name);
			const message = l10n.t(
				'{0} is too large to be read in the editor. In a terminal, "demoscope inspect" and "demoscope score" read JSON Lines and tables of any size.',
				name,
			);
			void this.show(vscode.window.showInformationMessage, message, []);
		}
	}

	/**
	 * @param sentence what is wrong with the setting, and what counts instead
	 * @param isInWorkspace whether the workspace's settings are to be opened, and not the user's
	 */
	settingMistaken(id: string, sentence: string, isInWorkspace: boolean): void {
		this.logger.warn(sentence);
		const openSettings = {
			title: l10n.t('Open Settings'),
			command: isInWorkspace ? 'workbench.action.openWorkspaceSettings' : 'workbench.action.openSettings',
			argument: `@id:${id}`,
		} as const;
		void this.show(vscode.window.showWarningMessage, sentence, [openSettings]);
	}

	/** From now on, what was said before is news again. */
	forget(): void {
		this.told.clear();
	}

	private async show(
		present: (message: string, ...titles: string[]) => Thenable<string | undefined>,
		message: string,
		actions: readonly Action[],
	): Promise<void> {
		const chosen = await present(message, ...actions.map(({ title }) => title));
		const action = actions.find(({ title }) => title === chosen);
		if (action !== undefined) {
			await vscode.commands.executeCommand(action.command, ...(action.argument === undefined ? [] : [action.argument]));
		}
	}
}

function actionsFor(error: unknown): readonly Action[] {
	if (UserError.is(error) && error.code.startsWith('llm.')) {
		return error.code === 'llm.key' ? [setApiKey(), chooseModel()] : [chooseModel(), showLog()];
	}
	if (UserError.is(error) && error.code.startsWith('service.')) {
		return [connectService(), showLog()];
	}
	if (UserError.is(error, 'probe.runtime')) {
		return [connectService(), restartProbe()];
	}
	if (!UserError.is(error) || !error.code.startsWith('probe.')) {
		return [showLog()];
	}
	return error.kind === 'service' ? [restartProbe(), showLog()] : [chooseProbe(), restartProbe()];
}
