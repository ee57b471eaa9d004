import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { threadMeasurer } from '../workflows/threadMeasurer';
import { Acceptance } from './acceptance';
import { setActions } from './actions';
import { registerAgentTools } from './agentTools';
import { ActiveSet } from './activeSet';
import { CandidatePreview } from './candidatePreview';
import { CandidateRuns } from './candidateRuns';
import { CandidateStore } from './candidateStore';
import { FindingCodeActions } from './codeActions';
import { SetCodeLens } from './codeLens';
import { registerCommands } from './commands';
import { ContributionHints } from './contributionHints';
import { ConfigurationFiles } from './configurationFiles';
import { Contexts } from './contexts';
import { FindingDiagnostics } from './diagnostics';
import { DocumentChoices } from './documentChoices';
import { DocumentSources } from './documentSources';
import { EditorProbe } from './editorProbe';
import { Evaluations } from './evaluations';
import type { ExtensionApi } from './extensionApi';
import { watchLargeFiles } from './largeFiles';
import { FormerTexts } from './formerTexts';
import { HistoryFiles } from './historyFiles';
import { ReadingHovers } from './hovers';
import { LanguageModels } from './languageModels';
import { settingIds } from './manifestIds';
import { provideMcpServer } from './mcpServer';
import { Notices } from './notices';
import { DemonstrationFolding, DemonstrationOutline } from './outline';
import { PanelHolder } from './panelHolder';
import { PoolPicker, poolPurpose, validationPurpose } from './poolPicker';
import { ModelMeasures } from './modelMeasures';
import type { ProbeFiles } from './probeFiles';
import { ProbeServices } from './probeServices';
import { ReadingChooser } from './readingChooser';
import { Reassessor } from './reassessor';
import { References } from './references';
import { SavedScores } from './savedScores';
import { ScoreHistories } from './scoreHistories';
import { SettingMistakes } from './settingMistakes';
import { SetStore } from './setStore';
import { DiversityStatus } from './statusBar';
import { Suggester } from './suggester';
import { Synthesizer } from './synthesizer';
import { ValidationSets } from './validationSets';

/** Which documents hold demonstrations is known by their text, not by name or language. */
const everywhere: vscode.DocumentSelector = { scheme: '*' };

/** Settings that a probe is started with. */
const probeSettings = [
	settingIds.probePath,
	settingIds.probeProvider,
	settingIds.probeLocation,
	settingIds.probeService,
	settingIds.idleMinutes,
	settingIds.cacheMegabytes,
];

/** Wires the extension and stops there: what a class needs is what its constructor is given. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
	const { bundle, uri: bundleFile } = vscode.l10n;
	if (bundle !== undefined) {
		l10n.config({ contents: bundle });
	}
	const track = <T extends vscode.Disposable>(item: T): T => {
		context.subscriptions.push(item);
		return item;
	};
	const { extensionUri } = context;
	const logger = track(vscode.window.createOutputChannel('Demoscope', { log: true }));
	const notices = new Notices(logger);
	const probeFiles: ProbeFiles = {
		worker: context.asAbsolutePath('dist/probeWorker.js'),
		builtIn: context.asAbsolutePath('media/probe'),
		cache: vscode.Uri.joinPath(context.globalStorageUri, 'readings').fsPath,
		translation: bundleFile?.scheme === 'file' ? bundleFile.fsPath : undefined,
	};
	const probeServices = new ProbeServices(context.secrets, context.globalState);
	const probe = new EditorProbe(probeFiles, logger, notices, probeServices, () => restartProbe());
	const measurer = threadMeasurer(context.asAbsolutePath('dist/measureThread.js'));
	const services = { probe, measurer, logger };

	const choices = track(new DocumentChoices(context.workspaceState));
	const configurations = track(new ConfigurationFiles(notices));
	const sources = track(new DocumentSources(choices, configurations));
	const sets = track(new SetStore(services, notices, sources));
	track(watchLargeFiles(notices));
	track(new SettingMistakes(notices));
	const active = track(new ActiveSet(sets));
	const candidates = track(new CandidateStore(context.workspaceState));
	const runs = track(new CandidateRuns());
	const models = new LanguageModels(context.secrets, context.globalState, logger);
	track(new Reassessor(services, sets, candidates));
	const references = track(new References(services, sets, sources, configurations, notices));
	const measures = track(new ModelMeasures(sets, models, configurations));
	const historyFolder = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'history').fsPath;
	const histories = track(new ScoreHistories(sets, new HistoryFiles(historyFolder), logger, Date.now));
	track(probe);
	track(measurer);

	const acceptance = new Acceptance(sets, candidates, sources);
	const suggester = new Suggester(services, sets, candidates, runs, sources);
	const validations = new ValidationSets(
		configurations,
		new PoolPicker(context.workspaceState, validationPurpose()),
		sources,
	);
	const evaluations = track(new Evaluations({ services, sets, runs, models, validations }));
	const actions = setActions({
		sets,
		picker: new PoolPicker(context.workspaceState, poolPurpose()),
		suggester,
		synthesizer: new Synthesizer({ services, sets, candidates, runs, models, validations }),
		evaluations,
		runs,
		candidates,
		preview: track(new CandidatePreview(sets, candidates, acceptance)),
		acceptance,
		services,
		references,
		measures,
		histories,
		draw: (uri, kind) => panel.draw(uri, kind),
	});
	const panel = track(
		new PanelHolder(
			{ extensionUri, sets, active, candidates, runs, evaluations, references, measures, histories },
			actions,
		),
	);
	const formerTexts = track(new FormerTexts());
	const restartProbe = (): void => {
		probe.restart();
		sets.refreshAll();
	};

	track(registerAgentTools({ sets, sources, suggester, runs, candidates }));
	track(provideMcpServer(context));
	track(new FindingDiagnostics(sets, extensionUri));
	track(new DiversityStatus(active, track(new SavedScores(sets))));
	track(new Contexts(active, runs, candidates));
	track(vscode.languages.registerCodeLensProvider(everywhere, track(new SetCodeLens(sets, candidates))));
	track(vscode.languages.registerHoverProvider(everywhere, new ReadingHovers(sets, probe)));
	track(vscode.languages.registerInlayHintsProvider(everywhere, track(new ContributionHints(sets))));
	track(
		vscode.languages.registerDocumentSymbolProvider(everywhere, new DemonstrationOutline(sets), {
			label: l10n.t('Demonstrations'),
		}),
	);
	track(vscode.languages.registerFoldingRangeProvider(everywhere, track(new DemonstrationFolding(sets))));
	track(
		vscode.languages.registerCodeActionsProvider(everywhere, new FindingCodeActions(sets), {
			providedCodeActionKinds: FindingCodeActions.kinds,
		}),
	);
	track(
		registerCommands({
			active,
			actions,
			notices,
			chooser: new ReadingChooser(sets, choices),
			models,
			stateOf: uri => sets.get(uri),
			openPanel: () => panel.open(),
			ignoreFinding: async (uri, finding) =>
				(await import('./ignoreFinding')).ignoreFinding({ sets, sources, configurations }, uri, finding),
			compareWithFormer: async (uri, former) =>
				(await import('./compareWithFormer')).compareWithFormer({ services, sets, sources, formerTexts }, uri, former),
			restartProbe,
			connectService: async () => {
				const { connectService } = await import('./connectService');
				if (await connectService(probeServices, probeFiles, logger)) {
					restartProbe();
				}
			},
			openExample: async () => (await import('./openExample')).openExample(extensionUri),
			showLog: () => logger.show(),
		}),
	);
	track(
		vscode.workspace.onDidChangeConfiguration(change => {
			if (probeSettings.some(id => change.affectsConfiguration(id))) {
				restartProbe();
			}
		}),
	);

	return {
		setOf: uri => sets.get(uri),
		whenIdle: uri => sets.whenIdle(uri),
		probeProcessId: () => probe.processId(),
		probeReadings: () => probe.readings,
		reviewOf: uri => candidates.get(uri),
		evaluationOf: uri => evaluations.get(uri),
		accept: actions.accept,
		reject: actions.reject,
		editCandidate: actions.editCandidate,
		preview: actions.preview,
	};
}
