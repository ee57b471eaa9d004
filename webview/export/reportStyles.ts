/** Of the exported report. Colours by what they are for, light or dark as the reader has it. */
export const reportStyles = `
:root {
	color-scheme: light dark;
	--background: #ffffff; --foreground: #24292e; --muted: #5d646c; --line: #d8dce0; --tint: #f3f4f6;
	--tone-0: #1a73c9; --tone-1: #2f8a3a; --tone-2: #9a7400; --tone-3: #7a43b6; --tone-4: #c4342b;
}
@media (prefers-color-scheme: dark) {
	:root {
		--background: #1f1f1f; --foreground: #cccccc; --muted: #a0a0a0; --line: #3a3a3a; --tint: #2a2a2a;
		--tone-0: #59a4f9; --tone-1: #89d185; --tone-2: #cca700; --tone-3: #b180d7; --tone-4: #f14c4c;
	}
}
body { margin: 0; background: var(--background); color: var(--foreground); font: 14px/1.5 system-ui, sans-serif; }
main { max-width: 1200px; margin-inline: auto; padding: 24px; }
h1 { font-size: 1.6em; margin-block: 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 1.2em; margin-block: 32px 8px; }
p { margin: 0; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; }
dt, .muted, em { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
em { font-style: normal; }
figure { margin: 0; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
svg { display: block; width: 100%; height: auto; }
.scroller { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 6px 10px; text-align: start; vertical-align: top; border-block-end: 1px solid var(--line); }
td { overflow-wrap: anywhere; min-width: 3em; }
/* A label in one piece. */
td:has(> bdi) { min-width: 6em; }
bdi { white-space: pre-wrap; }
.number { font-variant-numeric: tabular-nums; }
.number, .name, th { white-space: nowrap; }
.hidden { padding-inline: 2px; border-radius: 2px; color: var(--muted); background: var(--tint); unicode-bidi: isolate; }
@media print { .scroller { overflow: visible; } }
`;
