import type { Palette } from './mapPicture';

/** For a page whose style sheet says which colours these are. */
export const namedPalette: Palette = {
	background: 'var(--background)',
	foreground: 'var(--foreground)',
	muted: 'var(--muted)',
	'tone-0': 'var(--tone-0)',
	'tone-1': 'var(--tone-1)',
	'tone-2': 'var(--tone-2)',
	'tone-3': 'var(--tone-3)',
	'tone-4': 'var(--tone-4)',
};
