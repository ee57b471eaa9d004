import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Services } from '../workflows/services';
import { Acceptance } from './acceptance';
import { setActions } from './actions';
import { agentTools, type AgentTools } from './agentTools';
import { ActiveSet } from './activeSet';
import { CandidatePreview } from './candidatePreview';
import { CandidateRuns } from './candidateRuns';
import { CandidateStore } from './candidateStore';
import { FindingCodeActions } from './codeActions';
import { SetCodeLens } from './codeLens';
import { commandsOf, type Commands } from './commands';
import type { ConfigurationFiles } from './configurationFiles';
import { ContributionHints } from './contributionHints';
import { Contexts } from './contexts';
import { FindingDiagnostics } from './diagnostics';
import type { DocumentChoices } from './documentChoices';
import type { DocumentSources } from './documentSources';
import type { EditorProbe } from './editorProbe';
import { Evaluations } from './evaluations';
import type { ExtensionApi } from './extensionApi';
import { FormerTexts } from './formerTexts';
import { HistoryFiles } from './historyFiles';
import { ReadingHovers } from './hovers';
import { LanguageModels } from './languageModels';
import { ModelMeasures } from './modelMeasures';
import type { Notices } from './notices';
import { DemonstrationFolding, DemonstrationOutline } from './outline';
import { PanelHolder } from './panelHolder';
import { PoolPicker, poolPurpose, validationPurpose } from './poolPicker';
import type { ProbeFiles } from './probeFiles';
import type { ProbeServices } from './probeServices';
import { ReadingChooser } from './readingChooser';
import { Reassessor } from './reassessor';
import { References } from './references';
import { SavedScores } from './savedScores';
import { ScoreHistories } from './scoreHistories';
import { SettingMistakes } from './settingMistakes';
import type { SetStore } from './setStore';
import { DiversityStatus } from './statusBar';
import { Suggester } from './suggester';
import { Synthesizer } from './synthesizer';
import { ValidationSets } from './validationSets';

/** Which documents hold demonstrations is known by their text, not by name or language. */
const everywhere: vscode.DocumentSelector = { scheme: '*' };

/** What stands from activation on. */
export interface Foundation {
	readonly context: vscode.ExtensionContext;
	readonly logger: vscode.LogOutputChannel;
	readonly notices: Notices;
	readonly services: Services & { readonly probe: EditorProbe };
	readonly probeFiles: ProbeFiles;
	readonly probeServices: ProbeServices;
	readonly choices: DocumentChoices;
	readonly configurations: ConfigurationFiles;
	readonly sources: DocumentSources;
	readonly sets: SetStore;
	readonly restartProbe: () => void;
}

/** What the editor asks for by name. */
export interface Surface extends Omit<ExtensionApi, 'setOf' | 'whenIdle' | 'probeProcessId' | 'probeReadings'> {
	readonly commands: Commands;
	readonly tools: AgentTools;
	readonly panel: PanelHolder;
}

/**
 * Wires all that is seen of sets, and stops there: what a class needs is what its constructor is given. Loaded with the first
 * set, or with the first that is asked for.
 */
export function openSurface(foundation: Foundation): Surface {
	const { context, logger, notices, services, probeFiles, probeServices } = foundation;
	const { choices, configurations, sources, sets, restartProbe } = foundation;
	const { extensionUri } = context;
	const { probe } = services;
	const track = <T extends vscode.Disposable>(item: T): T => {
		context.subscriptions.push(item);
		return item;
	};

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

	return {
		commands: commandsOf({
			active,
			actions,
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
		tools: agentTools({ sets, sources, suggester, runs, candidates }),
		panel,
		reviewOf: uri => candidates.get(uri),
		evaluationOf: uri => evaluations.get(uri),
		accept: actions.accept,
		reject: actions.reject,
		editCandidate: actions.editCandidate,
		preview: actions.preview,
	};
}
