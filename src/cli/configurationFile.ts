import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { SetSettings } from '../configuration/configuration';
import { configurationName } from '../configuration/configurationName';
import { readConfiguration } from '../configuration/readConfiguration';
import { settingsFor } from '../configuration/settingsFor';
import { readDocument } from './documents';

/**
 * What `.demoscope.yaml` in the file's folder, or in the nearest folder above it that has one, says of the file. Files that it names are
 * given as paths from the current folder.
 *
 * @throws {UserError} `configuration.invalid`, and what reading a file throws
 */
export async function configuredSettings(file: string): Promise<SetSettings | undefined> {
	const target = path.resolve(file);
	for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
		const configuration = path.join(folder, configurationName);
		if (await isFile(configuration)) {
			const relative = path.relative(folder, target).split(path.sep).join('/');
			const settings = settingsFor(readConfiguration(await readDocument(configuration)), relative);
			return settings === undefined ? undefined : withPaths(settings, folder, target);
		}
		if (folder === path.dirname(folder)) {
			return undefined;
		}
	}
}

/** The files that it names as paths from here. A set is neither its own pool nor its own validation. */
function withPaths(settings: SetSettings, folder: string, target: string): SetSettings {
	const { validation, pool, ...others } = settings;
	const resolved = (given: string | undefined): string | undefined => {
		const file = given === undefined ? target : path.resolve(folder, given);
		return file === target ? undefined : path.relative(process.cwd(), file);
	};
	const [validationFile, poolFile] = [resolved(validation), resolved(pool)];
	return {
		...others,
		...(validationFile === undefined ? {} : { validation: validationFile }),
		...(poolFile === undefined ? {} : { pool: poolFile }),
	};
}

function isFile(file: string): Promise<boolean> {
	return stat(file).then(
		status => status.isFile(),
		() => false,
	);
}
