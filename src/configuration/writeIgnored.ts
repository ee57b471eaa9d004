import * as l10n from '@vscode/l10n';
import { isSeq, parseDocument } from 'yaml';
import { UserError } from '../base/errors';
import type { SourceDocument } from '../demonstrations/format';
import type { Ignored } from './configuration';
import { readConfiguration } from './readConfiguration';
import { settingsFor } from './settingsFor';

/**
 * The text of a configuration with one more finding to ignore: in the first entry that fits the file, or in a new one where none does.
 * Comments and order stay; nothing changes where it is ignored already.
 *
 * @param path of the demonstration file, relative to the configuration's folder, with `/` between its parts
 * @throws {UserError} `configuration.invalid`: the text is no configuration; `configuration.name`: no glob fits the path alone
 */
export function withIgnored(configuration: SourceDocument, path: string, ignored: Ignored): string {
	const { sets } = readConfiguration(configuration);
	const settings = settingsFor({ sets }, path);
	if (settings?.ignore?.some(entry => isSame(entry, ignored)) === true) {
		return configuration.text;
	}
	const document = parseDocument(configuration.text);
	if (settings === undefined) {
		append(document, ['sets'], { files: `/${path}`, ignore: [ignored] });
	} else {
		append(document, ['sets', sets.indexOf(settings), 'ignore'], ignored);
	}
	const lines = document.toString({ lineWidth: 0 });
	const text = configuration.text.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines;
	const written = settingsFor(readConfiguration({ ...configuration, text }), path);
	if (written?.ignore?.some(entry => isSame(entry, ignored)) !== true) {
		throw new UserError(
			'configuration.name',
			l10n.t(
				'{0} cannot be named by a glob. Add an entry that fits it to {1} by hand, and try again.',
				path,
				configuration.name,
			),
		);
	}
	return text;
}

function append(document: ReturnType<typeof parseDocument>, path: readonly (string | number)[], value: object): void {
	const list: unknown = document.getIn(path);
	if (isSeq(list)) {
		list.add(document.createNode(value));
	} else {
		document.setIn(path, document.createNode([value]));
	}
}

function isSame(a: Ignored, b: Ignored): boolean {
	return a.rule === b.rule && a.text === b.text && a.file === b.file;
}
