import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { SetSettings } from '../configuration/configuration';
import { configurationName } from '../configuration/configurationName';
import { readConfiguration } from '../configuration/readConfiguration';
import { settingsFor } from '../configuration/settingsFor';
import { readDocument } from './documents';

/**
 * What `.demoscope.yaml` in the file's folder, or in the nearest folder above it that has one, says of the file.
 *
 * @throws {UserError} `configuration.invalid`, and what reading a file throws
 */
export async function configuredSettings(file: string): Promise<SetSettings | undefined> {
	const target = path.resolve(file);
	for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
		const configuration = path.join(folder, configurationName);
		if (await isFile(configuration)) {
			const relative = path.relative(folder, target).split(path.sep).join('/');
			return settingsFor(readConfiguration(await readDocument(configuration)), relative);
		}
		if (folder === path.dirname(folder)) {
			return undefined;
		}
	}
}

function isFile(file: string): Promise<boolean> {
	return stat(file).then(
		status => status.isFile(),
		() => false,
	);
}
