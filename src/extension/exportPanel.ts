import * as l10n from '@vscode/l10n';
import path from 'node:path';
import * as vscode from 'vscode';
import { UserError, messageOf } from '../base/errors';
import { exportKinds, type ExportKind } from '../protocol/panel';

/** What the panel shows of a set, drawn by its page: text, and of a PNG image its bytes in base64. */
export type DrawPanel = (uri: vscode.Uri, kind: ExportKind) => Promise<string>;

/** What may be asked for: one of the two, or whatever the user chooses. */
export type ExportPart = 'map' | 'report';

interface Offer {
	readonly format: ExportKind;
	readonly part: ExportPart;
	readonly label: string;
	readonly detail: string;
	/** Ends the name that is proposed for the file. */
	readonly ending: string;
	/** What files of that kind are called. */
	readonly fileType: string;
}

const offers = (): readonly Offer[] => [
	{
		format: 'svg',
		part: 'map',
		label: l10n.t('Map as SVG'),
		detail: l10n.t('A drawing that stays sharp at every size, in the colours of the theme.'),
		ending: '-map.svg',
		fileType: l10n.t('SVG drawing'),
	},
	{
		format: 'png',
		part: 'map',
		label: l10n.t('Map as PNG'),
		detail: l10n.t('An image, in the colours of the theme.'),
		ending: '-map.png',
		fileType: l10n.t('PNG image'),
	},
	{
		format: 'html',
		part: 'report',
		label: l10n.t('Report as HTML'),
		detail: l10n.t(
			'Scores with explanations, map and table in one file that stands alone. It holds the text of every demonstration.',
		),
		ending: '-report.html',
		fileType: l10n.t('HTML page'),
	},
];

/**
 * Writes what the panel shows of a set to a file that the user chooses, and says so.
 *
 * @param part what to export; asked for where it is not given
 * @param target where to; asked for where it is not given. Its ending says what is written
 * @throws {UserError} `export.unknownKind`, `export.unwritable`, and what drawing throws
 */
export async function exportPanel(
	draw: DrawPanel,
	uri: vscode.Uri,
	part?: ExportPart,
	target?: vscode.Uri,
): Promise<void> {
	const offer = target === undefined ? await choose(part) : offerFor(target);
	const file = offer === undefined ? undefined : (target ?? (await chooseFile(uri, offer)));
	if (offer === undefined || file === undefined) {
		return;
	}
	const drawn = await draw(uri, offer.format);
	const name = vscode.workspace.asRelativePath(file, false);
	try {
		await vscode.workspace.fs.writeFile(file, Buffer.from(drawn, offer.format === 'png' ? 'base64' : 'utf8'));
	} catch (cause) {
		throw new UserError(
			'export.unwritable',
			l10n.t('{0} could not be written: {1}. Choose another place.', name, messageOf(cause)),
			'input',
			{ cause },
		);
	}
	void tell(name, file);
}

async function choose(part: ExportPart | undefined): Promise<Offer | undefined> {
	const fitting = offers().filter(offer => part === undefined || offer.part === part);
	return fitting.length === 1
		? fitting[0]
		: await vscode.window.showQuickPick(fitting, {
				title: l10n.t('Export'),
				placeHolder: l10n.t('What to write to a file'),
			});
}

/** @throws {UserError} `export.unknownKind` */
function offerFor(target: vscode.Uri): Offer {
	const ending = path.posix.extname(target.path).slice(1).toLowerCase();
	const offer = offers().find(({ format }) => format === ending);
	if (offer === undefined) {
		throw new UserError(
			'export.unknownKind',
			l10n.t(
				'A file that ends in .{0} cannot be exported. Choose one that ends in {1}.',
				ending,
				exportKinds.map(kind => `.${kind}`).join(', '),
			),
			'usage',
		);
	}
	return offer;
}

async function chooseFile(uri: vscode.Uri, { format, ending, fileType }: Offer): Promise<vscode.Uri | undefined> {
	const { dir, name } = path.posix.parse(uri.path);
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	const beside =
		uri.scheme === 'untitled'
			? folder && vscode.Uri.joinPath(folder, `${name}${ending}`)
			: uri.with({ path: path.posix.join(dir, `${name}${ending}`) });
	return await vscode.window.showSaveDialog({
		title: l10n.t('Export'),
		saveLabel: l10n.t('Export'),
		filters: { [fileType]: [format] },
		...(beside === undefined ? {} : { defaultUri: beside }),
	});
}

async function tell(name: string, file: vscode.Uri): Promise<void> {
	const open = l10n.t('Open');
	if ((await vscode.window.showInformationMessage(l10n.t('Exported to {0}.', name), open)) === open) {
		await vscode.env.openExternal(file);
	}
}
