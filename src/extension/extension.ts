import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { threadMeasurer } from '../workflows/threadMeasurer';
import { ConfigurationFiles } from './configurationFiles';
import { DocumentChoices } from './documentChoices';
import { DocumentSources } from './documentSources';
import { EditorProbe } from './editorProbe';
import type { ExtensionApi } from './extensionApi';
import { watchLargeFiles } from './largeFiles';
import { agentToolIds, commandIds, panelViewType, settingIds } from './manifestIds';
import { provideMcpServer } from './mcpServer';
import { Notices } from './notices';
import type { ProbeFiles } from './probeFiles';
import { ProbeServices } from './probeServices';
import { SetStore } from './setStore';
import type { Surface } from './surface';

/** Settings that a probe is started with. */
const probeSettings = [
	settingIds.probePath,
	settingIds.probeProvider,
	settingIds.probeLocation,
	settingIds.probeService,
	settingIds.idleMinutes,
	settingIds.cacheMegabytes,
];

/**
 * Looks for demonstrations in what is opened. All that is seen of them is loaded when there are some, or when someone asks for
 * it: many windows hold JSON, and few of them demonstrations.
 */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
	const { bundle, uri: bundleFile } = vscode.l10n;
	if (bundle !== undefined) {
		l10n.config({ contents: bundle });
	}
	const track = <T extends vscode.Disposable>(item: T): T => {
		context.subscriptions.push(item);
		return item;
	};
	const logger = track(vscode.window.createOutputChannel('Demoscope', { log: true }));
	const notices = new Notices(logger);
	const probeFiles: ProbeFiles = {
		worker: context.asAbsolutePath('dist/probeWorker.js'),
		diskThread: context.asAbsolutePath('dist/diskThread.js'),
		builtIn: context.asAbsolutePath('media/probe'),
		cache: vscode.Uri.joinPath(context.globalStorageUri, 'readings').fsPath,
		translation: bundleFile?.scheme === 'file' ? bundleFile.fsPath : undefined,
	};
	const probeServices = new ProbeServices(context.secrets, context.globalState);
	const probe = track(new EditorProbe(probeFiles, logger, notices, probeServices, () => restartProbe()));
	const measurer = track(threadMeasurer(context.asAbsolutePath('dist/measureThread.js')));
	const services = { probe, measurer, logger };
	const choices = track(new DocumentChoices(context.workspaceState));
	const configurations = track(new ConfigurationFiles(notices));
	const sources = track(new DocumentSources(choices, configurations));
	const sets = track(new SetStore(services, notices, sources));
	const restartProbe = (): void => {
		probe.restart();
		sets.refreshAll();
	};

	let opened: Surface | undefined;
	let opening: Promise<Surface> | undefined;
	const open = async (): Promise<Surface> => {
		const { openSurface } = await import('./surface');
		opened = openSurface({
			context,
			logger,
			notices,
			services,
			probeFiles,
			probeServices,
			choices,
			configurations,
			sources,
			sets,
			restartProbe,
		});
		sets.announce();
		return opened;
	};
	const surface = (): Promise<Surface> => (opening ??= open());
	const begin = (): void =>
		void surface().catch((error: unknown) => notices.showFailureOnce(error, notices.describe(error)));

	const waiting = track(
		sets.onDidChange(() => {
			waiting.dispose();
			begin();
		}),
	);
	track(watchLargeFiles(notices));
	track(provideMcpServer(context));
	for (const id of Object.values(commandIds)) {
		track(
			vscode.commands.registerCommand(id, async (...values: unknown[]) => {
				try {
					await (await surface()).commands[id](...values);
				} catch (error) {
					notices.showFailure(error);
				}
			}),
		);
	}
	track(
		vscode.lm.registerTool(
			agentToolIds.score,
			onceLoaded(async () => (await surface()).tools.score),
		),
	);
	track(
		vscode.lm.registerTool(
			agentToolIds.check,
			onceLoaded(async () => (await surface()).tools.check),
		),
	);
	track(
		vscode.lm.registerTool(
			agentToolIds.suggest,
			onceLoaded(async () => (await surface()).tools.suggest),
		),
	);
	track(
		vscode.window.registerWebviewPanelSerializer(panelViewType, {
			deserializeWebviewPanel: async panel => (await surface()).panel.adopt(panel),
		}),
	);
	track(
		vscode.workspace.onDidChangeConfiguration(change => {
			if (change.affectsConfiguration('demoscope')) {
				begin();
			}
			if (probeSettings.some(id => change.affectsConfiguration(id))) {
				restartProbe();
			}
		}),
	);

	return {
		setOf: uri => sets.get(uri),
		whenIdle: async uri => {
			const state = await sets.whenIdle(uri);
			if (state !== undefined) {
				await surface();
			}
			return state;
		},
		probeProcessId: () => probe.processId(),
		probeReadings: () => probe.readings,
		reviewOf: uri => opened?.reviewOf(uri),
		evaluationOf: uri => opened?.evaluationOf(uri),
		accept: async (...values) => (await surface()).accept(...values),
		reject: async (...values) => (await surface()).reject(...values),
		editCandidate: async (...values) => (await surface()).editCandidate(...values),
		preview: async (...values) => (await surface()).preview(...values),
	};
}

/** A tool that is known by name, and loaded when it is used. */
function onceLoaded<T>(load: () => Promise<vscode.LanguageModelTool<T>>): vscode.LanguageModelTool<T> {
	return {
		prepareInvocation: async (options, token) => (await load()).prepareInvocation?.(options, token),
		invoke: async (options, token) => (await load()).invoke(options, token),
	};
}
