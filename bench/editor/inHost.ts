import { writeFileSync } from 'node:fs';
import { activation } from './activation';
import { blocks } from './blocks';
import { edits } from './edits';
import { memory } from './memory';
import { panel } from './panel';

/** What a part gives: numbers by name, in ms or MiB as the name says, several where something was done several times. */
export type Figures = Readonly<Record<string, readonly number[]>>;

/** What the driver may ask for otherwise than usual; what each means, the driver's head says. */
export interface Options {
	readonly edits?: number;
	readonly rounds?: number;
	readonly demonstrations?: number;
	readonly minutes?: number;
}

const parts: Readonly<Record<string, (options: Options) => Promise<Figures>>> = {
	activation,
	edits,
	panel,
	memory,
	blocks,
};

/** Called by VS Code's extension host: measures one part and writes what it found. */
export async function run(): Promise<void> {
	const { DEMOSCOPE_BENCH: request = '{}' } = process.env;
	const { part, options, out } = JSON.parse(request) as {
		readonly part: string;
		readonly options: Options;
		readonly out: string;
	};
	const measure = parts[part];
	if (measure === undefined) {
		throw new Error(`there is no part ${part}`);
	}
	writeFileSync(out, JSON.stringify(await measure(options)));
}
