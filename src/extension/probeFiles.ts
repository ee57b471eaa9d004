/** What comes with the extension or belongs to it. */
export interface ProbeFiles {
	/** Bundle of the probe's child process. */
	readonly worker: string;
	/** Bundle of the thread that keeps readings on disk. */
	readonly diskThread: string;
	/** Checkpoint that ships with the extension. */
	readonly builtIn: string;
	/** Folder of the reading cache. */
	readonly cache: string;
	/** What the child process says in another language than English: a file of `l10n/`. */
	readonly translation: string | undefined;
}
